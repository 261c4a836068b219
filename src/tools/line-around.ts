/** The line in which a pattern of the caller matches. */

import { headOf, splitsPair } from '../run-command/index.ts';

/** UTF-16 units of a line that is quoted; of a longer one what stands around the match. */
const MAX_LINE = 240;
const BEFORE_MATCH = 80;

export function lineAround(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
): string {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = text.indexOf('\n', Math.max(start, end - 1));
  const whole = text.slice(lineStart, lineEnd < 0 ? text.length : lineEnd);
  const from = whole.length <= MAX_LINE ? 0 : Math.max(0, start - lineStart - BEFORE_MATCH);
  const head = headOf(whole.slice(splitsPair(whole, from) ? from + 1 : from), MAX_LINE);
  return `${from > 0 ? '…' : ''}${head}${from + head.length < whole.length ? '…' : ''}`;
}
