/** Every regular expression under the doubling test and under `recheck`. */

import { boundOf, unusedBounds } from './patterns-bounds.ts';
import { growthFault } from './patterns-doubling.ts';
import { patternsOfSrc } from './patterns-of-src.ts';
import { recheck } from './patterns-recheck.ts';

export type PatternFigures = {
  readonly patterns: number;
  /** Patterns that are linear only by what they are given. */
  readonly bounded: number;
  /** Of which `recheck` came to no end within its time: the doubling test alone holds there. */
  readonly undecided: number;
  readonly wrong: readonly string[];
};

const TELL_EVERY = 50;

export async function tryPatterns(onProgress: (line: string) => void): Promise<PatternFigures> {
  const { patterns, unseen } = await patternsOfSrc();
  const wrong = [
    ...unseen.map((place) => `no pattern was ever seen of ${place}`),
    ...unusedBounds(patterns).map((entry) => `listed as bounded, and no longer there: ${entry}`),
  ];
  let bounded = 0;
  let undecided = 0;
  for (const [index, pattern] of patterns.entries()) {
    if (index % TELL_EVERY === 0) onProgress(`patterns: ${index} of ${patterns.length}`);
    const bound = boundOf(pattern);
    if (bound !== undefined) bounded += 1;
    const name = `${pattern.file} /${pattern.source}/${pattern.flags}`;
    const fault = growthFault(pattern, bound?.characters);
    if (fault !== undefined) wrong.push(`${name} is not linear: ${fault}`);
    const { verdict, why } = recheck(pattern);
    if (verdict === 'undecided') undecided += 1;
    if (verdict === 'flagged' && bound === undefined) wrong.push(`${name} is flagged by recheck: ${why}`);
  }
  return { patterns: patterns.length, bounded, undecided, wrong };
}
