import { looksRandom } from './looks.ts';
import { lineStartOf, matchAt } from './secret.ts';

/** base64 tools break lines at 64 or 76 characters, terminals at 80. */
const MIN_WRAP = 60;

/** An equals sign ends a token; within a line it assigns, as in the next variable of an environment. */
const onlyTokenCharacters =
  /[ \t]{0,15}\r?\n([ \t]{0,40})([\w+/.-]{1,400}={0,3})(?=[ \t]{0,15}\r?\n|["']|$)/y;

/**
 * The end of a token that stops at `end`, if it was broken over several lines: as long as a line is
 * filled to where tools wrap, and the next one holds nothing that a token could not.
 */
export function endOverWraps(text: string, end: number): number {
  let last = end;
  for (;;) {
    const lineStart = lineStartOf(text, last);
    if (last - lineStart < MIN_WRAP) return last;
    const next = matchAt(onlyTokenCharacters, text, last);
    const line = next?.[2] ?? '';
    if (!next || !(line.length >= MIN_WRAP || line.endsWith('=') || looksRandom(line, 6))) return last;
    last += next[0].length;
  }
}
