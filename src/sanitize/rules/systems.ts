import { isOdd, looksRandom } from './looks.ts';
import { lineStartOf, matchAt, nothing, type Rule, type SecretKind, type Span } from './secret.ts';
import { isProse, isStandIn } from './stand-ins.ts';
import { quotedAt, valueAt } from './values.ts';

/* Secrets that a system's own output or file marks as such, without a name of a secret beside each. */

const dataMember = /[ \t]{1,40}(?:[\w.-]{1,253}|"[\w.-]{1,253}"):[ \t]{1,4}/y;
const MAX_MANIFEST = 6_000;
const certificate = /^["']?LS0tLS1CRUdJTiBDRVJU|^["']?-----BEGIN CERT/;

/** Every value under data and stringData of a Kubernetes Secret, whatever its name. */
export const kubernetesSecrets: Rule = {
  anchors: ['kind: secret', '"kind": "secret"', '"kind":"secret"'],
  find(text, at) {
    if (!matchAt(/"?kind"?: ?"?secret"?(?=[\s,}]|$)/iy, text, at)) return nothing;
    const { from, near } = manifestAround(text, at);
    const spans: Span[] = [];
    for (const { index, 0: head } of near.matchAll(
      /^[ \t]{0,40}"?(?:data|stringData)"?:[ \t]{0,4}(?:\{[ \t]{0,4})?\r?\n/gm,
    )) {
      let line = from + index + head.length;
      for (let member = matchAt(dataMember, text, line); member; member = matchAt(dataMember, text, line)) {
        const value = valueAt(text, line + member[0].length);
        const secret = text.slice(value.start, value.end);
        if (secret.length >= 4 && !isStandIn(secret) && !certificate.test(secret))
          spans.push({ start: value.start, end: value.end, kind: 'secret' });
        const newline = text.indexOf('\n', value.end);
        if (newline === -1 || newline > value.end + 4) break;
        line = newline + 1;
      }
    }
    for (const { index, 0: head, 1: members = '' } of near.matchAll(
      /"(?:data|stringData)": ?\{([^{}\n]{1,4000})\}/g,
    )) {
      const offset = from + index + head.length - 1 - members.length;
      for (const { index: at, 0: pair, 1: value = '' } of members.matchAll(
        /"[\w.-]{1,253}": ?"([^"]{4,4000})"/g,
      )) {
        const end = offset + at + pair.length - 1;
        if (!certificate.test(value)) spans.push({ start: end - value.length, end, kind: 'secret' });
      }
    }
    return spans;
  },
};

/** Up to the Secrets before and after this one. */
function manifestAround(text: string, at: number): { from: number; near: string } {
  const before = text.slice(Math.max(0, at - MAX_MANIFEST), at);
  const after = text.slice(at, at + MAX_MANIFEST);
  const previous = Math.max(before.lastIndexOf('kind: Secret'), before.lastIndexOf('"kind": "Secret"'));
  const next = /"?kind"?: ?"?Secret/i.exec(after.slice(8));
  const start = previous === -1 ? 0 : previous + 1;
  return {
    from: at - before.length + start,
    near: before.slice(start) + after.slice(0, next ? next.index + 8 : after.length),
  };
}

const generatedResult =
  /random_password(?:(?!random_password)[\s\S]){0,800}?["']?result["']?[ \t]{0,20}[:=][ \t]{0,4}/iy;

/** What Terraform's random_password came to, in plans and in state. */
export const generatedPasswords: Rule = {
  anchors: ['random_password'],
  find(text, at) {
    const match = matchAt(generatedResult, text, at);
    const value = match && quotedAt(text, at + match[0].length);
    return value ? secretSpan(text, value.start, value.end, 'password') : nothing;
  },
};

/** What KMS decrypted or generated, in base64. */
export const plaintexts: Rule = {
  anchors: ['plaintext'],
  find(text, at) {
    const match = matchAt(
      /plaintext\\{0,7}["']?[ \t]{0,8}[:=|][ \t]{0,8}\\{0,7}["']?([A-Za-z0-9+/]{16,8000}={0,2})/iy,
      text,
      at,
    );
    const value = match?.[1];
    if (!match || value === undefined || !looksRandom(value, 16)) return nothing;
    const end = at + match[0].length;
    return [{ start: end - value.length, end, kind: 'secret' }];
  },
};

const valueAfterType =
  /SecureString(?:(?!SecureString)[\s\S]){0,300}?Value[\\"']{0,16}\s{0,20}[:=|]\s{0,40}/iy;
const fieldAfterType = /SecureString(?:\t|\s{1,4}(?=\S{1,4096}\s{1,4}\d{1,6}(?:\s|$)))/iy;

/** What `aws ssm get-parameter` prints of a SecureString, as JSON, YAML, a table or tab-separated fields. */
export const secureStrings: Rule = {
  anchors: ['securestring'],
  find(text, at) {
    if (text[at - 1] === '-') return nothing;
    const match = matchAt(fieldAfterType, text, at) ?? matchAt(valueAfterType, text, at);
    if (!match) return nothing;
    const { start, end } = valueAt(text, at + match[0].length);
    return secretSpan(text, start, end, 'secret');
  },
};

/** Jenkins, on its first start. */
export const firstPasswords: Rule = {
  anchors: ['password to proceed'],
  find(text, at) {
    const match = matchAt(/password to proceed[^\n:]{0,40}:\s{1,40}/iy, text, at);
    if (!match) return nothing;
    const { start, end } = valueAt(text, at + match[0].length);
    return looksRandom(text.slice(start, end), 12) ? secretSpan(text, start, end, 'password') : nothing;
  },
};

/** "New value: x", as tools end that have made something new; beside words of secrets, or drawn at random. */
export const newValues: Rule = {
  anchors: ['new value', 'new value:'],
  find(text, at) {
    const match = matchAt(/new value(?: is)?:[ \t]{1,8}/iy, text, at);
    if (!match) return nothing;
    const { start, end } = valueAt(text, at + match[0].length);
    const value = text.slice(start, end);
    const aboutSecret = /pass|secret|token|key|cred/i.test(text.slice(Math.max(0, at - 120), at));
    if (!looksRandom(value, 12) && !(aboutSecret && isOdd(value))) return nothing;
    return secretSpan(text, start, end, 'secret');
  },
};

const connecting =
  /(?:PDO|mysqli?|pg|ldap|db|database|conn\w{0,10}|client|session|smtp|ftp|imap|redis|ssh\w{0,4}|sqlsrv|odbc|oci)[\w.]{0,20}(?:->|::|\.|_|->__)?$/i;
const argument =
  /\s{0,4}(?:([A-Za-z]{4,12}(?: id)? #\d{1,6}|Array|Object\([^)\n]{0,80}\))|(?=["'])|([^\s,()"'][^,()"'\n]{0,200}))/y;
/** The password is the third argument, behind an address and a user, or the second, behind a user. */
const MAX_ARGUMENTS = 3;

/** Arguments of calls that connect or sign in, as a stack trace prints them. */
export const calledWithPasswords: Rule = {
  anchors: ['connect(', '__construct(', 'login(', 'bind(', 'authenticate(', 'auth_login('],
  find(text, at) {
    const open = text.indexOf('(', at);
    const name = text.slice(at, open);
    const before = text.slice(Math.max(0, at - 60), at);
    const signsIn = /login|authenticate/i.test(name) && !/\w$/.test(before);
    if (!signsIn && !connecting.test(before)) return nothing;
    const found: Array<{ start: number; end: number; quoted: boolean }> = [];
    let from = open + 1;
    while (found.length < MAX_ARGUMENTS) {
      const match = matchAt(argument, text, from);
      if (!match) break;
      const begins = from + match[0].length - (match[1] ?? match[2] ?? '').length;
      const quoted = match[1] === undefined && match[2] === undefined ? quotedAt(text, begins) : undefined;
      const end = quoted?.end ?? from + match[0].length;
      found.push({ start: quoted?.start ?? begins, end, quoted: quoted !== undefined });
      const comma = matchAt(/\s{0,4},/y, text, quoted?.after ?? end);
      if (!comma) break;
      from = (quoted?.after ?? end) + comma[0].length;
    }
    const last = found.at(-1);
    if (!last || found.length < 2) return nothing;
    const value = text.slice(last.start, last.end);
    const certain =
      last.quoted &&
      found.every(({ quoted }, index) => quoted || (index === 0 && !signsIn)) &&
      (signsIn ? found.length === 2 : found.length === 3);
    if (!certain && !looksRandom(value, 8)) return nothing;
    return secretSpan(text, last.start, last.end, 'password');
  },
};

/** `?code=` of OAuth. */
export const authorizationCodes: Rule = {
  anchors: ['?code=', '&code=', '"code":"', '"code": "'],
  find(text, at) {
    const match = matchAt(/(?:[?&]code=|"code": ?")([\w./~%+-]{16,2000})/iy, text, at);
    const value = match?.[1];
    if (
      !match ||
      value === undefined ||
      !/\d/.test(value) ||
      !(looksRandom(value, 16) || /^4\/0[\w-]{10}/.test(value))
    )
      return nothing;
    const end = at + match[0].length;
    return [{ start: end - value.length, end, kind: 'token' }];
  },
};

/** `user:password@tcp(host)`, as Go's MySQL driver takes it. */
export const driverAddresses: Rule = {
  anchors: ['@tcp(', '@unix(', '@tcp6('],
  find(text, at) {
    const from = Math.max(lineStartOf(text, at), at - 200);
    const match = /(?:^|[\s"'`=])[\w.$-]{1,64}:([^\s"'`]{1,128})$/.exec(text.slice(from, at));
    const value = match?.[1];
    return value === undefined ? nothing : secretSpan(text, at - value.length, at, 'password');
  },
};

function secretSpan(text: string, start: number, end: number, kind: SecretKind): readonly Span[] {
  const value = text.slice(start, end);
  return isStandIn(value) || isProse(value) ? nothing : [{ start, end, kind }];
}
