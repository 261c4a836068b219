/** Looks through all of an invocation's output, wholes among it, for lines that match: with two lines around, as grep. */

import type { Pattern } from '../../patterns/index.ts';
import { type InvocationRef, SsmInvocationsError } from '../../run-command/index.ts';
import { OUT_OF_TIME, withTimeLimit } from '../../sanitize/index.ts';
import { createCollector, type Hit, linesOf } from '../matching-lines.ts';
import type { OutputUnit } from './parts.ts';
import { outOfTime } from './wholes.ts';

/** A place in the units, and what was found and read before it. */
export type Stop = {
  readonly unit: number;
  /** Of a whole: the number of the first piece that is read. */
  readonly piece: number;
  /** From 0, in what is read there. */
  readonly line: number;
  readonly matched: number;
  readonly bytes: number;
};

export const SEARCH_START: Stop = { unit: 0, piece: 0, line: 0, matched: 0, bytes: 0 };

export type Search = {
  /** As many as may fit on a page. */
  readonly hits: readonly Hit<Stop>[];
  /** Where it ended: what was found and read in all until there. */
  readonly end: Stop;
  /** Why it could not go on there. */
  readonly fault?: unknown;
  /** Texts that took too long to look through. */
  readonly withheld: number;
};

export type SearchLimits = {
  /** Hits of so many characters are collected; further ones are counted. */
  readonly characters: number;
  /** Where an earlier search of the same ended: until there it is known how many lines match. */
  readonly known: Stop | undefined;
  /** Ends the search as its other limits do, unless the caller is gone. */
  readonly patience: AbortSignal;
  readonly ref: InvocationRef;
};

/** Bytes read in one call (docs/limits.md). */
const MAX_BYTES = 16 * 1_024 * 1_024;

/** Pieces of a whole read at a time. */
const RUN_PIECES = 4;

export async function search(
  units: readonly OutputUnit[],
  from: Stop,
  pattern: Pattern,
  { characters, known, patience, ref }: SearchLimits,
  signal: AbortSignal,
): Promise<Search> {
  const collected = createCollector<Stop>(pattern, characters);
  let withheld = 0;
  let at = from;
  for (let unit = units[at.unit]; unit !== undefined; unit = units[at.unit]) {
    if (at.bytes - from.bytes >= MAX_BYTES) break;
    if (collected.full && known !== undefined && known.bytes > at.bytes) {
      return { hits: collected.hits, end: known, withheld };
    }
    let run: Run;
    try {
      run = await readRun(unit, at.piece, patience);
    } catch (error) {
      signal.throwIfAborted();
      // The time went into what was read.
      if (patience.aborted && at !== from) break;
      const store = unit.text?.whole?.output.store ?? 'S3';
      const fault = patience.aborted ? outOfTime(ref, store) : error;
      if (!(fault instanceof SsmInvocationsError)) throw error;
      return { hits: collected.hits, end: at, fault, withheld };
    }
    const lines = linesOf(run.text);
    const found = withTimeLimit(() => lines.map((line) => pattern.matches(line)));
    if (found === OUT_OF_TIME || run.withheld) withheld += 1;
    const matched = found === OUT_OF_TIME ? at.matched : collected.take(lines, found, at);
    const next = { line: 0, matched, bytes: at.bytes + run.bytes };
    if (run.next === undefined) collected.startUnit();
    at = { ...next, unit: at.unit + (run.next === undefined ? 1 : 0), piece: run.next ?? 0 };
  }
  return { hits: collected.hits, end: at, withheld };
}

type Run = {
  readonly text: string;
  readonly bytes: number;
  readonly withheld: boolean;
  /** The piece that follows; left out at the end of the unit. */
  readonly next?: number;
};

async function readRun({ text }: OutputUnit, piece: number, signal: AbortSignal): Promise<Run> {
  signal.throwIfAborted();
  if (text?.whole === undefined) {
    return { text: text?.text ?? '', bytes: Buffer.byteLength(text?.text ?? ''), withheld: false };
  }
  const run = await text.whole.output.read(piece, signal, RUN_PIECES);
  return {
    text: run.text,
    bytes: run.to - run.from,
    withheld: run.withheld,
    ...(!run.last && { next: piece + RUN_PIECES }),
  };
}
