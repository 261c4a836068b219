import { endOverWraps } from './line-wraps.ts';
import { matchAt, nothing, type Rule } from './secret.ts';
import { secretNameOf } from './secret-names.ts';

/*
 * JSON in base64 without the dots of a JWT: tokens of ECR, Docker's and Kubernetes' registry credentials, Grafana's
 * old API keys, cloudflared's tunnels. Page tokens look the same from outside, so it is the members that decide.
 */

const encoded = /eyJ[\w+/-]{16,8000}={0,2}/y;

/** Members of tokens that have no name of a secret: ECR's, Grafana's, cloudflared's. */
const members = new Set(['payload', 'datakey', 'auths', 'k', 's', 't']);

/** Enough for the first members; the whole may be cut. */
const MAX_DECODED = 800;

export const base64Json: Rule = {
  anchors: ['eyj'],
  find(text, at) {
    if (at > 0 && /[\w+/-]/.test(text[at - 1] ?? '')) return nothing;
    const match = matchAt(encoded, text, at);
    if (!match || !holdsSecret(decoded(match[0].slice(0, MAX_DECODED)))) return nothing;
    const end = at + match[0].length;
    const rest = matchAt(/[\w+/=-]*/y, text, end)?.[0].length ?? 0;
    return [{ start: at, end: endOverWraps(text, end + rest), kind: 'token' }];
  },
};

function holdsSecret(json: string): boolean {
  for (const [, name = ''] of json.matchAll(/"([\w.-]{1,40})"\s{0,4}:/g)) {
    if (members.has(name)) return true;
    const secret = secretNameOf(name);
    if (secret && secret.proof !== 'random') return true;
  }
  return false;
}

/** The bytes of base64 as text; what is no ASCII or was cut off is left out. */
function decoded(base64: string): string {
  const letters = base64
    .replaceAll('-', '+')
    .replaceAll('_', '/')
    .replace(/={1,2}$/, '');
  try {
    return atob(letters.slice(0, letters.length - (letters.length % 4)));
  } catch {
    return '';
  }
}
