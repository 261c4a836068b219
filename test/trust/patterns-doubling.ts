/** Whether the work of a regular expression grows as fast as the text, or faster. */

import { OUT_OF_TIME, withTimeLimit } from '../../src/sanitize/time-limit.ts';
import type { Pattern } from './patterns.ts';
import { type Repetition, repetitionsFor, textOf } from './patterns-texts.ts';

/** In characters. A pattern that only meets shorter texts is tried on those. */
const LARGEST = 24_000;
const DOUBLINGS = 3;

/** Twice the text takes twice the work where it is linear, and four times where it is quadratic. */
const MAX_RATIO = 3;

/** Less than this is as much noise as work. */
const FLOOR_MS = 5;

/** A linear pattern takes a hundredth of it. */
const LIMIT_MS = 1_000;

const NEVER_ENDS = `takes more than ${LIMIT_MS} ms`;

const RUNS = 5;
/** What takes so long is no noise. */
const LONG_MS = 100;
const FEW_RUNS = 2;
/** A busy machine may spoil one series of runs, or two. */
const SERIES = 3;

/** Why the pattern is not linear, or nothing. `characters` is the longest text that it ever meets. */
export function growthFault(pattern: Pattern, characters = LARGEST): string | undefined {
  const compiled = new RegExp(pattern.source, pattern.flags);
  for (const repetition of repetitionsFor(pattern)) {
    const fault = faultOn(compiled, repetition, characters);
    if (fault !== undefined) return `${JSON.stringify(repetition)}: ${fault}`;
  }
  return undefined;
}

function faultOn(pattern: RegExp, repetition: Repetition, characters: number): string | undefined {
  const once = msFor(pattern, repetition, characters);
  if (once !== undefined && once < FLOOR_MS) return undefined;
  let fault: string | undefined;
  for (let series = 0; series < SERIES; series++) {
    fault = faultOfSeries(pattern, repetition, characters);
    if (fault === undefined || fault === NEVER_ENDS) return fault;
  }
  return fault;
}

function faultOfSeries(pattern: RegExp, repetition: Repetition, characters: number): string | undefined {
  let smaller: number | undefined;
  for (let doubling = DOUBLINGS; doubling >= 0; doubling--) {
    const size = Math.round(characters / 2 ** doubling);
    let least = Number.POSITIVE_INFINITY;
    for (let run = 0; run < (least > LONG_MS ? FEW_RUNS : RUNS) && least >= FLOOR_MS; run++) {
      const ms = msFor(pattern, repetition, size);
      if (ms === undefined) return NEVER_ENDS;
      least = Math.min(least, ms);
    }
    if (smaller !== undefined && least >= FLOOR_MS && least > smaller * MAX_RATIO)
      return `${size} characters take ${least.toFixed(1)} ms, half as many ${smaller.toFixed(1)} ms`;
    smaller = least;
  }
  return undefined;
}

/**
 * Undefined where it does not end in time. The clock runs on while others have the processor, and the processor's
 * time counts other threads of ours: the work is at most the lesser of the two.
 */
function msFor(pattern: RegExp, repetition: Repetition, characters: number): number | undefined {
  const text = textOf(repetition, characters);
  const before = process.cpuUsage();
  const began = performance.now();
  const ended = withTimeLimit(() => matchEverywhere(pattern, text, repetition), LIMIT_MS);
  const elapsedMs = performance.now() - began;
  const { user, system } = process.cpuUsage(before);
  return ended === OUT_OF_TIME ? undefined : Math.min(elapsedMs, (user + system) / 1_000);
}

/**
 * As patterns are used here: sticky ones at each place that looks like their beginning, unless it lies in what they
 * have matched; the others on and on.
 */
function matchEverywhere(pattern: RegExp, text: string, { start, unit }: Repetition): void {
  if (pattern.sticky) {
    for (let at = 0; at < text.length; at += at < start.length ? start.length : unit.length) {
      pattern.lastIndex = at;
      const end = at + (pattern.exec(text)?.[0].length ?? 0);
      while (at + unit.length < end) at += unit.length;
    }
    return;
  }
  pattern.lastIndex = 0;
  for (let found = pattern.exec(text); found !== null && pattern.global; found = pattern.exec(text)) {
    if (found[0] === '') pattern.lastIndex += 1;
  }
}
