/** Going on past the end of a kept result, for every list alike. */

import { CursorExpiredError, type RunCommandReader, UnavailableError } from '../run-command/index.ts';
import type { Kept } from './store.ts';
import { forgotToken, type WalkEnd } from './walk.ts';

export type ReadContext = {
  readonly reader: RunCommandReader;
  readonly signal: AbortSignal;
  /** Called after each page with the number of items read so far, and of all there are where that is known. */
  onProgress(items: number, total?: number): void;
};

export type Continued<Result> = {
  /** The longer result made by reading on from this one's end; made once, whoever asks how often. */
  successor?: Promise<Kept<Result>>;
};

/**
 * Reads on from AWS once, however often and by how many calls at a time the same cursor is followed. Throws
 * `CursorExpiredError` about `cursor` when AWS forgot where the earlier reading stopped.
 */
export async function successorOf<Result extends Continued<Result>>(
  result: Result,
  cursor: string,
  signal: AbortSignal,
  readOn: () => Promise<Kept<Result>>,
): Promise<Kept<Result>> {
  while (result.successor !== undefined) {
    try {
      return await result.successor;
    } catch {
      // Another call's attempt, or its cancellation; this one's own may go through.
      signal.throwIfAborted();
    }
  }
  const successor = readOn();
  result.successor = successor;
  try {
    return await successor;
  } catch (error) {
    delete result.successor;
    throw error instanceof CursorExpiredError
      ? new CursorExpiredError(cursor, 'aws', { cause: error })
      : error;
  }
}

/** Not one item, and no end either: unless pages did come (empty ones), there is nothing to show but why. */
export function throwEndless(end: WalkEnd, pages: number, operation: string, region: string): void {
  const aws = { operation, region, profile: undefined };
  if (end.kind === 'fault' && (pages === 0 || forgotToken(end))) throw end.error;
  if (end.kind === 'timeLimit' && pages === 0) throw new UnavailableError('timeLimit', aws);
  if (end.kind === 'stuckToken') throw new UnavailableError('stuckToken', aws);
}
