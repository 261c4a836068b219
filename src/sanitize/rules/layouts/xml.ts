import { matchAt, nothing } from '../secret.ts';
import { accepted, type Layout } from './layout.ts';

/*
 * `<password>value</password>`, `<Password><Value>value</Value>`, `<property name="password">value</property>`,
 * `<key>password</key><string>value</string>`, `<name>password</name><value>value</value>`.
 */

const inner = '(?:<(?:[\\w-]{0,20}value|string|PlainText|data)>\\s{0,20}|<!\\[CDATA\\[)?';
/** "@" and ":" are what stands behind `<password>` where a URL is explained. */
const content = '([^<\\s@:][^<]{0,16000})';
const elementValue = new RegExp(`[^<>\\n]{0,200}>\\s{0,80}${inner}${content}`, 'iy');
const attributeValue = new RegExp(`\\\\{0,7}["'][^<>]{0,200}>\\s{0,80}${inner}${content}`, 'iy');
const siblingValue = new RegExp(
  `\\s{0,20}</[\\w:-]{1,40}>\\s{0,80}<(?:[\\w:-]{0,20}value|string|data)(?: [^<>]{0,80})?>\\s{0,20}(?:<!\\[CDATA\\[)?${content}`,
  'iy',
);
const namingAttribute = /\b(?:name|key|property|id|field)\s{0,4}=\s{0,4}\\{0,7}["'][\w.-]{0,64}$/i;

export const xml: Layout = (text, { start, end, secret }) => {
  const before = text.slice(Math.max(0, start - 100), start);
  const isElement = /<(?:[\w-]{1,30}:)?$/.test(before);
  const match =
    matchAt(siblingValue, text, end) ??
    (isElement ? matchAt(elementValue, text, end) : null) ??
    (/["'\\]/.test(text[end] ?? '') && namingAttribute.test(before)
      ? matchAt(attributeValue, text, end)
      : null);
  if (!match) return nothing;
  const [whole, inside = ''] = match;
  const valueStart = end + whole.length - inside.length;
  const body = untilEnd(inside, text.slice(valueStart + inside.length, valueStart + inside.length + 2));
  if (body === '') return nothing;
  const valueEnd = valueStart + body.length;
  return accepted(text, { start: valueStart, end: valueEnd, after: valueEnd, quoted: true }, secret);
};

/** What stands before the end of the element or of its CDATA; "" where another element begins inside. */
function untilEnd(inside: string, next: string): string {
  const closed = next === '' || next === '</' || next === '<!';
  return (closed ? inside : inside.slice(0, Math.max(0, inside.lastIndexOf(']]>')))).trimEnd();
}
