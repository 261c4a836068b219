import { AGENT_FOLDER } from '../../run-command/index.ts';
import type { Cause } from './cause-line.ts';
import { reasonIn } from './line-weight.ts';
import { type Line, lineAfter, lineBefore } from './lines.ts';

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

export function quoted(message: string): string {
  const text = message
    .replace(AGENT_FOLDER, '')
    .replace(/\s+/g, ' ')
    .replace(/^[-\s\d.:%kMG]{20,}(?=[A-Za-z])/, '')
    .replace(/^[\s│╷╵•>]+/, '')
    .trim();
  return text.length <= MAX_CAUSE ? text : shortened(text.replace(OPAQUE, '…'));
}

function shortened(text: string): string {
  if (text.length <= MAX_CAUSE) return text;
  const room = MAX_CAUSE - HEAD - 3;
  const reason = reasonIn(text, MAX_CAUSE - REASON_LENGTH);
  if (reason < 0) return `${text.slice(0, MAX_CAUSE - 1)}…`;
  const clause = text.slice(HEAD, reason).search(/[^:;,{(]*$/);
  const start = Math.min(Math.max(HEAD + clause, reason - room / 2), text.length - room);
  const rest = text.slice(start).trim();
  return `${text.slice(0, HEAD).trim()} … ${rest.length <= room ? rest : `${rest.slice(0, room - 1)}…`}`;
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
  return lines.length === 1 ? '' : lines.join('\n').replace(AGENT_FOLDER, '').slice(0, MAX_EXCERPT);
}
