import { matchAt, nothing, type Span } from '../secret.ts';
import { quotedAt, valueAt } from '../values.ts';
import { acceptedAt, type Layout } from './layout.ts';

/*
 * The name is itself the value of a member called name or key, and the secret that of another: after it
 * (`"Name": "DB_PASSWORD", "Value": "..."`, on the next line in YAML and lists) or before it.
 */

const member = /[\s,;]{0,120}(?:-[ \t]{1,4})?(\\{0,7}["']?)([\w.-]{1,40})\1[ \t]{0,40}[:=][ \t]{0,8}/y;
const namingMember =
  /(?:name|key|variable|parameter|option|setting|property|field|label|id)\\{0,7}["']?[ \t]{0,40}[:=][ \t]{0,8}\\{0,7}["']?[\w./:-]{0,64}$/i;
const valueKey =
  /^(?:[\w.-]{0,20}[_.-])?(?:parameter|secret|string|plain|config|setting|option)?(?:value|body|secretstring)$/i;

/** Terraform's `variable "db_password" { default = "value" }`. */
const variableDefault = /["'] {0,4}\{[^{}]{0,300}?\bdefault[ \t]{0,20}=[ \t]{0,4}/y;

/** So many members may stand between the two. */
const MAX_BETWEEN = 4;
const MAX_REACH = 300;

export const members: Layout = (text, { start, end, secret }) => {
  const closed = end + (matchAt(/\\{0,7}["']?/y, text, end)?.[0].length ?? 0);
  const before = text.slice(Math.max(0, start - MAX_REACH), start);
  const variable = matchAt(variableDefault, text, end);
  if (variable) return acceptedAt(text, end + variable[0].length, secret);
  // What has an operator behind it is the name of a member, not its value.
  if (/[\w:=(.]/.test(text[closed] ?? '')) return nothing;
  const isNamed = namingMember.test(before.slice(-120));
  let at = closed;
  for (let count = 0; count < (isNamed ? MAX_BETWEEN : 1); count++) {
    const next = matchAt(member, text, at);
    if (!next || next[0] === '') break;
    const from = at + next[0].length;
    if (valueKey.test(next[2] ?? '')) return acceptedAt(text, from, secret);
    const value = quotedAt(text, from);
    at = value ? value.after : from + (matchAt(/[^\s,;{}[\]]{0,100}/y, text, from)?.[0].length ?? 0);
    if (at > end + MAX_REACH) break;
  }
  return isNamed ? valueBefore(text, start, before, secret) : nothing;
};

function valueBefore(
  text: string,
  start: number,
  before: string,
  secret: Parameters<typeof acceptedAt>[2],
): readonly Span[] {
  const key = before.toLowerCase().lastIndexOf('value');
  if (key === -1) return nothing;
  const from = start - before.length + key;
  const opened = matchAt(/value\\{0,7}["']?[ \t]{0,8}[:=][ \t]{0,8}/iy, text, from);
  if (!opened) return nothing;
  const value = valueAt(text, from + opened[0].length);
  const next = matchAt(member, text, value.after);
  // The name has to be the very next member: another value's name stands behind that one.
  if (!next || value.after + next[0].length > start || start - (value.after + next[0].length) > 80)
    return nothing;
  return acceptedAt(text, from + opened[0].length, secret);
}
