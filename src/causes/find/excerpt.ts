import { AGENT_FOLDER, headOf } from '../../run-command/index.ts';
import { shortenText, textFrom } from '../cut-text.ts';
import type { Cause } from './cause-line.ts';
import { type Line, lineAfter, lineBefore } from './lines.ts';
import { withoutLogPrefix } from './vocabulary/log-prefix.ts';
import { firstReasonIn, lastReasonIn, namesStrongReason } from './vocabulary/reasons.ts';

const MAX_CAUSE = 200;
/** Of a longer message this much of its beginning is kept, and what names the reason further on. */
const HEAD = 90;
/** Of an outer message so much is quoted at least, or none. */
const MIN_OUTER = 40;
export const MAX_EXCERPT = 600;
const LINES_BEFORE = 2;
const LINES_AFTER = 3;

/** Digests and tokens: of a message too long to quote whole the part that says least. */
const OPAQUE = /(?<![\w/+])(?=[\w/+]{0,80}\d)(?:[\da-f]{24,}|[A-Za-z\d+/]{32,}={0,2})(?![\w/+])/g;

/** A message on one line, at most `MAX_CAUSE` characters: its beginning and, further on, what names the reason. */
export function shortenMessage(message: string, innermost?: string): string {
  const text = onOneLine(message);
  if (text.length <= MAX_CAUSE) return text;
  const inner = innermost === undefined ? '' : onOneLine(innermost);
  const room = MAX_CAUSE - inner.length - 2;
  if (inner !== '' && room >= MIN_OUTER && text.endsWith(inner)) {
    return `${shortenText(text.slice(0, -inner.length).replace(/(?<![\s:])[\s:]+$/, ''), room)}: ${inner}`;
  }
  return shortenAroundReason(text.replace(OPAQUE, '…'));
}

function onOneLine(message: string): string {
  return withoutLogPrefix(message)
    .replace(AGENT_FOLDER, '')
    .replace(/\s+/g, ' ')
    .replace(/^[-\s\d.:%kMG]{20,}(?=[A-Za-z])/, '')
    .replace(/^[\s│╷╵•>]+/, '')
    .trim();
}

/** A reason that begins nearer to the end of the quote would be cut. */
const REASON_LENGTH = 75;

/** One that begins so near to the end of the head is cut off by it. */
const REASON_BEGINNING = 40;

/** The beginning, and the first reason; where that stands in the beginning, the last one, which is the innermost. */
function shortenAroundReason(text: string): string {
  if (text.length <= MAX_CAUSE) return text;
  const first = firstReasonIn(text);
  const sentence = text.slice(0, endOfSentence(text, Math.max(0, first)));
  if (sentence.length <= MAX_CAUSE - 2 && isWhole(sentence.toLowerCase())) return `${sentence} …`;
  const isAtEndOfHead = first >= HEAD - REASON_BEGINNING && first < HEAD;
  if (isAtEndOfHead) return shortenText(text, MAX_CAUSE);
  const reason = first >= HEAD ? first : lastReasonIn(text, HEAD);
  if (reason < MAX_CAUSE - REASON_LENGTH) return shortenText(text, MAX_CAUSE);
  const head = headOf(text, HEAD).replace(/(?<!\s)\s+\S*$/, '');
  const room = MAX_CAUSE - head.length - 3;
  const earliest = Math.max(head.length, reason - Math.floor(room / 2));
  const clause = startOfClause(text.slice(earliest, reason));
  const end = endOfSentence(text, reason);
  const start = Math.min(earliest + clause, Math.max(end - room, head.length));
  const rest = textFrom(text.slice(0, end), start)
    .replace(/^\S*\s+(?=\S)/, '')
    .trim();
  return `${head} … ${shortenText(rest, room)}`;
}

/** Behind the last mark that parts clauses; 0 where there is none. */
function startOfClause(text: string): number {
  return 1 + Math.max(...[...':;,{('].map((mark) => text.lastIndexOf(mark)));
}

/** Whether a sentence names a reason, be it a weak one, and not only what did not work. */
function isWhole(lower: string): boolean {
  if (namesStrongReason(lower)) return true;
  return firstReasonIn(lower) >= 0 && !/(?:failed|unable) to|could not|cannot/.test(lower);
}

/** Where the sentence around `index` ends; advice as a rule stands in a sentence of its own. */
function endOfSentence(text: string, index: number): number {
  const end = text.slice(index).search(/[.!](?=\s+\p{Lu})/u);
  return end < 0 ? text.length : index + end + 1;
}

/** The cause's line among its neighbours; empty when it stands alone. */
export function excerptAround({ text, line }: Cause): string {
  const lines: string[] = [line.text];
  let before: Line | undefined = line;
  for (let count = 0; count < LINES_BEFORE; count++) {
    before = before && lineBefore(text, before);
    if (before) lines.unshift(before.text);
  }
  let after: Line | undefined = line;
  for (let count = 0; count < LINES_AFTER; count++) {
    after = after && lineAfter(text, after);
    if (after) lines.push(after.text);
  }
  return lines.length === 1 ? '' : headOf(lines.join('\n').replace(AGENT_FOLDER, ''), MAX_EXCERPT);
}
