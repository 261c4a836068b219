import { matchAt, nothing, type Rule, type Span } from './secret.ts';

/* Private keys in other forms than PEM: members of JWK and XML, listings of openssl, percent signs, bare DER. */

const jwkMember = /["'](?:d|dp|dq|p|q|qi|k)\\{0,7}["']\s{0,8}:\s{0,8}\\{0,7}["']([\w-]{20,8000})/y;
const MAX_JWK_REACH = 1_500;

/** The private members of a JSON Web Key, known by its "kty" nearby. */
export const jsonWebKeys: Rule = {
  anchors: [
    '"d"',
    '"dp"',
    '"dq"',
    '"p"',
    '"q"',
    '"qi"',
    '"k"',
    '"d\\',
    '"dp\\',
    '"dq\\',
    '"p\\',
    '"q\\',
    '"qi\\',
    '"k\\',
    "'d'",
    "'k'",
  ],
  find(text, at) {
    const match = matchAt(jwkMember, text, at);
    const value = match?.[1];
    if (!match || value === undefined) return nothing;
    const end = at + match[0].length;
    const near = text.slice(Math.max(0, at - MAX_JWK_REACH), at) + text.slice(end, end + MAX_JWK_REACH);
    return near.includes('kty') ? [privateKey(end - value.length, end)] : nothing;
  },
};

/** The private members of .NET's RSAKeyValue and RSAParameters. */
export const xmlKeys: Rule = {
  anchors: ['<d>', '<p>', '<q>', '<dp>', '<dq>', '<inverseq>'],
  find(text, at) {
    const match = matchAt(
      /<(?:D|P|Q|DP|DQ|InverseQ)>\s{0,40}([A-Za-z0-9+/]{40,4000}(?:\r?\n\s{0,40}[A-Za-z0-9+/]{1,4000}){0,60}={0,2})\s{0,40}(?:<\/|$)/iy,
      text,
      at,
    );
    const value = match?.[1];
    if (value === undefined) return nothing;
    const start = at + text.slice(at, at + 60).indexOf('>') + 1;
    const from = start + (/^\s*/.exec(text.slice(start, start + 40))?.[0].length ?? 0);
    return [privateKey(from, from + value.trimEnd().length)];
  },
};

const hexBlock =
  /[a-z\d]{4,16}:(?:[ \t]{0,8}\(\d{1,6} bits?\))?[ \t]{0,20}(?:\r?\n[ \t>|]{0,40}(?:[0-9a-f]{2}:){1,40}(?:[0-9a-f]{2})?){1,800}/iy;

/** What `openssl pkey -text` lists of a private key. */
export const listedKeys: Rule = {
  anchors: ['privateexponent:', 'prime1:', 'prime2:', 'exponent1:', 'exponent2:', 'coefficient:', 'priv:'],
  find(text, at) {
    if (at > 0 && /[\w-]/.test(text[at - 1] ?? '')) return nothing;
    const match = matchAt(hexBlock, text, at);
    if (!match) return nothing;
    const start = at + match[0].indexOf('\n') + 1;
    const from = start + (/^[ \t>|]*/.exec(text.slice(start, start + 40))?.[0].length ?? 0);
    return [privateKey(from, at + match[0].length)];
  },
};

const encodedHeader = /(?:-|%2D){2,5}BEGIN(?:%20|\+)(?:[A-Z0-9]{1,12}(?:%20|\+)){0,3}$/i;
const MAX_ENCODED_KEY = 40_000;

/** A PEM key with its line ends and blanks as percent signs, as forms and URLs carry it. */
export const encodedPemKeys: Rule = {
  anchors: ['private%20key', 'private+key'],
  find(text, at) {
    const header = encodedHeader.exec(text.slice(Math.max(0, at - 80), at))?.[0];
    if (header === undefined) return nothing;
    let end = at;
    const limit = Math.min(text.length, at + MAX_ENCODED_KEY);
    while (end < limit && /[\w%+/=.-]/.test(text[end] ?? '')) end += 1;
    return [privateKey(at - header.length, end)];
  },
};

/*
 * Keys without a frame: "-----BEGIN" in base64 (but no certificate or public key), the DER opening of
 * RSA (PKCS #1 and #8), EC, Ed25519 and encrypted keys, and the magic word of an OpenSSH one.
 */
const opening =
  '(?:LS0tLS1CRUdJTi(?!BDRVJU|BQVUJM|BYNTA5|BUUlVT|BTU0gy)|MI[A-Z][A-Za-z0-9+/]{2,3}(?:IBAAK[BC]|IBADAN)|b3BlbnNzaC1rZXktdjE' +
  '|MHcCAQEE|MHQCAQEE|MIGkAgEBBD|MIHcAgEBBE|MI(?:GHAgEA|G2AgEA|HuAgEA)M|MC4CAQAwBQYDK2V|MI[A-Z][A-Za-z0-9+/]{2,3}BOBgkqhkiG9w0BBQ0)';
const bareKey = new RegExp(`${opening}[\\w+/=-]{0,30000}`, 'y');
const furtherLine = /[ \t]{0,15}\r?\n[ \t]{0,40}[A-Za-z0-9+/=]{4,1000}(?=[ \t]{0,15}\r?\n|["']|$)/y;
/** Of such lines of 64 characters no key has more. */
const MAX_LINES = 300;

/** Anchors stand at the opening or so far behind it. */
const OFFSETS = [0, -6, -5];

export const bareKeys: Rule = {
  anchors: [
    'ls0tls1crudjti',
    'ibaakc',
    'ibaakb',
    'ibadan',
    'b3blbnnzac1rzxktdje',
    'mhccaqee',
    'mhqcaqee',
    'migkagebbd',
    'mihcagebbe',
    'mighagea',
    'mig2agea',
    'mihuagea',
    'mc4caqawbqydk2v',
    'bobgkqhkig9w0bbq0',
  ],
  find(text, at) {
    for (const offset of OFFSETS) {
      const start = at + offset;
      const match = start >= 0 ? matchAt(bareKey, text, start) : null;
      if (!match) continue;
      let end = start + match[0].length;
      for (let line = 0; line < MAX_LINES; line++) {
        const next = matchAt(furtherLine, text, end);
        if (!next) break;
        end += next[0].length;
      }
      return [privateKey(start, end)];
    }
    return nothing;
  },
};

function privateKey(start: number, end: number): Span {
  return { start, end, kind: 'private key' };
}
