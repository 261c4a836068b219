/** Cuts that part no surrogate pair, and put together again are the text. Strict JSON readers refuse half a pair. */

import { splitsPair } from '../run-command/index.ts';

/** Share of a part that may be given up so that it ends with a line; of a short part, up to half. */
const LINE_SLACK = 0.1;
const SHORT_SLACK = 80;

/**
 * Where a part from `from` that may reach up to `to` had better end: behind a line if one ends not far before,
 * never within a surrogate pair, and always at least one character on.
 */
export function cutBefore(text: string, from: number, to: number): number {
  if (to >= text.length) return text.length;
  const line = text.lastIndexOf('\n', to - 1) + 1;
  if (line > from && line >= to - slackOf(to - from)) return line;
  if (!splitsPair(text, to)) return to;
  return to - 1 > from ? to - 1 : to + 1;
}

/** Where a preview of the end that may begin at `from` had better begin. */
export function cutAfter(text: string, from: number): number {
  const line = text.indexOf('\n', from) + 1;
  if (line > 0 && line < text.length && line <= from + slackOf(text.length - from)) return line;
  return splitsPair(text, from) ? from + 1 : from;
}

/** Half a character, which a malformed reply may hold, becomes U+FFFD. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

function slackOf(length: number): number {
  return Math.max(length * LINE_SLACK, Math.min(SHORT_SLACK, length / 2));
}
