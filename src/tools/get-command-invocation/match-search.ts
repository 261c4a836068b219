/** Looks through all of an invocation's output, wholes among it, for lines that match: with two lines around, as grep. */

import type { Pattern } from '../../patterns/index.ts';
import { headOf, type InvocationRef, SsmInvocationsError, splitsPair } from '../../run-command/index.ts';
import { OUT_OF_TIME, withTimeLimit } from '../../sanitize/index.ts';
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

export type Hit = {
  readonly at: Stop;
  /** Lines are left out between this hit and the one before. */
  readonly gap: boolean;
  /** The line that matches, and of those around it the ones that belong to no other hit. */
  readonly lines: string[];
};

export type Search = {
  /** As many as may fit on a page. */
  readonly hits: readonly Hit[];
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

/** Lines shown before and behind one that matches. */
const AROUND = 2;

/** A longer line is shown as this many characters around what matches. */
const MAX_LINE = 600;

export async function search(
  units: readonly OutputUnit[],
  from: Stop,
  pattern: Pattern,
  { characters, known, patience, ref }: SearchLimits,
  signal: AbortSignal,
): Promise<Search> {
  const collected = createCollector(pattern, characters);
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

/** An end of a line begins no further line. */
function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

function createCollector(pattern: Pattern, characters: number) {
  const hits: Hit[] = [];
  /** Lines that were not shown and may come to stand before the next hit. */
  let recent: string[] = [];
  let gap = false;
  /** Lines that are still to be shown behind the last hit. */
  let behind = 0;
  let room = characters;

  function show(line: string, hit: Hit): void {
    hit.lines.push(line);
    room -= line.length;
  }

  function pass(line: string): void {
    const last = hits.at(-1);
    if (behind > 0 && last) {
      behind -= 1;
      show(shortened(line), last);
      return;
    }
    recent.push(line);
    if (recent.length <= AROUND) return;
    recent.shift();
    gap = true;
  }

  function hit(line: string, at: Stop): void {
    const found: Hit = { at, gap, lines: [] };
    hits.push(found);
    for (const before of recent) show(shortened(before), found);
    show(aroundMatch(line, pattern), found);
    recent = [];
    gap = false;
    behind = AROUND;
  }

  return {
    hits,
    get full() {
      return room <= 0;
    },
    startUnit() {
      recent = [];
      gap = true;
      behind = 0;
    },
    /** The lines of one run, those before `at` only as surroundings. Returns how many lines matched until its end. */
    take(lines: readonly string[], matches: readonly boolean[], at: Stop): number {
      let { matched } = at;
      for (const [index, line] of lines.entries()) {
        const isHit = index >= at.line && matches[index] === true;
        if (room > 0) {
          if (isHit) hit(line, { ...at, line: index, matched });
          else pass(line);
        }
        if (isHit) matched += 1;
      }
      return matched;
    },
  };
}

function shortened(line: string): string {
  return line.length <= MAX_LINE ? line : `${headOf(line, MAX_LINE)}…`;
}

function aroundMatch(line: string, pattern: Pattern): string {
  const at = line.length <= MAX_LINE ? undefined : pattern.find(line)?.start;
  if (at === undefined || at < MAX_LINE / 2) return shortened(line);
  const from = at - MAX_LINE / 2;
  return `…${shortened(line.slice(splitsPair(line, from) ? from + 1 : from))}`;
}
