import { isPlainFigure } from './looks.ts';
import { matchAt, nothing, type Rule, type Span } from './secret.ts';
import { isProse, isStandIn } from './stand-ins.ts';
import { valueAt } from './values.ts';

/* Lines of files and devices in which the place, or a keyword, makes a word a secret. */

/** What stands right before the secret. */
const directives: ReadonlyArray<readonly [anchors: readonly string[], before: RegExp]> = [
  // ipsec.secrets
  [
    [': psk ', ': xauth ', ': eap ', ': rsa ', ': ecdsa ', ': p12 ', ': pkcs', ': pin ', ': ntlm '],
    /: (?:PSK|XAUTH|EAP|RSA|ECDSA|P12|PKCS8|PKCS12|PIN|NTLM)\s{1,4}(?:[\w./%-]{1,100}\s{1,4})?(?=["']|0[sx])/y,
  ],
  // sasl_passwd: a mail server and a user
  [
    [':25', ':465', ':587', ':2525'],
    /:(?:25|465|587|2525)[ \t]{1,40}[^\s:]{1,128}:(?=\S{3,200}[ \t]{0,4}(?:\r?\n|$))/y,
  ],
  // Network devices; a digit says how the secret is encrypted
  [['enable secret', 'enable password'], /enable (?:secret|password)(?: level \d{1,2})? (?:\d (?=\S))?/iy],
  [['username '], /username \S{1,64} (?:privilege \d{1,2} )?(?:secret|password) (?:\d (?=\S))?/iy],
  [
    ['password 7', 'password 0', 'password 5', 'secret 5', 'secret 8', 'secret 9', 'key 7', 'key 0'],
    /(?:password|secret|key) [05789] (?=\S{4,200}[ \t]{0,4}(?:\r?\n|$))/iy,
  ],
  [
    ['snmp-server community', 'snmp community', 'rocommunity', 'rwcommunity', 'rouser6'],
    /(?:snmp(?:-server)? |r[ow])community6? /iy,
  ],
  [
    ['snmp-server host'],
    /snmp-server host \S{1,64} (?:traps |informs )?(?:version \w{1,3} )?(?!version|traps|informs)/iy,
  ],
  [['com2sec'], /com2sec6? \S{1,64}[ \t]{1,8}\S{1,64}[ \t]{1,8}/iy],
  [['createuser'], /createuser \S{1,64} (?:MD5|SHA\S{0,8}) /iy],
  [['" aes', '" des'], /" (?:AES|DES)\S{0,8} /iy],
  [
    ['tacacs-server', 'radius-server', 'server-private'],
    /\S{1,30} (?:host \S{1,64} )?[^\n]{0,80}?key (?:\d (?=\S))?/iy,
  ],
  [['isakmp key', 'crypto ikev'], /(?:isakmp|ikev\d)\s{1,4}key (?:\d (?=\S))?/iy],
  [['neighbor '], /neighbor \S{1,64} password (?:\d (?=\S))?/iy],
  [
    ['message-digest-key', 'key-string', 'authentication-key'],
    /(?:message-digest-key \d{1,3} md5|key-string|authentication-key(?: \d{1,5} md5)?) (?:\d (?=\S))?/iy,
  ],
  [
    ['pre-shared-key', 'wpa-psk'],
    /(?:pre-shared-key|wpa-psk) (?:ascii-text|hexadecimal|ascii|hex) (?:\d (?=\S))?/iy,
  ],
  [['encrypted-password'], /encrypted-password (?=["'$])/iy],
  [['erlang cookie', 'cookie hash'], /(?:erlang cookie|cookie hash)[ \t]{0,8}[:=][ \t]{1,8}/iy],
  // Wireless keys as netsh prints them, and what it is called elsewhere
  [
    [
      'key content',
      'schlüsselinhalt',
      'contenido de la clave',
      'contenu de la clé',
      'conteúdo da chave',
      'keymaterial',
    ],
    /(?:key content|schlüsselinhalt|contenido de la clave|contenu de la clé|conteúdo da chave|keymaterial)[ \t]{0,40}[:=][ \t]{0,8}/iy,
  ],
  [['auth-pass ', 'stats auth '], /(?:auth-pass \S{1,64} |stats auth [^\s:]{1,64}:)/iy],
  // Redis' users
  [[' on >'], / on >/y],
  // sasl in one line
  [['static:'], /static:[^\s:]{1,64}:(?=\S)/y],
];

export const directiveSecrets: readonly Rule[] = directives.map(([anchors, before]) => ({
  anchors,
  find(text, at) {
    const match = matchAt(before, text, at);
    return match ? secretAt(text, at + match[0].length) : nothing;
  },
}));

function secretAt(text: string, from: number): readonly Span[] {
  const { start, end, quoted } = valueAt(text, from);
  const whole = text.slice(start, end);
  const value = quoted ? whole : whole.replace(/[;,]{1,8}$/, '');
  if (value.length < 3 || isStandIn(value) || isProse(value) || isPlainFigure(value)) return nothing;
  return [{ start, end: start + value.length, kind: 'password' }];
}

const chapLine =
  /[ \t]{0,8}("[^"\n]{1,64}"|[^\s"#:]{1,64})[ \t]{1,40}([\w.*-]{1,64})[ \t]{1,40}("[^"\n]{1,128}"|[^\s"#]{1,128})(?:[ \t]{1,40}[\w.*/-]{1,64}){0,2}[ \t]{0,8}(?=\r?\n|$)/y;
const otherLine = /[ \t]{0,8}(?:#[^\n]{0,300})?\r?\n/y;
const MAX_LINES = 200;

/** Lines of client, server, secret and addresses, below a comment of such a file or behind its name. */
export const chapSecrets: Rule = {
  anchors: ['using chap', 'using pap', 'chap-secrets:', 'pap-secrets:', 'chap-secrets\n', 'pap-secrets\n'],
  find(text, at) {
    const rest = matchAt(/[^\s:]{1,20}(?: [^\s:]{1,20})?(?::(?=[ \t])|[^\n]{0,80}\n)/y, text, at);
    if (!rest) return nothing;
    const spans: Span[] = [];
    let from = at + rest[0].length;
    for (let count = 0; count < MAX_LINES; count++) {
      const skipped = matchAt(otherLine, text, from);
      const line = skipped ? null : matchAt(chapLine, text, from);
      if (!skipped && !line) break;
      if (line?.[3]) {
        const start = from + line[0].lastIndexOf(line[3]);
        const quotes = line[3].startsWith('"') ? 1 : 0;
        spans.push({ start: start + quotes, end: start + line[3].length - quotes, kind: 'password' });
      }
      from += (skipped ?? line)?.[0].length ?? 0;
      if (line) from += matchAt(/\r?\n/y, text, from)?.[0].length ?? 0;
    }
    return spans;
  },
};
