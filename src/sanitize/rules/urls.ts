import { looksRandom } from './looks.ts';
import { matchAt, nothing, type Rule } from './secret.ts';
import { isStandIn } from './stand-ins.ts';

/*
 * Passwords inside URLs, whatever the scheme. The host stays readable: it is what tells which database
 * could not be reached.
 */

const authority = /:\/\/([^\s"'`<>\\]{1,512})/y;
const port = /^\d{1,5}(?:[/?#,]|$)/;
const hostAfter = /^(?:[\w.-]|\[|$)/;

const webScheme = /(?:https?|git|ssh|file|s3|wss?)$/i;

function endOfAuthority(rest: string): number {
  const sign = rest.lastIndexOf('@');
  const slash = rest.slice(sign + 1).search(/[/?#]/);
  return slash === -1 ? -1 : sign + 1 + slash;
}

export const urlCredentials: Rule = {
  anchors: ['://'],
  find(text, at) {
    const match = matchAt(authority, text, at);
    const rest = match?.[1];
    if (rest === undefined) return nothing;
    const from = at + 3;
    // Only what people type as database URLs holds passwords with a bare slash and an "@" besides.
    const slash = webScheme.test(text.slice(Math.max(0, at - 8), at))
      ? rest.search(/[/?#]/)
      : endOfAuthority(rest);
    const sign = (slash === -1 ? rest : rest.slice(0, slash)).lastIndexOf('@');
    const colon = rest.indexOf(':');
    if (colon === -1 || (sign !== -1 && colon > sign)) return userAlone(rest, sign, from);
    if (slash !== -1 && colon > slash) return nothing;
    if (sign !== -1) return password(rest, colon, sign, from);
    // No "@" in the authority: host and port, a password with a slash in it, or the text was cut.
    if (port.test(rest.slice(colon + 1)) || rest[0] === '[') return nothing;
    const late = rest.lastIndexOf('@');
    if (late > colon && hostAfter.test(rest.slice(late + 1))) return password(rest, colon, late, from);
    return from + rest.length === text.length ? password(rest, colon, rest.length, from) : nothing;
  },
};

function password(rest: string, colon: number, end: number, from: number) {
  const value = rest.slice(colon + 1, end);
  if (isStandIn(value)) return nothing;
  return [{ start: from + colon + 1, end: from + end, kind: 'password' as const }];
}

/** https://TOKEN@host: a user name that no person chose. */
function userAlone(rest: string, sign: number, from: number) {
  if (sign === -1 || !looksRandom(rest.slice(0, sign), 16)) return nothing;
  return [{ start: from, end: from + sign, kind: 'token' as const }];
}

/** jdbc:oracle:thin:user/password@host */
export const oracleUrls: Rule = {
  anchors: ['oracle:thin:', 'oracle:oci:'],
  find(text, at) {
    const match = matchAt(/oracle:\w{3,4}:([^\s/@]{1,128})\/([^\s@]{1,128})(?:@|$)/iy, text, at);
    const [whole, , secret] = match ?? [];
    if (whole === undefined || secret === undefined || isStandIn(secret)) return nothing;
    const end = at + whole.length - (whole.endsWith('@') ? 1 : 0);
    return [{ start: end - secret.length, end, kind: 'password' }];
  },
};
