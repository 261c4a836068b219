/** Lines that match, each with those around it, as grep shows them. */

import type { Pattern } from '../patterns/index.ts';
import { headOf, splitsPair } from '../run-command/index.ts';

/** A line, from 0, of what is read there, and how many matched before it. */
export type LinePlace = { readonly line: number; readonly matched: number };

export type Hit<At extends LinePlace> = {
  readonly at: At;
  /** Lines are left out between this hit and the one before. */
  readonly gap: boolean;
  /** The line that matches, and of those around it the ones that belong to no other hit. */
  readonly lines: string[];
};

/** Lines shown before and behind one that matches, where nothing else is said. */
const AROUND = 2;

/** A longer line is shown as this many characters around what matches. */
const MAX_LINE = 600;

/** An end of a line begins no further line. */
export function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** Collects hits of so many characters; further ones are counted. */
export function createCollector<At extends LinePlace>(pattern: Pattern, characters: number, around = AROUND) {
  const hits: Hit<At>[] = [];
  /** Lines that were not shown and may come to stand before the next hit. */
  let recent: string[] = [];
  let gap = false;
  /** Lines that are still to be shown behind the last hit. */
  let behind = 0;
  let room = characters;

  function show(line: string, hit: Hit<At>): void {
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
    if (recent.length <= around) return;
    recent.shift();
    gap = true;
  }

  function hit(line: string, at: At): void {
    const found: Hit<At> = { at, gap, lines: [] };
    hits.push(found);
    for (const before of recent) show(shortened(before), found);
    show(aroundMatch(line, pattern), found);
    recent = [];
    gap = false;
    behind = around;
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
    take(lines: readonly string[], matches: readonly boolean[], at: At): number {
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
