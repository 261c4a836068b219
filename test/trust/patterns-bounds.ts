/** Regular expressions that are linear only because of what they are given. Each names what bounds it. */

import type { Pattern } from './patterns.ts';

type Bounded = {
  /** The end of the path of the file, and the whole source of the pattern. */
  readonly file: string;
  readonly source: string;
  readonly bound: string;
  /** The longest text that it meets: the doubling test goes as far. */
  readonly characters: number;
};

const BOUNDED: readonly Bounded[] = [];

/** Undefined where nothing but the pattern itself keeps the work linear. */
export function boundOf({ file, source }: Pattern): Bounded | undefined {
  return BOUNDED.find((bounded) => file.endsWith(bounded.file) && bounded.source === source);
}

/** Those of the list that no pattern of the program is: what they were has changed. */
export function unusedBounds(patterns: readonly Pattern[]): string[] {
  const used = new Set(patterns.map(boundOf));
  return BOUNDED.filter((bounded) => !used.has(bounded)).map(({ file, source }) => `${file}: ${source}`);
}
