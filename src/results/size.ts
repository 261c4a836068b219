/** How much memory data takes: what a bound on bytes is held by. */

import { beyondLatin1 } from './strings.ts';

/** Of V8 on 64 bits: headers with what an object has to spare, and one slot for each member. */
const STRING_HEADER = 16;
const OBJECT_HEADER = 56;
const ARRAY_HEADER = 48;
const SLOT = 8;
/** A number that is no small integer stands in an object of its own. */
const HEAP_NUMBER = 16;
const MAX_SMALL_INTEGER = 2 ** 31;
/** Key, value and their share of the table. */
const ENTRY = 40;
/** A function with its context. */
const CLOSURE = 128;

export type Meter = {
  /** Counts `value` with all that it refers to. What was counted before, and any equal string, is free. */
  add(value: unknown): void;
  /** About what all of it takes: within a sixth of heap snapshots. */
  readonly bytes: number;
};

export function createMeter(): Meter {
  const counted = new Set<unknown>();
  let bytes = 0;

  function add(value: unknown): void {
    if (typeof value === 'number') {
      if (!Number.isInteger(value) || Math.abs(value) >= MAX_SMALL_INTEGER) bytes += HEAP_NUMBER;
      return;
    }
    if ((typeof value !== 'object' && typeof value !== 'string' && typeof value !== 'function') || !value)
      return;
    if (counted.has(value)) return;
    counted.add(value);
    if (typeof value === 'string') bytes += bytesOfString(value);
    else if (typeof value === 'function') bytes += CLOSURE;
    else addObject(value);
  }

  function addObject(object: object): void {
    if (ArrayBuffer.isView(object)) {
      bytes += ARRAY_HEADER + object.byteLength;
    } else if (object instanceof Map || object instanceof Set) {
      bytes += ARRAY_HEADER + ENTRY * object.size;
      for (const member of [...object].flat()) add(member);
    } else {
      const members = Object.values(object);
      bytes += (Array.isArray(object) ? ARRAY_HEADER : OBJECT_HEADER) + SLOT * members.length;
      for (const member of members) add(member);
    }
  }

  return {
    add,
    get bytes() {
      return bytes;
    },
  };
}

/** Of one piece of data by itself. What closures refer to is not seen. */
export function bytesOf(value: unknown): number {
  const meter = createMeter();
  meter.add(value);
  return meter.bytes;
}

function bytesOfString(text: string): number {
  return STRING_HEADER + SLOT + text.length * (beyondLatin1.test(text) ? 2 : 1);
}
