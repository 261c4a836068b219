import { lineStartOf, matchAt } from './secret.ts';

/** A value in a text: `start` to `end` (exclusive), and where the text goes on after its closing quote. */
export type Value = {
  readonly start: number;
  readonly end: number;
  readonly after: number;
  readonly quoted: boolean;
};

const quote = /(\\{0,7})(["'`])/y;

/**
 * The quoted value at `at`, its escaped quotes included. A quote that is not closed on its line ends
 * with the line, because the closing quote may have been cut off.
 */
export function quotedAt(text: string, at: number): Value | undefined {
  const opening = matchAt(quote, text, at);
  if (!opening) return undefined;
  const [, backslashes = '', mark = ''] = opening;
  const start = at + opening[0].length;
  let run = 0;
  for (let i = start; i < text.length; i++) {
    const character = text[i];
    if (character === '\n') return { start, end: i, after: i, quoted: true };
    if (character === mark && run <= backslashes.length && run % 2 === backslashes.length % 2) {
      return { start, end: i - run, after: i + 1, quoted: true };
    }
    run = character === '\\' ? run + 1 : 0;
  }
  return { start, end: text.length, after: text.length, quoted: true };
}

/**
 * A value is judged by no more than this of it, which is more than any token's length: names repeated
 * without a blank would otherwise each be judged by all that follows. What is a secret is taken whole.
 */
const longestJudged = 2_048;

/** The end of a value of which `judged` is as much as was judged. */
export function endOfWhole(text: string, judged: Value): number {
  if (judged.end - judged.start < longestJudged) return judged.end;
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
  const limit = Math.min(text.length, at + longestJudged);
  while (end < limit) {
    const character = text[end] as string;
    if (character <= ' ' || (character === '<' && text[end + 1] === '/')) break;
    if (character === enclosing && text[end - 1] !== '\\') break;
    if (
      enclosing !== undefined &&
      character === '\\' &&
      matchAt(/\\+(?:["'`]|[nr](?=[\s\w"'-]))/y, text, end)
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

/** `-e "NAME=a value"`: the quotes hold the name too. */
function toClosing(text: string, at: number, mark: string): Value {
  let end = at;
  while (end < text.length && text[end] !== '\n' && (text[end] !== mark || text[end - 1] === '\\')) end += 1;
  return { start: at, end, after: end, quoted: false };
}

function nextSetting(text: string, at: number): boolean {
  return matchAt(/[;&,]\s{0,4}(?:$|["'}\])]|[A-Za-z][\w. -]{0,40}[=:])/y, text, at) !== null;
}

/** The quote that was opened on the line before the name, if any. */
function enclosingQuote(text: string, nameStart: number): string | undefined {
  const lineStart = lineStartOf(text, nameStart);
  let open: string | undefined;
  for (let i = Math.max(lineStart, nameStart - 400); i < nameStart; i++) {
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
  const lineEnd = text.indexOf('\n', end);
  const rest = text.slice(end, lineEnd === -1 ? text.length : lineEnd);
  return rest.length <= 200 && !/[/=:#|]|[ \t]-|\.\s/.test(rest) ? end + rest.trimEnd().length : end;
}
