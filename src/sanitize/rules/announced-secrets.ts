import { isProse, isStandIn, looksRandom } from './looks.ts';
import { matchAt, nothing, type Rule, type Span } from './secret.ts';
import { quotedAt, unquotedAt } from './values.ts';

/* Values that no name beside them tells of, but what was said before: a type, or a sentence. */

const valueAfterType =
  /SecureString(?:(?!SecureString)[\s\S]){0,300}?Value[\\"']{0,16}\s{0,20}[:=|]\s{0,40}/iy;
const fieldAfterType = /SecureString(?:\t|\s{1,4}(?=\S{1,4096}\s{1,4}\d{1,6}(?:\s|$)))/iy;

/** What `aws ssm get-parameter` prints of a SecureString, as JSON, YAML, a table or tab-separated fields. */
export const secureStrings: Rule = {
  anchors: ['securestring'],
  find(text, at) {
    // ConvertTo-SecureString has a rule of its own.
    if (text[at - 1] === '-') return nothing;
    const match = matchAt(fieldAfterType, text, at) ?? matchAt(valueAfterType, text, at);
    return match ? valueAt(text, at + match[0].length) : nothing;
  },
};

const announcement = /password to proceed[^\n:]{0,40}:\s{1,40}/iy;

/** Jenkins, on its first start. */
export const announcedPasswords: Rule = {
  anchors: ['password to proceed'],
  find(text, at) {
    const match = matchAt(announcement, text, at);
    const [value] = match ? valueAt(text, at + match[0].length) : nothing;
    return value && looksRandom(text.slice(value.start, value.end), 12) ? [value] : nothing;
  },
};

function valueAt(text: string, from: number): readonly Span[] {
  const { start, end } = quotedAt(text, from) ?? unquotedAt(text, from, { nameStart: from, colon: false });
  const secret = text.slice(start, end);
  return isStandIn(secret) || isProse(secret) ? nothing : [{ start, end, kind: 'secret' }];
}
