/** Going on past the end of a stored result, for every list alike. */

import {
  CursorExpiredError,
  type OutputStore,
  type RunCommandReader,
  UnavailableError,
} from '../run-command/index.ts';
import type { GrowTo, Stored } from './store.ts';
import { isTokenExpired, type WalkEnd } from './walk.ts';

/** How AWS is read for one call. */
export type ReadContext = {
  readonly reader: RunCommandReader;
  /** Whole outputs outside of SSM, where they may be read. */
  readonly outputs?: OutputStore | undefined;
  readonly signal: AbortSignal;
  readonly growTo: GrowTo;
  /** What is left of the time of the call; default all of it. */
  readonly limitMs?: number;
  /** Called after each page with the number of items read so far, and of all there are where that is known. */
  onProgress(items: number, total?: number): void;
};

export type Continued<Result> = {
  /** Under way to a longer result: read once, however many calls follow the same cursor at a time. */
  readingOn?: Promise<Stored<Result>>;
  /** The longer result, by its id: this one must not keep it in memory when the store has dropped it. */
  successorId?: string;
};

/**
 * Reads on from AWS once, however often and by how many calls at a time the same cursor is followed; again where
 * `find` no longer has what was read. Throws `CursorExpiredError` about `cursor` when AWS forgot where the earlier
 * reading stopped.
 */
export async function successorOf<Result extends Continued<Result>>(
  result: Result,
  cursor: string,
  signal: AbortSignal,
  find: (id: string) => Stored<Result> | undefined,
  readOn: () => Promise<Stored<Result>>,
): Promise<Stored<Result>> {
  while (result.readingOn !== undefined) {
    try {
      return await result.readingOn;
    } catch {
      // Another call's attempt, or its cancellation; this one's own may go through.
      signal.throwIfAborted();
    }
  }
  const longer = result.successorId === undefined ? undefined : find(result.successorId);
  if (longer !== undefined) return longer;
  result.readingOn = readOn();
  try {
    const stored = await result.readingOn;
    result.successorId = stored.id;
    return stored;
  } catch (error) {
    throw error instanceof CursorExpiredError
      ? new CursorExpiredError(cursor, 'aws', { cause: error })
      : error;
  } finally {
    delete result.readingOn;
  }
}

/** Not one item, and no end either: unless pages did come (empty ones), there is nothing to show but why. */
export function throwEndless(end: WalkEnd, pages: number, operation: string, region: string): void {
  const aws = { operation, region, profile: undefined };
  if (end.kind === 'fault' && (pages === 0 || isTokenExpired(end))) throw end.error;
  if (end.kind === 'timeLimit' && pages === 0) throw new UnavailableError('timeLimit', aws);
  if (end.kind === 'stuckToken') throw new UnavailableError('stuckToken', aws);
}
