import type { SecretKind } from './secret.ts';

/**
 * How much a name says of its value. After `password` (`any`) whatever is no stand-in is a secret;
 * after `client_secret` (`odd`) whatever is no plain word; after `token` (`random`) only what looks
 * drawn at random, because much else is called so.
 */
export type SecretName = { readonly kind: SecretKind; readonly proof: 'any' | 'odd' | 'random' };

/** An anchor has at least three characters: these words with what stands between them and a value. */
const twoLetterNames = ['密码', '密碼', '口令', '암호'].flatMap((word) =>
  [':', '：', '=', '＝', '"', "'", ' ', '_', '是', '为'].map((next) => word + next),
);

/** Every name of a secret holds one of these, in some letter case. */
export const NAME_ANCHORS: readonly string[] = [
  'pass',
  'pwd',
  'psk',
  '_pw',
  '-pw',
  'pw=',
  'pw:',
  'pw"',
  "pw'",
  'pw ',
  '_pat',
  '-pat',
  'pat=',
  'kennwort',
  'contrase',
  'пароль',
  ...twoLetterNames,
  'パスワード',
  '暗証番号',
  '비밀번호',
  'senha',
  'wachtwoord',
  'hasło',
  'haslo',
  'heslo',
  'lösenord',
  'losenord',
  'salasana',
  'adgangskode',
  'mot de passe',
  'jelszó',
  'parola',
  'şifre',
  'κωδικός',
  'סיסמ',
  'mật khẩu',
  'secret',
  'token',
  'key',
  'auth',
  'cred',
  'sessid',
  'sessionid',
  '_session=',
  'signature',
  'sig=',
  'saml',
  'assertion',
  'encrypt"',
  'unseal',
  'recovery code',
  'art-api',
  'salt',
];

/** A name that ends so is about a secret, not the name of one. */
const aboutSecrets = new Set(
  (
    'accessor age agent alg algorithm algorithms alias arn arns at attempts authentication backend by cache changed characters check class controller encoder exception factory filter form generator grant handler input module plugin validator view ' +
    'column complexity count created date days dir directory disabled domain enabled encryption endpoint engine error errors exchange exists ' +
    'expiration expired expires expiry expire failed failures field file filename fingerprint folder format group hash hint history host ' +
    'id ids index interval issuer label last len length level lifetime limit manager max method min mode name names needed only options ' +
    'pair path paths policy port prefix prevention provider ref region required requirements reset retries reuse ring rotation rules ' +
    'scheme scope selector server service set size socket source stdin status store strength test time timeout title ttl type types uri ' +
    'url usage used user username valid validation validity verification version warn words'
  ).split(' '),
);

const fileName =
  /\.(?:sh|ps1|bat|py|rb|js|ts|go|java|rs|txt|ya?ml|json|conf|cfg|xml|properties|service|path|socket|timer|md|log|ini|html|php|exe|dll|lua|tf|com|org|net|io)$/i;

const runTogetherWithAbout =
  /(?:passw(?:or)?d|secret|token|key)(?:age|alg|algorithm|arn|authentication|changed|count|days|dir|expiration|expires|expiry|file|format|id|ids|length|name|names|path|policy|required|size|status|store|type|url|usage|version)$/;

const passwordInOtherLanguages =
  /kennwort|contrase|motdepasse|парол|密码|密碼|口令|パスワード|暗証番号|비밀번호|암호|senha|wachtwoord|has[łl]o|heslo|l[öo]senord|salasana|adgangskode|jelszó|parola|şifre|κωδικός|סיסמ|mậtkhẩu|khẩu$/;

/** Read in order against the name in lower case without punctuation; the first that fits counts. */
const secretNames: ReadonlyArray<readonly [RegExp, (SecretName | undefined)?]> = [
  [/^authorization$/], // has a rule of its own
  [
    /^(?:next\w{0,20}|continu(?:e|ation)|\w{0,10}page|paging|pagination|sync|client|clientrequest|idempotency|starting|resume|change|task|cancellation|lock|uploadsequence|sequence|unexpected|invalid|unknown|eof|csrf|max|total|prompt|completion)tokens?$/,
  ],
  [/^randompassword\w|tokeni[sz]er|idempotency|websocket|sshhost|hostkey|idempotent/],
  [
    /pub(?:lic)?key|(?:foreign|primary|sort|partition|hash|cache|object|s3|gpg|range|routing|known|registry|group|surrogate|start|evaluated|parameter|tag|attribute|option|variable|host|from)keys?$/,
  ],
  [
    /keyboard|keyserver|keystore(?!pass)|keyring|keyspace|monkey|turkey|^hkey|bypass$|compass$|passthrough|passive|authors?$|oauth2?$/,
  ],
  [/(?:imagepull|existing|tls)secrets?$|secretkeyref|secretref/],
  [/secretaccesskey|secretkey$|awssecret/, { kind: 'AWS secret key', proof: 'odd' }],
  [/sessiontoken|securitytoken/, { kind: 'AWS session token', proof: 'odd' }],
  [/accesskeyid/, { kind: 'AWS access key id', proof: 'odd' }],
  [/secretid$/, { kind: 'secret', proof: 'random' }],
  [/accountkey|sharedaccess|storagekey/, { kind: 'Azure key', proof: 'odd' }],
  [/^(?:requirepass|masterauth|rootpw|bindpw)$/, { kind: 'password', proof: 'any' }],
  [/^(?:pass|passwd)$/, { kind: 'password', proof: 'odd' }],
  [
    /passw(?:or)?[dt]|passord|passphrase|passcode|pwd|psk|presharedkey|authtok$/,
    { kind: 'password', proof: 'any' },
  ],
  [passwordInOtherLanguages, { kind: 'password', proof: 'any' }],
  [/[a-z0-9]pass\d{0,2}$|motdepasse/, { kind: 'password', proof: 'any' }],
  [/(?:^|bind|ldap|root|admin|user|db|my|sa)pw$/, { kind: 'password', proof: 'any' }],
  [/privatekey|keydata$/, { kind: 'private key', proof: 'odd' }],
  [/unsealkey|recovery(?:key|code)/, { kind: 'secret', proof: 'odd' }],
  [/^secrets?$/, { kind: 'secret', proof: 'random' }],
  [/^secretsmanager|secretstorage|libsecret|secretstore/],
  [/^secret(?:string|binary|value|text)$/, { kind: 'secret', proof: 'any' }],
  [/^secret/, { kind: 'secret', proof: 'odd' }],
  [/secret/, { kind: 'secret', proof: 'any' }],
  [/signature(?:value)?$|^sig$/, { kind: 'signature', proof: 'random' }],
  [/^saml(?:response|request|assertion|token)$|^assertion$/, { kind: 'credential', proof: 'random' }],
  [/sess(?:ion)?id$|[a-z]session$/, { kind: 'cookie', proof: 'random' }],
  [/^tokens?$/, { kind: 'token', proof: 'random' }],
  [/(?:^|[a-z])pat$/, { kind: 'token', proof: 'random' }],
  [/token/, { kind: 'token', proof: 'odd' }],
  [/^keys?$/, { kind: 'API key', proof: 'random' }],
  [
    /(?:api|app|access|auth|encryption|signing|master|account|shared|client|consumer|subscription|function|activation|license|product|serial)keys?\d{0,2}$/,
    { kind: 'API key', proof: 'odd' },
  ],
  [/salts?$/, { kind: 'secret', proof: 'random' }],
  [/artapi$/, { kind: 'API key', proof: 'odd' }],
  [/key/, { kind: 'API key', proof: 'random' }],
  [/^encrypt$/, { kind: 'API key', proof: 'random' }],
  [/[a-z]credential$/, { kind: 'credential', proof: 'odd' }],
  [/cred(?:s|entials?)?$|auth$/, { kind: 'credential', proof: 'random' }],
];

/** Outputs repeat a few names; what hostile ones add is dropped. */
const MAX_REMEMBERED = 2_000;
const remembered = new Map<string, SecretName | undefined>();

/** What a name says of its value, or nothing. */
export function secretNameOf(name: string): SecretName | undefined {
  const known = remembered.get(name);
  if (known || remembered.has(name)) return known;
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  const found = judgedName(name);
  remembered.set(name, found);
  return found;
}

function judgedName(name: string): SecretName | undefined {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  const joined = words.join('');
  const known = secretNames.find(([shape]) => shape.test(joined))?.[1];
  // The two things called an id that are to be hidden.
  if (known?.kind === 'AWS access key id' || joined.endsWith('secretid') || joined.endsWith('netsessionid'))
    return known;
  const last = words.at(-1) ?? '';
  if (fileName.test(name) || aboutSecrets.has(last) || runTogetherWithAbout.test(joined)) return undefined;
  if (known?.kind === 'token' && joined.endsWith('pat') && last !== 'pat') return undefined;
  return known;
}

/** Over a column of passwords `pass` is no result of a test. */
export const overColumn = (secret: SecretName): SecretName =>
  secret.kind === 'password' ? { ...secret, proof: 'any' } : secret;
