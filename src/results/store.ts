/** The results this session may still be asked about: as many as fit, those used last. */

import { randomInt } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { type Command, CursorExpiredError, InvalidInputError } from '../run-command/index.ts';
import { ID_ALPHABET, ID_LENGTH, type Place, parseCursor } from './cursor.ts';
import type { SeenInvocation } from './seen.ts';

/** What each tool keeps for its cursors, in a class of its own. */
export interface KeptResult {
  readonly tool: string;
  readonly region: string;
  /** What it holds in memory, as its maker estimates it. */
  readonly bytes: number;
  /** The command of which it holds all invocations, if that is what was asked for. */
  readonly wholeCommandId: string | undefined;
  /** The invocations it is about, failures first, at most `limit`. */
  invocations(limit: number): readonly SeenInvocation[];
  /** The commands it lists. */
  commands(): readonly Pick<Command, 'commandId' | 'documentName' | 'comment'>[];
}

export type Kept<Result> = { readonly id: string; readonly result: Result };

type Class<Result> = abstract new (...args: never[]) => Result;

export type ResultStore = {
  keep<Result extends KeptResult>(result: Result): Kept<Result>;
  /** Before an answer hands out cursors: other calls may have pushed its result out while it was being made. */
  hold(kept: Kept<KeptResult>): void;
  /** Throws `CursorExpiredError` when the result is gone, `InvalidInputError` when it is another tool's or none. */
  find<Result extends KeptResult>(
    cursor: string,
    type: Class<Result>,
  ): { readonly kept: Kept<Result>; readonly place: Place };
  /** The one used last first. */
  all(): readonly Kept<KeptResult>[];
  readonly size: number;
};

/** Chosen: some 250,000 rows. The result made last stays, whatever its size. */
const MAX_BYTES = 96 * 1024 * 1024;

export function createResultStore(maxBytes = MAX_BYTES): ResultStore {
  const results = new LRUCache<string, KeptResult>({
    maxSize: maxBytes,
    sizeCalculation: ({ bytes }) => Math.min(Math.max(1, Math.ceil(bytes)), maxBytes),
  });

  return {
    keep(result) {
      const id = newId();
      results.set(id, result);
      return { id, result };
    },

    hold({ id, result }) {
      if (results.get(id) !== result) results.set(id, result);
    },

    find(cursor, type) {
      const { id, place } = parseCursor(cursor);
      const result = results.get(id);
      if (result === undefined) throw new CursorExpiredError(cursor, 'server');
      if (!(result instanceof type)) {
        throw new InvalidInputError(
          `the cursor belongs to a result of ${result.tool}.`,
          `Pass it to ${result.tool}.`,
        );
      }
      return { kept: { id, result }, place };
    },

    all: () => [...results].map(([id, result]) => ({ id, result })),

    get size() {
      return results.size;
    },
  };
}

function newId(): string {
  return Array.from({ length: ID_LENGTH }, () => ID_ALPHABET[randomInt(ID_ALPHABET.length)]).join('');
}
