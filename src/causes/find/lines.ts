import { headOf } from '../../run-command/index.ts';

/** Longer lines are cut before any pattern sees them: keeps matching linear on hostile text. */
const MAX_LINE = 500;

/** Fewer signs are a bracket of some code or the end of a wrapped line. */
const MIN_RULE = 3;

/** A line and where it stands in its text. */
export type Line = { readonly text: string; readonly start: number; readonly end: number };

/** The line around `index`, without blanks at its end and without the sides of a box. */
export function lineAround(text: string, index: number): Line {
  const start = index === 0 ? 0 : text.lastIndexOf('\n', index - 1) + 1;
  const newline = text.indexOf('\n', index);
  const end = newline < 0 ? text.length : newline;
  return { text: withoutBox(headOf(withoutBlanksAtEnd(text, start, end), MAX_LINE)), start, end };
}

/** The nearest line above that holds a letter or a digit. */
export function lineBefore(text: string, line: Line): Line | undefined {
  for (let at = line.start - 1; at >= 0; at--) {
    if (text.charCodeAt(at) <= 32) continue;
    const before = lineAround(text, at);
    if (!isRule(before.text)) return before;
    at = before.start;
  }
  return undefined;
}

/** The nearest line below that holds a letter or a digit. */
export function lineAfter(text: string, line: Line): Line | undefined {
  for (let at = line.end; at < text.length; at++) {
    if (text.charCodeAt(at) <= 32) continue;
    const after = lineAround(text, at);
    if (!isRule(after.text)) return after;
    at = after.end;
  }
  return undefined;
}

export function lastLine(text: string): Line | undefined {
  return lineBefore(text, { text: '', start: text.length, end: text.length });
}

/** All lines that hold a letter or a digit. */
export function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let line = lineAfter(text, { text: '', start: 0, end: 0 });
  while (line) {
    lines.push(line);
    line = lineAfter(text, line);
  }
  return lines;
}

/** Whether a row of dashes or the like is drawn right below a line. */
export function isUnderlined(text: string, line: Line): boolean {
  if (line.end >= text.length) return false;
  const below = lineAround(text, line.end + 1).text;
  return below !== '' && isRule(below);
}

/** A line of nothing but signs separates, or belongs to a picture. */
function isRule(text: string): boolean {
  return (text === '' || text.length >= MIN_RULE) && !/[\p{L}\p{N}]/u.test(text);
}

/** Sides that stand on the left alone are drawn with signs of their own; others frame a line on both sides. */
function withoutBox(text: string): string {
  if (/^\w/.test(text)) return text;
  const left = /^\s*[│┃║╷╵╭╰┌└├]+ ?/.exec(text);
  if (left) return text.slice(left[0].length).replace(/(?<![\s│┃║╮╯┐┘┤])[\s│┃║╮╯┐┘┤]+$/, '');
  return /^[|*#!]\s/.test(text) && /\s[|*#!]$/.test(text) ? text.slice(1, -1).trim() : text;
}

function withoutBlanksAtEnd(text: string, start: number, limit: number): string {
  let end = limit;
  while (end > start && text.charCodeAt(end - 1) <= 32) end--;
  return text.slice(start, end);
}
