import { cutText } from '../cut-text.ts';

/** Longer lines are cut before any pattern sees them: keeps matching linear on hostile text. */
const MAX_LINE = 500;

/** A line and where it stands in its text. */
export type Line = { readonly text: string; readonly start: number; readonly end: number };

/** The line around `index`, without blanks at its end. */
export function lineAround(text: string, index: number): Line {
  const start = index === 0 ? 0 : text.lastIndexOf('\n', index - 1) + 1;
  const newline = text.indexOf('\n', index);
  const end = newline < 0 ? text.length : newline;
  return { text: cutText(withoutBlanksAtEnd(text, start, end), MAX_LINE), start, end };
}

export function lineBefore(text: string, line: Line): Line | undefined {
  for (let at = line.start - 1; at >= 0; at--) if (text.charCodeAt(at) > 32) return lineAround(text, at);
  return undefined;
}

export function lineAfter(text: string, line: Line): Line | undefined {
  for (let at = line.end; at < text.length; at++) if (text.charCodeAt(at) > 32) return lineAround(text, at);
  return undefined;
}

export function lastLine(text: string): Line | undefined {
  return lineBefore(text, { text: '', start: text.length, end: text.length });
}

/** All lines that are not blank. */
export function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let line = lineAfter(text, { text: '', start: 0, end: 0 });
  while (line) {
    lines.push(line);
    line = lineAfter(text, line);
  }
  return lines;
}

function withoutBlanksAtEnd(text: string, start: number, limit: number): string {
  let end = limit;
  while (end > start && text.charCodeAt(end - 1) <= 32) end--;
  return text.slice(start, end);
}
