import { lineStartOf, matchAt } from './secret.ts';

/** A value in a text: `start` to `end` (exclusive), and where the text goes on after its closing quote. */
export type Value = {
  readonly start: number;
  readonly end: number;
  readonly after: number;
  readonly quoted: boolean;
};

const quote = /(\\{0,7})('''|"""|["'`“”„])/y;
const closing: Readonly<Record<string, string>> = { '“': '”', '„': '“', '”': '”' };

/** Also of a quoted value no more is taken than this, a key of 16,384 bits in base64 among it. */
const MAX_QUOTED = 16_384;

/**
 * The quoted value at `at`, its escaped quotes included. A quote that is not closed on its line ends
 * with the line, because the closing quote may have been cut off.
 */
export function quotedAt(text: string, at: number): Value | undefined {
  const opening = matchAt(quote, text, at);
  if (!opening) return undefined;
  const [, backslashes = '', mark = ''] = opening;
  const start = at + opening[0].length;
  const close = closing[mark] ?? mark;
  const limit = Math.min(text.length, start + MAX_QUOTED);
  let run = 0;
  for (let i = start; i < limit; i++) {
    const character = text[i];
    if (character === '\n' && close.length === 1) return { start, end: i, after: i, quoted: true };
    if (
      character === close[0] &&
      (close.length === 1 || text.startsWith(close, i)) &&
      run <= backslashes.length &&
      run % 2 === backslashes.length % 2
    ) {
      return { start, end: i - run, after: i + close.length, quoted: true };
    }
    run = character === '\\' ? run + 1 : 0;
  }
  return { start, end: limit, after: limit, quoted: true };
}

/**
 * A value is judged by no more than this of it, which is more than any token's length: names repeated
 * without a blank would otherwise each be judged by all that follows. What is a secret is taken whole.
 */
const MAX_JUDGED = 512;

/** The end of a value of which `judged` is as much as was judged. */
export function endOfWhole(text: string, judged: Value): number {
  if (judged.end - judged.start < MAX_JUDGED) return judged.end;
  return judged.end + (matchAt(/[^\s"'<]*/y, text, judged.end)?.[0].length ?? 0);
}

const blanks = /[ \t]/;

/**
 * The unquoted value at `at`: up to white space, or up to what can only be the next setting.
 *
 * Where the name begins its line, as in the output of `env`, the value is whatever is left of the line
 * as long as that reads like words rather than like a command or another setting.
 */
export function unquotedAt(text: string, at: number, about: { nameStart: number; colon: boolean }): Value {
  const enclosing = enclosingQuote(text, about.nameStart);
  if (enclosing !== undefined && !about.colon && text[about.nameStart - 1] === enclosing)
    return toClosing(text, at, enclosing);
  let end = at;
  const limit = Math.min(text.length, at + MAX_JUDGED);
  while (end < limit) {
    const character = text[end] as string;
    if (character <= ' ' || (character === '<' && text[end + 1] === '/')) break;
    if (character === enclosing && text[end - 1] !== '\\') break;
    if (
      enclosing !== undefined &&
      character === '\\' &&
      matchAt(/\\{1,15}(?:["'`]|[nr](?=[\s\w"'-]))/y, text, end)
    )
      break;
    if ((character === ';' || character === '&' || character === ',') && nextSetting(text, end)) break;
    end += 1;
  }
  while (end > at && /[,;]/.test(text[end - 1] ?? '')) end -= 1;
  if (end > at && enclosing === undefined && !about.colon && opensLine(text, about.nameStart))
    end = overFurtherWords(text, end);
  return { start: at, end, after: end, quoted: false };
}

/** Quoted or up to white space: the value of whatever stands before it. */
export function valueAt(text: string, at: number): Value {
  return quotedAt(text, at) ?? unquotedAt(text, at, { nameStart: at, colon: false });
}

/** `-e "NAME=a value"`: the quotes hold the name too. */
function toClosing(text: string, at: number, mark: string): Value {
  let end = at;
  const limit = Math.min(text.length, at + MAX_JUDGED);
  while (end < limit && text[end] !== '\n' && (text[end] !== mark || text[end - 1] === '\\')) end += 1;
  return { start: at, end, after: end, quoted: false };
}

function nextSetting(text: string, at: number): boolean {
  return matchAt(/[;&,]\s{0,4}(?:$|["'}\])]|-?[A-Za-z][\w. -]{0,40}[=:])/y, text, at) !== null;
}

/** No line is followed back farther to find out whether a quote was opened on it. */
const MAX_QUOTE_REACH = 400;

/** The quote that was opened on the line before the name, if any. */
export function enclosingQuote(text: string, nameStart: number): string | undefined {
  const lineStart = lineStartOf(text, nameStart);
  let open: string | undefined;
  for (let i = Math.max(lineStart, nameStart - MAX_QUOTE_REACH); i < nameStart; i++) {
    const character = text[i] as string;
    if (character === open) open = undefined;
    else if (
      open === undefined &&
      (character === '"' || character === '`' || (character === "'" && !/\w/.test(text[i - 1] ?? '')))
    )
      open = character;
  }
  return open;
}

function opensLine(text: string, nameStart: number): boolean {
  const lineStart = lineStartOf(text, nameStart);
  return (
    nameStart - lineStart < 40 &&
    /^[ \t]*(?:export |set |declare -x |\$env:|- )?$/i.test(text.slice(lineStart, nameStart))
  );
}

function overFurtherWords(text: string, end: number): number {
  if (!blanks.test(text[end] ?? '')) return end;
  const rest = matchAt(/[^\n]{0,201}/y, text, end)?.[0] ?? '';
  return rest.length <= 200 && !/[/=:#|]|[ \t]-|\.\s|->/.test(rest) ? end + rest.trimEnd().length : end;
}
