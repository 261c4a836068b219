import { countFor } from './count-pieces.ts';
import { eachStretch } from './stretches.ts';
import { TOKENIZERS, type Tokenizer } from './tokenizer.ts';
import { vocabulary } from './vocabulary.ts';

export type Counts = Readonly<Record<Tokenizer, number>>;

/** Longer stretches are rare and seldom seen twice. */
const REMEMBERED_LENGTH = 32;

/** A page has some 300 different ones. Twice as many places keep searches short; a limit does it for hostile texts. */
const REMEMBERED_STRETCHES = 8_192;
const PLACES = 2 * REMEMBERED_STRETCHES;
const LONGEST_SEARCH = 16;
const NOWHERE = -1;

/*
 * A hash table of our own: a Map would have to be asked with a string, and cutting some thousand strings out of
 * every page costs ten times what comparing characters in place does.
 */
const remembered: (string | undefined)[] = new Array(PLACES);
const counted = new Uint16Array(PLACES * TOKENIZERS.length);
let size = 0;

/** What each tokenizer makes of `text` at most, were it to take no part of it for a token of control. */
export function countAsText(text: string): Counts {
  const sum = { o200k: 0, cl100k: 0, anthropic: 0 };
  eachStretch(text, (start, end, hash) => {
    const place = placeOf(text, start, end, hash);
    if (place === NOWHERE || remembered[place] === undefined) {
      const counts = countStretch(text.slice(start, end), place);
      for (const tokenizer of TOKENIZERS) sum[tokenizer] += counts[tokenizer];
      return;
    }
    const at = place * TOKENIZERS.length;
    sum.o200k += counted[at] as number;
    sum.cl100k += counted[at + 1] as number;
    sum.anthropic += counted[at + 2] as number;
  });
  return sum;
}

/** Where the stretch is remembered, or may be. */
function placeOf(text: string, start: number, end: number, hash: number): number {
  for (let searched = 0; searched < LONGEST_SEARCH; searched++) {
    const place = (hash + searched) & (PLACES - 1);
    const known = remembered[place];
    if (known === undefined || standsAt(known, text, start, end)) return place;
  }
  return NOWHERE;
}

function standsAt(known: string, text: string, start: number, end: number): boolean {
  if (known.length !== end - start) return false;
  for (let at = 0; at < known.length; at++) {
    if (known.charCodeAt(at) !== text.charCodeAt(start + at)) return false;
  }
  return true;
}

function countStretch(stretch: string, place: number): Counts {
  const known = vocabulary();
  const counts = {
    o200k: countFor(stretch, 'o200k', known),
    cl100k: countFor(stretch, 'cl100k', known),
    anthropic: countFor(stretch, 'anthropic', known),
  };
  if (place === NOWHERE || stretch.length > REMEMBERED_LENGTH) return counts;
  if (size >= REMEMBERED_STRETCHES) {
    remembered.fill(undefined);
    size = 0;
    return counts;
  }
  remembered[place] = ` ${stretch}`.slice(1);
  counted.set(
    TOKENIZERS.map((tokenizer) => counts[tokenizer]),
    place * TOKENIZERS.length,
  );
  size += 1;
  return counts;
}
