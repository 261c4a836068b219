/** Long work in short turns, between which the process listens: a ping waits for no more than one of them. */

import { setImmediate } from 'node:timers/promises';
import type { Work } from '../../../causes/index.ts';
import { OUT_OF_TIME, withTimeLimit } from '../../../sanitize/index.ts';

/** A turn goes on for so long, and to the end of the step that it is at. */
const TURN_MS = 20;

/** A single step takes a few milliseconds. */
const MAX_STEP_MS = 1_000;

/** Whatever else waits is heard before this goes on. */
export function othersTurn(): Promise<void> {
  return setImmediate();
}

/** What `work` comes to, or `OUT_OF_TIME` where it takes longer than `limitMs` by the clock, the turns of others aside. */
export async function inTurns<Result>(
  work: Work<Result>,
  limitMs: number,
): Promise<Result | typeof OUT_OF_TIME> {
  let leftMs = limitMs;
  while (leftMs > 0) {
    const began = performance.now();
    const step = withTimeLimit(() => stepsOf(work, began + TURN_MS), Math.min(leftMs, MAX_STEP_MS));
    if (step === OUT_OF_TIME) return OUT_OF_TIME;
    if (step.done) return step.value;
    leftMs -= performance.now() - began;
    await othersTurn();
  }
  return OUT_OF_TIME;
}

/** The longest output takes an ordinary pattern a few milliseconds. */
const ITEM_LIMIT_MS = 250;

/** Once so many items were given up, the others get a tenth of the time: an attacker may have many nodes. */
const MAX_PATIENCE = 4;

/**
 * What `work` makes of each item, in their order; undefined where it does not end in time, and of those left when
 * `signal` aborts. It may be interrupted anywhere and changes nothing outside itself.
 */
export async function eachInTurns<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Result,
  signal: AbortSignal,
): Promise<(Result | undefined)[]> {
  const results: (Result | undefined)[] = [];
  let givenUp = 0;
  while (results.length < items.length && !signal.aborted) {
    const until = performance.now() + TURN_MS;
    const limitMs = TURN_MS + (givenUp < MAX_PATIENCE ? ITEM_LIMIT_MS : ITEM_LIMIT_MS / 10);
    const turn = withTimeLimit(() => {
      for (const item of items.slice(results.length)) {
        results.push(work(item));
        if (performance.now() >= until) break;
      }
    }, limitMs);
    if (turn === OUT_OF_TIME) {
      givenUp += 1;
      results.push(undefined);
    }
    await othersTurn();
  }
  return results;
}

function stepsOf<Result>(work: Work<Result>, until: number): IteratorResult<undefined, Result> {
  for (;;) {
    const step = work.next();
    if (step.done || performance.now() >= until) return step;
  }
}
