import { looksRandom } from './looks.ts';
import { matchAt, nothing, type Rule, type Span } from './secret.ts';
import { isProse, isStandIn } from './stand-ins.ts';

/* Credentials in HTTP headers, as verbose clients and proxies print them. */

const authorization =
  /authorization\\{0,7}["']?[ \t]{0,8}[:=](?:[ \t]{0,8}\r?\n[>< \t]{1,8}|[ \t]{0,8})\[?\\{0,7}["']?(?:([A-Za-z][\w-]{1,20})(?:[ \t]{0,8}\r?\n[>< \t]{1,8}|[ \t]{1,4}))?([^\s"'\\,;]{1,8000})/iy;

export const authorizationHeaders: Rule = {
  anchors: ['authorization'],
  find(text, at) {
    const match = matchAt(authorization, text, at);
    if (!match) return nothing;
    const [whole, scheme = '', value = ''] = match;
    // SigV4 and Digest carry names and signatures, each of which has a rule of its own.
    if (/^(?:aws4|digest)/i.test(scheme || value) || isStandIn(value) || isProse(value)) return nothing;
    if (
      scheme === '' ||
      !/^(?:basic|bearer|token|bot|apikey|api-key|negotiate|ntlm|key|splunk|genieKey|sso-key)$/i.test(scheme)
    ) {
      if (!looksRandom(value, 12)) return nothing;
    }
    const end = at + whole.length;
    return [{ start: end - value.length, end, kind: 'credential' }];
  },
};

export const bearerTokens: Rule = {
  anchors: ['bearer '],
  find(text, at) {
    const match = matchAt(/bearer {1,4}([\w.~+/=-]{6,8000})/iy, text, at);
    const value = match?.[1];
    if (!match || value === undefined || isStandIn(value)) return nothing;
    const cut = at + match[0].length === text.length;
    if (!looksRandom(value, cut ? 6 : 12)) return nothing;
    return [{ start: at + match[0].length - value.length, end: at + match[0].length, kind: 'token' }];
  },
};

export const basicCredentials: Rule = {
  anchors: ['basic '],
  find(text, at) {
    const match = matchAt(/basic {1,4}([A-Za-z0-9+/_-]{8,4000}={0,2})(?![\w.])/iy, text, at);
    const value = match?.[1];
    if (!match || value === undefined || !decoded(value).includes(':')) return nothing;
    return [{ start: at + match[0].length - value.length, end: at + match[0].length, kind: 'credential' }];
  },
};

function decoded(base64: string): string {
  try {
    const whole = base64
      .replace(/={1,2}$/, '')
      .replaceAll('-', '+')
      .replaceAll('_', '/');
    const text = atob(whole.slice(0, whole.length - (whole.length % 4 === 1 ? 1 : 0)));
    return /^[\x20-\x7e]*$/.test(text) ? text : '';
  } catch {
    return '';
  }
}

const cookieHeader = /(?:set-)?cookie\\{0,7}["']?[ \t]{0,8}[:=][ \t]{0,8}\[?\\{0,7}["']?/iy;
const cookiePair = /([\w!#$%&*.^|~-]{1,128})=([^;\s"'\\]{1,4096})(?:;[ \t]{0,4}|)/y;
const cookieAttribute = /^(?:path|domain|expires|max-age|samesite|priority|version)$/i;
/** Browsers keep no more cookies of one site than this. */
const MAX_COOKIES = 180;

const isCurls = (text: string, at: number): boolean =>
  text[at] === '-' && /curl/i.test(text.slice(Math.max(0, at - 300), at));

/** The same pairs as curl's argument. */
const curlCookies = /(?:-b|--cookie)[ =]{1,4}\\{0,7}["']?(?=[\w!#$%&*.^|~-]{1,128}=)/y;

export const cookies: Rule = {
  anchors: ['cookie', '--cookie', '-b '],
  find(text, at) {
    const start = text.slice(at - 4, at).toLowerCase() === 'set-' ? at - 4 : at;
    const header =
      matchAt(cookieHeader, text, start) ?? (isCurls(text, at) ? matchAt(curlCookies, text, at) : null);
    if (!header) return nothing;
    const spans: Span[] = [];
    let from = start + header[0].length;
    for (let i = 0; i < MAX_COOKIES; i++) {
      const pair = matchAt(cookiePair, text, from);
      const [whole, name = '', value = ''] = pair ?? [];
      if (whole === undefined) break;
      const valueStart = from + name.length + 1;
      if (!cookieAttribute.test(name) && value.length >= 6 && !isStandIn(value)) {
        spans.push({ start: valueStart, end: valueStart + value.length, kind: 'cookie' });
      }
      from += whole.length;
    }
    return spans;
  },
};
