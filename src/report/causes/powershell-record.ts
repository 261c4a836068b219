import { WEIGHT } from './line-weight.ts';
import type { Line } from './lines.ts';

type Found = { readonly message: string; readonly line: Line; readonly weight: number };

const POSITION = /^\s*At (?:.*:\d+ char:\d+|[A-Z]:\\)/;
const DETAIL = /^\s*\+ (?:CategoryInfo|FullyQualifiedErrorId)\s*:/;
const HEAD = /^(?:[A-Za-z]+-\w+|[\w.-]+|.*\.psm?1) ?: \S/;

/** A message wrapped at 80 columns is rarely longer than this. */
const MAX_WRAPPED = 12;

/**
 * The message of the first PowerShell error record, put together again from the lines that the console
 * wrapped it into: from its head to the position or category that closes it.
 */
export function powershellRecord(lines: readonly Line[]): Found | undefined {
  const end = lines.findIndex(({ text }) => POSITION.test(text) || DETAIL.test(text));
  if (end === 0) return parserRecord(lines);
  if (end < 0) return undefined;
  let start = end - 1;
  for (let at = end - 1; at >= Math.max(0, end - MAX_WRAPPED); at--) {
    const text = lines[at]?.text ?? '';
    if (/^\s*\+ /.test(text)) break;
    if (HEAD.test(text)) start = at;
  }
  const line = lines[start];
  if (!line) return undefined;
  const message = lines
    .slice(start, end)
    .map(({ text }) => text.trim())
    .join(' ');
  return { message, line, weight: WEIGHT.final };
}

/** A parser's record begins with the position; its message stands behind the marked source line. */
function parserRecord(lines: readonly Line[]): Found | undefined {
  const detail = lines.findIndex(({ text }) => DETAIL.test(text));
  const line = lines
    .slice(1, Math.max(1, detail))
    .find(({ text }) => !/^\s*\+/.test(text) && !POSITION.test(text));
  return line && { message: line.text.trim(), line, weight: WEIGHT.final };
}
