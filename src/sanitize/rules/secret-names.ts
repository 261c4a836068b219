import { isProse, isStandIn, looksRandom } from './looks.ts';
import type { SecretKind } from './secret.ts';

/**
 * How much a name tells of its value. After `password` (`any`) whatever is no stand-in is a secret;
 * after `client_secret` (`odd`) whatever is no plain word; after `token` (`random`) only what looks
 * drawn at random, because much else is called so.
 */
export type SecretName = { readonly kind: SecretKind; readonly proof: 'any' | 'odd' | 'random' };

/** Every telling name holds one of these, in some letter case. */
export const namingAnchors: readonly string[] = [
  'pass',
  'pwd',
  'psk',
  'pw=',
  'pw:',
  'pw"',
  'pw ',
  'kennwort',
  'contrase',
  'secret',
  'token',
  'key',
  'auth',
  'cred',
  'sessid',
  'signature',
  'sig=',
];

/** A name that ends so is about a secret, not the name of one. */
const aboutSecrets = new Set(
  (
    'age agent alg algorithm alias arn arns at attempts authentication backend by cache changed check class column count ' +
    'created date days dir directory disabled domain enabled encryption endpoint error errors exchange exists expiration ' +
    'expired expires expiry failed failures field file filename fingerprint folder format group hint history host id ids ' +
    'index interval issuer label last len length level lifetime limit manager max method min mode name names needed only options ' +
    'pair path paths policy port prefix provider ref region required reset retries ring rotation rules scheme scope ' +
    'selector server service set size socket source stdin status store strength time timeout title ttl type types uri url ' +
    'usage user username valid validation validity verification version warn words'
  ).split(' '),
);

const runTogetherWithAbout =
  /(?:passw(?:or)?d|secret|token|key)(?:age|alg|algorithm|arn|authentication|changed|count|days|dir|expiration|expires|expiry|file|format|id|ids|length|name|names|path|policy|size|status|store|type|url|usage|version)$/;

/** Read in order against the name in lower case without punctuation; the first that fits counts. */
const secretNames: ReadonlyArray<readonly [RegExp, (SecretName | undefined)?]> = [
  [/^authorization$/], // has a rule of its own
  [
    /^(?:next|continu(?:e|ation)|page|paging|pagination|sync|client|clientrequest|idempotency|starting|resume|change|task|cancellation|unexpected|invalid|unknown|eof|csrf)tokens?$/,
  ],
  [
    /pub(?:lic)?key|hostkey|(?:foreign|primary|sort|partition|hash|cache|object|s3|gpg|range|routing|known|registry|group)keys?$/,
  ],
  [
    /keyboard|keyserver|keystore(?!pass)|keyring|keyspace|monkey|turkey|^hkey|bypass$|compass$|authors?$|oauth2?$/,
  ],
  [/(?:imagepull|existing|tls)secrets?$|secretkeyref|secretref/],
  [/secretaccesskey|secretkey$|awssecret/, { kind: 'AWS secret key', proof: 'odd' }],
  [/sessiontoken|securitytoken/, { kind: 'AWS session token', proof: 'odd' }],
  [/accesskeyid/, { kind: 'AWS access key id', proof: 'odd' }],
  [/accountkey|sharedaccess|storagekey/, { kind: 'Azure key', proof: 'odd' }],
  [/^(?:pass|passwd)$/, { kind: 'password', proof: 'odd' }],
  [
    /passw(?:or)?[dt]|passphrase|passcode|kennwort|contrase|motdepasse|pwd|psk|presharedkey/,
    { kind: 'password', proof: 'any' },
  ],
  [/[a-z0-9]pass\d{0,2}$/, { kind: 'password', proof: 'any' }],
  [/(?:^|bind|ldap|root|admin|user|db|my)pw$/, { kind: 'password', proof: 'any' }],
  [/privatekey|keydata$/, { kind: 'private key', proof: 'odd' }],
  [/^secrets?$/, { kind: 'secret', proof: 'random' }],
  [/^secretsmanager/],
  [/^secret/, { kind: 'secret', proof: 'odd' }],
  [/secret/, { kind: 'secret', proof: 'any' }],
  [/signature$|^sig$/, { kind: 'signature', proof: 'random' }],
  [/sessid$/, { kind: 'cookie', proof: 'odd' }],
  [/^tokens?$/, { kind: 'token', proof: 'random' }],
  [/token/, { kind: 'token', proof: 'odd' }],
  [/^keys?$/],
  [
    /(?:api|app|access|auth|encryption|signing|master|account|shared|client|consumer|subscription|function)keys?\d{0,2}$/,
    { kind: 'API key', proof: 'odd' },
  ],
  [/key/, { kind: 'API key', proof: 'random' }],
  [/cred(?:s|entials?)?$|auth$/, { kind: 'credential', proof: 'random' }],
];

/** What a name says of its value, or nothing. */
export function secretNameOf(name: string): SecretName | undefined {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  const joined = words.join('');
  const telling = secretNames.find(([shape]) => shape.test(joined))?.[1];
  // An access key id is the one thing called an id that is to be hidden.
  if (telling?.kind === 'AWS access key id') return telling;
  if (aboutSecrets.has(words.at(-1) ?? '') || runTogetherWithAbout.test(joined)) return undefined;
  return telling;
}

/**
 * Whether `value` is a secret, given how much its name tells. Where the text ends with the value
 * (`cut`), less of it has to be there.
 */
export function isSecretValue(value: string, telling: SecretName, cut: boolean): boolean {
  if (isStandIn(value)) return false;
  if (telling.proof === 'any') return !isProse(value);
  if (codeExpression.test(value)) return false;
  if (looksRandom(value, cut ? 6 : telling.proof === 'odd' ? 8 : 16)) return true;
  return telling.proof === 'odd' && !isProse(value) && (isOdd(value) || (cut && hasOddCapitals(value)));
}

function hasOddCapitals(value: string): boolean {
  return (
    value.length >= 6 &&
    /^[A-Za-z]*[a-z][A-Za-z]*$/.test(value) &&
    (value.slice(1).match(/[A-Z]/g)?.length ?? 0) > 1
  );
}

/** `tokens[state]`, `Token(text)`: source code names things so, too. */
const codeExpression = /^[A-Za-z_][\w.]*[([]/;

/** Letters with digits or punctuation, and no path or address. */
function isOdd(value: string): boolean {
  if (/^(?:arn:|[a-z][a-z0-9+.-]*:\/\/|\.{0,2}\/|~\/|[A-Za-z]:\\)/i.test(value)) return false;
  return value.length >= 5 && /[\d!@#$%^&*+=~?]/.test(value) && /[A-Za-z]/.test(value);
}
