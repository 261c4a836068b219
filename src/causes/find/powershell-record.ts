import { isAside, WEIGHT } from './line-weight.ts';
import type { Line } from './lines.ts';

type Found = { readonly message: string; readonly line: Line; readonly weight: number };

/** The source line and what belongs to the record, each behind a plus. */
const MARKED = /^\s*\+ /;
const DETAIL = /^\s*\+ (?:CategoryInfo|FullyQualifiedErrorId|PSComputerName)\s*:/;

/** "At x.ps1:4 char:1", "In x.ps1:4 Zeichen:1", "En x.ps1: 4 Carácter: 1", "строка:4 знак:1": a line, a column. */
const POSITION_END = /:\s?\d+ ?\S{0,15}\s?[::]\s?\d+\s*$/;
/** One to three words in any language, and a path or the word for a line. */
const POSITION_START =
  /^\s*(?:\S{1,20} ){0,3}(?:\S{0,15})?(?:[A-Z]:\\|\\\\|\/\w)|^\s*(?:\S{1,15} )?\S{1,10}[::]\s?\d+ \S{1,15}\s?[::]\s?\d+\s*$/;

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
/** A script path wrapped at 80 columns takes no more. */
const MAX_POSITION = 4;

/**
 * The message of the first PowerShell error record, put together again from the lines that the console
 * wrapped it into: from its head to the position or category that closes it.
 */
export function powershellRecord(lines: readonly Line[]): Found | undefined {
  const marked = lines.findIndex(({ text }) => MARKED.test(text));
  if (marked < 0) return conciseRecord(lines);
  if (!isRecord(lines, marked)) return undefined;
  const end = beginningOfPosition(lines, marked);
  if (end === 0) return parserRecord(lines, marked);
  const start = startOf(lines, end);
  const line = lines[start];
  if (!line) return undefined;
  const trace = lines.slice(start, end).findIndex(({ text }) => /^\s*Stack Trace:/.test(text));
  const message = lines.slice(start, trace > 0 ? start + trace : end);
  return { message: unwrapped(message, cutAt(lines)), line, weight: WEIGHT.final };
}

/** `set -x` marks lines with a plus, too, but gives neither position nor category. */
function isRecord(lines: readonly Line[], marked: number): boolean {
  const details = lines.slice(marked, marked + MAX_WRAPPED).some(({ text }) => DETAIL.test(text));
  return details || beginningOfPosition(lines, marked) < marked;
}

/** The index of the first line of the position above a marked line; that line's own where there is none. */
function beginningOfPosition(lines: readonly Line[], marked: number): number {
  let joined = '';
  for (let at = marked - 1; at >= Math.max(0, marked - MAX_POSITION); at--) {
    joined = `${lines[at]?.text ?? ''}${joined}`;
    if (POSITION_END.test(joined) && POSITION_START.test(joined) && !HEAD.test(joined)) return at;
  }
  return marked;
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
    if (MARKED.test(text)) break;
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
function parserRecord(lines: readonly Line[], marked: number): Found | undefined {
  const detail = lines.findIndex(({ text }) => DETAIL.test(text));
  const line = lines
    .slice(marked, Math.max(marked, detail))
    .find(({ text }) => !/^\s*\+/.test(text) && !POSITION_END.test(text));
  return line && { message: line.text.trim(), line, weight: WEIGHT.final };
}

/** PowerShell 7: "Name: script:4", "Line |", the source line behind its number, the message behind bare bars. */
function conciseRecord(lines: readonly Line[]): Found | undefined {
  const title = lines.findIndex(({ text }) => /^Line \|$/.test(text));
  if (title < 0) return undefined;
  const source = lines.findIndex(({ text }, at) => at > title && /^\s*\d+ \|/.test(text));
  const message: string[] = [];
  let first: Line | undefined;
  for (const line of lines.slice(Math.max(title, source) + 1, title + MAX_WRAPPED)) {
    const rest = /^\s+\| {1,4}(.*)$/.exec(line.text)?.[1];
    if (rest === undefined) break;
    if (!/[\p{L}\p{N}]/u.test(rest)) continue;
    first ??= line;
    message.push(rest.trim());
  }
  if (first === undefined) return undefined;
  const name = /^([\w.-]+): /.exec(lines[title - 1]?.text ?? '')?.[1];
  return {
    message: `${name === undefined ? '' : `${name}: `}${message.join(' ')}`,
    line: first,
    weight: WEIGHT.final,
  };
}
