/**
 * The results this session may still be asked about. A cursor is the result's id and a place in it, so it
 * suffices alone, costs nothing to hand out, and dies with its result.
 */

import { randomInt } from 'node:crypto';
import { CursorExpiredError, InvalidInputError } from '../run-command/errors.ts';

/** Results kept (contract 2.1). */
const CAPACITY = 32;

/** What all kept results together may hold, in bytes as their makers estimate them; the newest always stays. */
const MAX_BYTES = 96 * 1024 * 1024;

const ID_LENGTH = 7;
const ID_ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';

/** A place in a result: an offset into the list called `view`, which 0 means the whole. */
export type Place = { readonly view: number; readonly offset: number };

export type Kept<Value> = { readonly id: string; readonly value: Value };

export type Store<Value> = {
  keep(value: Value): Kept<Value>;
  /** Puts another value in the place of a result, which must be as large; its cursors go on with that. */
  renew(id: string, value: Value): void;
  /** Throws `CursorExpiredError` when the result is gone, `InvalidInputError` when it never was a cursor. */
  find(cursor: string): { readonly kept: Kept<Value>; readonly place: Place };
  /** Those still kept, the one made last first. */
  newest(): readonly Kept<Value>[];
  readonly size: number;
};

export function createStore<Value>(
  bytesOf: (value: Value) => number,
  limits: { capacity: number; maxBytes: number } = { capacity: CAPACITY, maxBytes: MAX_BYTES },
): Store<Value> {
  /** In order of use, the oldest first. */
  const results = new Map<
    string,
    { readonly kept: Kept<Value>; readonly bytes: number; readonly made: number }
  >();
  let bytes = 0;
  let made = 0;

  function drop(id: string): void {
    bytes -= results.get(id)?.bytes ?? 0;
    results.delete(id);
  }

  return {
    keep(value) {
      const entry = { kept: { id: newId(), value }, bytes: bytesOf(value), made: made++ };
      results.set(entry.kept.id, entry);
      bytes += entry.bytes;
      for (const id of results.keys()) {
        if (results.size <= 1 || (results.size <= limits.capacity && bytes <= limits.maxBytes)) break;
        drop(id);
      }
      return entry.kept;
    },

    renew(id, value) {
      const entry = results.get(id);
      if (entry === undefined) return;
      results.delete(id);
      results.set(id, { ...entry, kept: { id, value }, made: made++ });
    },

    find(cursor) {
      const { id, place } = parseCursor(cursor);
      const entry = results.get(id);
      if (entry === undefined) throw new CursorExpiredError(cursor, 'server');
      results.delete(id);
      results.set(id, entry);
      return { kept: entry.kept, place };
    },

    newest() {
      return [...results.values()].sort((a, b) => b.made - a.made).map(({ kept }) => kept);
    },

    get size() {
      return results.size;
    },
  };
}

export function formatCursor(id: string, { view, offset }: Place): string {
  return view === 0 ? `${id}-${offset.toString(36)}` : `${id}-${view.toString(36)}.${offset.toString(36)}`;
}

const CURSOR = new RegExp(`^([${ID_ALPHABET}]{${ID_LENGTH}})-(?:([0-9a-z]{1,4})\\.)?([0-9a-z]{1,6})$`);

function parseCursor(cursor: string): { id: string; place: Place } {
  const [, id, view, offset] = CURSOR.exec(cursor) ?? [];
  if (id === undefined || offset === undefined) {
    throw notACursor();
  }
  return {
    id,
    place: { view: view === undefined ? 0 : Number.parseInt(view, 36), offset: Number.parseInt(offset, 36) },
  };
}

/** A cursor that this server cannot have given: of another form, or to a place that its result does not have. */
export function notACursor(): InvalidInputError {
  return new InvalidInputError(
    'cursor is not one that this server gave.',
    'Copy next_cursor, or the cursor of a group, exactly as a result shows it; or leave cursor out to start again.',
  );
}

/** Throws where `place` lies outside of the `rows` rows of its view. The end of the whole is a place: reading goes on there. */
export function assertCursorInRange({ view, offset }: Place, rows: number): void {
  if (offset > rows || (view !== 0 && offset === rows)) throw notACursor();
}

function newId(): string {
  return Array.from({ length: ID_LENGTH }, () => ID_ALPHABET[randomInt(ID_ALPHABET.length)]).join('');
}
