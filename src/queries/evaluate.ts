/** Evaluates expressions in a worker, one at a time, so that none can hold up the server or take its memory. */

import { Worker } from 'node:worker_threads';
import { InvalidInputError } from '../run-command/index.ts';
import type { Query } from './expression.ts';
import type { Outcome, Reply } from './outcome.ts';
import type { Work } from './worker.ts';

/** docs/limits.md. */
export const EVALUATION_LIMIT_MS = 2_000;
const LIMIT_MIB = 64;

/** As far from here in the bundle as from the sources, which run on the last build of it. */
const WORKER = '../../dist/query-worker.js';

let previous: Promise<unknown> = Promise.resolve();

/**
 * `chunks` are lines of JSON, `[place, document]` each; they are handed over and empty afterwards. Throws
 * `InvalidInputError` about what cannot be evaluated, or takes more time or memory than there is.
 */
export function evaluate(query: Query, chunks: readonly Uint8Array[], signal: AbortSignal): Promise<Outcome> {
  const mine = previous.then(() => evaluateAlone(query, chunks, signal));
  previous = mine.catch(() => {});
  return mine;
}

async function evaluateAlone(
  { root }: Query,
  chunks: readonly Uint8Array[],
  signal: AbortSignal,
): Promise<Outcome> {
  signal.throwIfAborted();
  const worker = new Worker(new URL(WORKER, import.meta.url), {
    workerData: { root, chunks } satisfies Work,
    transferList: chunks.map(({ buffer }) => buffer as ArrayBuffer),
    resourceLimits: { maxOldGenerationSizeMb: LIMIT_MIB },
    execArgv: [],
  });
  let timer: NodeJS.Timeout | undefined;
  let cancel: (() => void) | undefined;
  try {
    const reply = await new Promise<Reply>((resolve, reject) => {
      // Not from the start of the thread, which waits for a processor on a busy machine.
      worker.once('online', () => {
        timer = setTimeout(() => reject(tooSlow()), EVALUATION_LIMIT_MS);
      });
      cancel = () => reject(signal.reason);
      signal.addEventListener('abort', cancel, { once: true });
      worker.once('message', resolve);
      worker.once('error', (error: NodeJS.ErrnoException) =>
        reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooLarge() : error),
      );
    });
    if (reply.kind === 'tooLarge') throw tooLarge();
    if (reply.kind === 'fault')
      throw new InvalidInputError(`query: ${reply.why}.`, 'Change it and call again.');
    return reply.outcome;
  } finally {
    clearTimeout(timer);
    if (cancel) signal.removeEventListener('abort', cancel);
    await worker.terminate();
  }
}

const NARROW =
  'Narrow what it works on (command_id, filters such as Status, max_items), or project fewer members before it sorts, joins or flattens';

function tooSlow(): InvalidInputError {
  return new InvalidInputError('query: evaluating it took longer than 2 seconds.', `${NARROW}.`);
}

function tooLarge(): InvalidInputError {
  return new InvalidInputError('query: evaluating it takes more memory than there is for it.', `${NARROW}.`);
}
