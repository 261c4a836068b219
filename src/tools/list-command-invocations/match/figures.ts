/** How many invocations a pattern found, and why it did not find the others. */

import type { Pattern } from '../../../patterns/index.ts';
import type { Row } from '../read/row.ts';
import type { Unmatched } from './match.ts';

export type MatchCount = {
  readonly found: number;
  /** Of these, found in their name or their command's comment alone. */
  readonly byName: number;
  /** Of these, outputs that hold further values. */
  readonly further: number;
  /** All the others. */
  readonly unmatched: Readonly<Partial<Record<Unmatched, number>>>;
};

/** Without a capture group a pattern is a filter. */
export function keeps(pattern: Pattern, { match }: Row): boolean {
  return pattern.captures || match?.found === true;
}

export function countMatches(rows: readonly Row[]): MatchCount {
  const count = { found: 0, byName: 0, further: 0 };
  const unmatched: Partial<Record<Unmatched, number>> = {};
  for (const { match } of rows) {
    if (match?.found) {
      count.found += 1;
      if (match.where === 'name') count.byName += 1;
      if (match.more) count.further += 1;
    } else if (match) unmatched[match.why] = (unmatched[match.why] ?? 0) + 1;
  }
  return { ...count, unmatched };
}
