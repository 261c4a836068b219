import { isAside, WEIGHT } from './line-weight.ts';
import type { Line } from './lines.ts';

type Found = { readonly message: string; readonly line: Line; readonly weight: number };

/** In English wherever it is wrapped, in any language where it stands on one line: "In x.ps1:4 Zeichen:1". */
const POSITION = /^\s*At (?:.*:\d+ char:\d+|[A-Z]:\\)|^\s*\S.*\.psm?1:\d+ \S{0,15} ?: ?\d+\s*$/;
const DETAIL = /^\s*\+ (?:CategoryInfo|FullyQualifiedErrorId)\s*:/;
/** What failed, a blank, a colon: the console sets the name of the command or script in front so. */
const HEAD = /^(?:\S+|.*\.psm?1) : \S/;

/** A cmdlet or a script: no word of a message that happens to stand at the beginning of a wrapped line. */
const NAMED = /^(?:[A-Za-z.]+-\w+|.*\.psm?1) : /;

/** Narrower consoles than this are not met. */
const MIN_WIDTH = 60;
/** Most are 80 wide and leave the last column free. */
const USUAL_WIDTH = 79;

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
  const start = startOf(lines, end);
  const line = lines[start];
  if (!line) return undefined;
  return { message: unwrapped(lines.slice(start, end), cutAt(lines)), line, weight: WEIGHT.final };
}

/** Consoles wrap at a blank as a rule; some cut every long line at their width, be it within a word. */
function unwrapped(lines: readonly Line[], width: number): string {
  return lines
    .map(({ text }) => `${text}${text.length === width ? '' : ' '}`)
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Several lines of the very same, greatest length show a console that cuts at its width. */
function cutAt(lines: readonly Line[]): number {
  const lengths = lines.map(({ start, end }) => end - start);
  const width = Math.max(...lengths);
  const cut = lines.filter(({ text }) => text.length === width);
  return width >= MIN_WIDTH && cut.length > 1 ? width : Number.POSITIVE_INFINITY;
}

/** The nearest head above; a message without one goes up as far as its lines fill the console's width. */
function startOf(lines: readonly Line[], end: number): number {
  const limit = Math.max(0, end - MAX_WRAPPED);
  for (let at = end - 1; at >= limit; at--) {
    const text = lines[at]?.text ?? '';
    if (/^\s*\+ /.test(text)) break;
    if (HEAD.test(text) && (NAMED.test(text) || !goesOn(lines, at - 1))) return at;
  }
  let start = end - 1;
  while (start > limit && goesOn(lines, start - 1)) start--;
  return start;
}

/** Whether a line is so full that its next word had to go to the line below. */
function goesOn(lines: readonly Line[], at: number): boolean {
  const text = lines[at]?.text ?? '';
  const next = /^\S*/.exec(lines[at + 1]?.text ?? '')?.[0] ?? '';
  return (text.length >= MIN_WIDTH || text.length + 1 + next.length >= USUAL_WIDTH) && !isAside(text);
}

/** A parser's record begins with the position; its message stands behind the marked source line. */
function parserRecord(lines: readonly Line[]): Found | undefined {
  const detail = lines.findIndex(({ text }) => DETAIL.test(text));
  const line = lines
    .slice(1, Math.max(1, detail))
    .find(({ text }) => !/^\s*\+/.test(text) && !POSITION.test(text));
  return line && { message: line.text.trim(), line, weight: WEIGHT.final };
}
