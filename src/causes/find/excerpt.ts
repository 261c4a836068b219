import { AGENT_FOLDER } from '../../run-command/index.ts';
import { cutText, shortenText, textFrom } from '../cut-text.ts';
import type { Cause } from './cause-line.ts';
import { type Line, lineAfter, lineBefore } from './lines.ts';
import { reasonIn } from './vocabulary/reasons.ts';

const MAX_CAUSE = 200;
/** Of a longer message this much of its beginning is kept, and what names the reason further on. */
const HEAD = 90;
const MAX_EXCERPT = 600;
const LINES_BEFORE = 2;
const LINES_AFTER = 3;

/** A reason that begins nearer to the end than this would be cut within. */
const REASON_LENGTH = 40;

/** Digests and tokens: of a message too long to quote whole the part that says least. */
const OPAQUE = /(?<![\w/+])(?=[\w/+]{0,80}\d)(?:[\da-f]{24,}|[A-Za-z\d+/]{32,}={0,2})(?![\w/+])/g;

/** A message on one line, at most `MAX_CAUSE` characters: its beginning and, further on, what names the reason. */
export function shortenMessage(message: string): string {
  const text = message
    .replace(AGENT_FOLDER, '')
    .replace(/\s+/g, ' ')
    .replace(/^[-\s\d.:%kMG]{20,}(?=[A-Za-z])/, '')
    .replace(/^[\s│╷╵•>]+/, '')
    .trim();
  return text.length <= MAX_CAUSE ? text : shortenAroundReason(text.replace(OPAQUE, '…'));
}

function shortenAroundReason(text: string): string {
  if (text.length <= MAX_CAUSE) return text;
  const room = MAX_CAUSE - HEAD - 3;
  const reason = reasonIn(text, MAX_CAUSE - REASON_LENGTH);
  if (reason < 0) return shortenText(text, MAX_CAUSE);
  const clause = text.slice(HEAD, reason).search(/[^:;,{(]*$/);
  const start = Math.min(Math.max(HEAD + clause, reason - room / 2), text.length - room);
  const rest = textFrom(text, start).trim();
  return `${cutText(text, HEAD).trim()} … ${shortenText(rest, room)}`;
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
  return lines.length === 1 ? '' : cutText(lines.join('\n').replace(AGENT_FOLDER, ''), MAX_EXCERPT);
}
