/** The lines of an event that hold the texts, read by its pointer. */

import { compilePattern, type Pattern } from '../../patterns/index.ts';
import type { AwsPlace, FoundEvent, OutputSearch } from '../../run-command/index.ts';
import { countRedactions, OUT_OF_TIME, type Sanitizer, withTimeLimit } from '../../sanitize/index.ts';
import { createCollector, type Hit, type LinePlace, linesOf } from '../matching-lines.ts';

export type EventLines = {
  /** From the line on that was asked for, as many as may be shown. */
  readonly hits: readonly Hit<LinePlace>[];
  /** The numbers of all lines from there on that match. */
  readonly matching: readonly number[];
  readonly redactions: number;
  readonly withheld: boolean;
};

export type LinesWanted = {
  /** From 0. */
  readonly from: number;
  /** How many to show before and behind each. */
  readonly around: number;
  readonly characters: number;
};

export type LinesContext = {
  readonly place: AwsPlace;
  readonly outputs: OutputSearch;
  readonly sanitizer: Sanitizer;
  readonly signal: AbortSignal;
};

/** Any of the texts, in any case; of one that spans lines, each of its lines. */
export function linePattern(contains: readonly string[]): Pattern {
  const parts = contains.flatMap((text) => text.split(/[\r\n]+/)).filter((part) => part.trim() !== '');
  const literals = parts.map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return compilePattern(`(?i)(?:${literals.join('|')})`, 'contains');
}

/** Throws what reading throws. */
export async function readLines(
  event: FoundEvent,
  pattern: Pattern,
  { from, around, characters }: LinesWanted,
  { place, outputs, sanitizer: plain, signal }: LinesContext,
): Promise<EventLines> {
  const raw = await outputs.readEvent(place, event.pointer, signal);
  const sanitizer = countRedactions(plain);
  // It may be much longer than what SSM keeps, and has as much more time.
  const lines = linesOf(sanitizer.part('', raw, ''));
  const matches = withTimeLimit(() => lines.map((line) => pattern.matches(line)));
  const { redactions } = sanitizer;
  if (matches === OUT_OF_TIME) return { hits: [], matching: [], redactions, withheld: true };
  const collector = createCollector<LinePlace>(pattern, characters, around);
  // What stands before was shown, matching lines among it.
  collector.take(lines.slice(from), matches.slice(from), { line: 0, matched: 0 });
  const matching = matches.flatMap((matched, line) => (matched && line >= from ? [line] : []));
  return { hits: collector.hits, matching, redactions, withheld: sanitizer.withheld > 0 };
}
