/** The results that this session may still be asked about: as many as fit, those used last. */

import { randomInt } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { type AwsPlace, type Command, CursorExpiredError, InvalidInputError } from '../run-command/index.ts';
import { ID_ALPHABET, ID_LENGTH, type Place, parseCursor } from './cursor.ts';
import type { SeenInvocation } from './seen.ts';

/** What each tool stores for its cursors, in a class of its own. */
export interface StoredResult {
  readonly tool: string;
  readonly places: readonly AwsPlace[];
  /** What it holds in memory, see `bytesOf`. */
  readonly bytes: number;
  /** The command of which it holds all invocations, if that is what was asked for. */
  readonly wholeCommandId: string | undefined;
  /** The invocations it is about, failures first, at most `limit`. */
  invocations(limit: number): readonly SeenInvocation[];
  /** The commands it lists. */
  commands(): readonly Pick<Command, 'commandId' | 'documentName' | 'comment'>[];
}

/** A result and the id that its cursors begin with. */
export type Stored<Result> = { readonly id: string; readonly result: Result };

/**
 * Says how many bytes a result that is being read takes by now. Drops the results used longest ago to make room.
 * Throws `InvalidInputError` when there is none left to drop.
 */
export type GrowTo = (bytes: number) => void;

type Class<Result> = abstract new (...args: never[]) => Result;

export type ResultStore = {
  /** Throws `InvalidInputError` for a result that alone passes the bound. */
  add<Result extends StoredResult>(result: Result): Stored<Result>;
  /** Adds what `read` makes; it counts against the bound while it grows. */
  addAsRead<Result extends StoredResult>(read: (growTo: GrowTo) => Promise<Result>): Promise<Stored<Result>>;
  /** Before an answer hands out cursors: other calls may have pushed its result out while it was being made. */
  hold(stored: Stored<StoredResult>): void;
  /** Throws `CursorExpiredError` when the result is gone, `InvalidInputError` when it is another tool's or none. */
  find<Result extends StoredResult>(
    cursor: string,
    type: Class<Result>,
  ): { readonly stored: Stored<Result>; readonly place: Place };
  /** Undefined when the result is gone or another tool's. */
  get<Result extends StoredResult>(id: string, type: Class<Result>): Stored<Result> | undefined;
  /** The one used last first. */
  all(): readonly Stored<StoredResult>[];
  readonly size: number;
};

/**
 * With what a call takes besides, the process stays within 256 MiB above idle (`npm run check:trust`). Some 50 results
 * of 10,000 nodes that have a few causes in common, or two of 20,000 with a different message each.
 */
const MAX_BYTES = 64 * 1024 * 1024;

export function createResultStore(maxBytes = MAX_BYTES): ResultStore {
  const results = new LRUCache<string, StoredResult>({
    maxSize: maxBytes,
    sizeCalculation: ({ bytes }) => Math.max(1, Math.ceil(bytes)),
  });
  /** Of results that are being read. */
  let growing = 0;

  function makeRoom(bytes: number): void {
    if (bytes > maxBytes) throw tooLarge();
    while (results.calculatedSize + growing + bytes > maxBytes) {
      if (results.pop() === undefined) throw tooManyAtOnce();
    }
  }

  function set(id: string, result: StoredResult): void {
    makeRoom(result.bytes);
    results.set(id, result);
  }

  function add<Result extends StoredResult>(result: Result): Stored<Result> {
    const id = newId();
    set(id, result);
    return { id, result };
  }

  return {
    add,

    async addAsRead(read) {
      let own = 0;
      const release = () => {
        growing -= own;
        own = 0;
      };
      try {
        const result = await read((bytes) => {
          release();
          makeRoom(bytes);
          growing += bytes;
          own = bytes;
        });
        release();
        return add(result);
      } finally {
        release();
      }
    },

    hold({ id, result }) {
      if (results.get(id) !== result) set(id, result);
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
      return { stored: { id, result }, place };
    },

    get(id, type) {
      const result = results.get(id);
      return result instanceof type ? { id, result } : undefined;
    },

    all: () => [...results].map(([id, result]) => ({ id, result })),

    get size() {
      return results.size;
    },
  };
}

const ASK_FOR_LESS =
  'Ask for less at a time: narrow it down with filters (Status, InvokedAfter and InvokedBefore), or set a smaller max_items';

function tooLarge(): InvalidInputError {
  return new InvalidInputError(
    'the result would take more memory than this server has for all its results.',
    `${ASK_FOR_LESS}.`,
  );
}

function tooManyAtOnce(): InvalidInputError {
  return new InvalidInputError(
    'the results of the calls under way would together take more memory than this server has for them.',
    `Make such calls one after another. ${ASK_FOR_LESS}.`,
  );
}

function newId(): string {
  return Array.from({ length: ID_LENGTH }, () => ID_ALPHABET[randomInt(ID_ALPHABET.length)]).join('');
}
