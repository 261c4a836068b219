/**
 * The belt beside linear patterns: no text can hold up the process, whatever an expression makes of it. `node:vm`
 * interrupts synchronous code, a regular expression in the midst of its backtracking too.
 */

import { type Context, createContext, Script } from 'node:vm';

/** What `withTimeLimit` gives in place of a result. */
export const OUT_OF_TIME = Symbol('out of time');

/** The longest outputs take a few milliseconds; a page of them, on a busy machine, some hundred. */
export const LIMIT_MS = 500;

const call = new Script('work()');
let context: Context | undefined;
let limited = false;

/**
 * What `work` gives, or `OUT_OF_TIME` where it takes longer than `limitMs` by the clock; what it throws is thrown.
 * A call costs about 0.1 ms, and nothing inside another one, whose limit then holds for both. Interrupted, `work`
 * stops anywhere, and none of its `finally` runs: it may change nothing outside itself.
 */
export function withTimeLimit<Result>(work: () => Result, limitMs = LIMIT_MS): Result | typeof OUT_OF_TIME {
  if (limited) return work();
  context ??= createContext({ work });
  context['work'] = work;
  limited = true;
  try {
    return call.runInContext(context, { timeout: Math.ceil(limitMs), displayErrors: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException | undefined)?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT')
      return OUT_OF_TIME;
    throw error;
  } finally {
    limited = false;
    context['work'] = undefined;
  }
}

/** What `work` gives under one limit. Where it misses that, it is done again: each text that it reads has its own then. */
export function underOneLimit<Result>(work: () => Result): Result {
  const result = withTimeLimit(work);
  return result === OUT_OF_TIME ? work() : result;
}

export type TimeLimits = {
  /** For all items together. */
  readonly batchMs: number;
  /** For each of a batch that missed its limit. */
  readonly aloneMs: number;
};

const LIMITS: TimeLimits = { batchMs: LIMIT_MS, aloneMs: LIMIT_MS / 2 };

/** Once this many of a batch were given up, the rest get a tenth of the time: an attacker may have many nodes. */
const MAX_PATIENCE = 4;

/** What `read` makes of each item, in their order; undefined where it does not end in time. */
export function readEach<Item, Result>(
  items: readonly Item[],
  read: (item: Item) => Result,
  { batchMs, aloneMs }: TimeLimits = LIMITS,
): (Result | undefined)[] {
  const together = withTimeLimit(() => items.map((item) => read(item)), batchMs);
  if (together !== OUT_OF_TIME) return together;
  let givenUp = 0;
  return items.map((item) => {
    const result = withTimeLimit(() => read(item), givenUp < MAX_PATIENCE ? aloneMs : aloneMs / 10);
    if (result !== OUT_OF_TIME) return result;
    givenUp += 1;
    return undefined;
  });
}

/** As many as AWS gives on a page. */
const BATCH = 50;

export type BatchReader<Item> = {
  add(item: Item): void;
  /** Reads what still waits. */
  flush(): void;
  readonly waiting: number;
};

/**
 * Reads items, a page of them at a time, and gives each result to `keep` in the order of the items; undefined where
 * reading one did not end in time. `read` may be asked twice for an item and changes nothing.
 */
export function createBatchReader<Item, Result>(
  read: (item: Item) => Result,
  keep: (result: Result | undefined, item: Item) => void,
  limits?: TimeLimits,
): BatchReader<Item> {
  let waiting: Item[] = [];
  function flush(): void {
    if (waiting.length === 0) return;
    const items = waiting;
    waiting = [];
    for (const [index, result] of readEach(items, read, limits).entries()) keep(result, items[index] as Item);
  }
  return {
    add(item) {
      waiting.push(item);
      if (waiting.length === BATCH) flush();
    },
    flush,
    get waiting() {
      return waiting.length;
    },
  };
}
