import type { Cause } from './cause-line.ts';
import { type Line, lineAfter, lineBefore } from './lines.ts';

const MAX_CAUSE = 200;
const MAX_EXCERPT = 600;
const LINES_BEFORE = 2;
const LINES_AFTER = 3;

/** In front of the agent's own name for the script: forty bytes of ids that say nothing. */
const AGENT_DIRECTORY =
  /(?:\/var\/lib\/amazon\/ssm|[A-Z]:\\ProgramData\\Amazon\\SSM\\InstanceData)[/\\][^\s:'"]*[/\\](?=_script\.(?:sh|ps1))/g;

export function quoted(message: string): string {
  const text = message
    .replace(AGENT_DIRECTORY, '')
    .replace(/\s+/g, ' ')
    .replace(/^[-\s\d.:%kMG]{20,}(?=[A-Za-z])/, '')
    .replace(/^[\s│╷╵•>]+/, '')
    .trim();
  return text.length <= MAX_CAUSE ? text : `${text.slice(0, MAX_CAUSE - 1)}…`;
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
  return lines.length === 1 ? '' : lines.join('\n').replace(AGENT_DIRECTORY, '').slice(0, MAX_EXCERPT);
}
