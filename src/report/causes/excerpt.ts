import type { Cause } from './cause-line.ts';

const MAX_CAUSE = 200;
const MAX_EXCERPT = 600;
const MAX_LINES = 6;

export function quoted(line: string): string {
  const text = line.replace(/\s+/g, ' ').trim();
  return text.length <= MAX_CAUSE ? text : `${text.slice(0, MAX_CAUSE - 1)}…`;
}

/** The cause's line among its neighbours; empty when there are none. */
export function excerptAround({ lines, at }: Cause): string {
  if (lines.length <= 1) return '';
  const from = Math.max(0, Math.min(at - 2, lines.length - MAX_LINES));
  const text = lines.slice(from, from + MAX_LINES).join('\n');
  return text.length <= MAX_EXCERPT ? text : text.slice(0, MAX_EXCERPT);
}
