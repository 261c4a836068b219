import { countFor } from './count-pieces.ts';
import { eachStretch } from './stretches.ts';
import type { Tokenizer } from './tokenizer.ts';
import { vocabulary } from './vocabulary.ts';

export type Counts = Readonly<Record<Tokenizer, number>>;

/** Longer stretches are rare and seldom seen twice. */
const REMEMBERED_LENGTH = 32;
const REMEMBERED_STRETCHES = 8_192;
const remembered = new Map<string, Counts>();

/** What each tokenizer makes of `text` at most, were it to take no part of it for a token of control. */
export function countAsText(text: string): Counts {
  const sum = { o200k: 0, cl100k: 0, anthropic: 0 };
  eachStretch(text, (stretch) => {
    const { o200k, cl100k, anthropic } = remembered.get(stretch) ?? countStretch(stretch);
    sum.o200k += o200k;
    sum.cl100k += cl100k;
    sum.anthropic += anthropic;
  });
  return sum;
}

function countStretch(stretch: string): Counts {
  const known = vocabulary();
  const counts = {
    o200k: countFor(stretch, 'o200k', known),
    cl100k: countFor(stretch, 'cl100k', known),
    anthropic: countFor(stretch, 'anthropic', known),
  };
  if (stretch.length <= REMEMBERED_LENGTH) {
    if (remembered.size >= REMEMBERED_STRETCHES) remembered.clear();
    remembered.set(stretch, counts);
  }
  return counts;
}
