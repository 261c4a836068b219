import { describe, expect, it } from 'vitest';
import { createBatchReader, OUT_OF_TIME, readEach, withTimeLimit } from '../../src/sanitize/time-limit.ts';

/** For this one the age of the universe is not enough. */
const catastrophe = 'a'.repeat(80);
const read = (text: string) => `${/^(a+)+b/.test(text)} ${text.length}`;
/** For what does end: a busy machine may need some of it. */
const limits = { batchMs: 200, aloneMs: 100 };

describe('withTimeLimit', () => {
  it('gives what the work gives', () => {
    expect(withTimeLimit(() => 7)).toBe(7);
  });

  it('throws what the work throws', () => {
    const error = new RangeError('too far');
    expect(() =>
      withTimeLimit(() => {
        throw error;
      }),
    ).toThrow(error);
  });

  it('interrupts an expression that would never end, and works again afterwards', () => {
    expect(withTimeLimit(() => read(catastrophe), 25)).toBe(OUT_OF_TIME);
    expect(withTimeLimit(() => read('ab'), 25)).toBe('true 2');
  });

  it('within another limit leaves the interruption to that one', () => {
    let after = false;
    const outer = withTimeLimit(() => {
      const inner = withTimeLimit(() => read(catastrophe), 25);
      after = true;
      return inner;
    }, 50);
    expect(outer).toBe(OUT_OF_TIME);
    expect(after).toBe(false);
  });
});

describe('readEach', () => {
  it('reads all but the one that does not end', () => {
    expect(readEach(['aab', catastrophe, 'b'], read, limits)).toEqual(['true 3', undefined, 'false 1']);
  });

  it('comes to an end although no item does', () => {
    const items = Array.from({ length: 8 }, () => catastrophe);
    expect(readEach(items, read, limits)).toEqual(items.map(() => undefined));
  });

  it('throws what reading throws', () => {
    const fail = () => {
      throw new TypeError('no text');
    };
    expect(() => readEach(['a'], fail, limits)).toThrow('no text');
  });
});

describe('createBatchReader', () => {
  it('keeps the order, whatever the size of the last batch', () => {
    const kept: (string | undefined)[] = [];
    const reader = createBatchReader(read, (result) => kept.push(result), limits);
    const items = Array.from({ length: 120 }, (_, index) => (index === 60 ? catastrophe : 'b'.repeat(index)));
    for (const item of items) reader.add(item);
    expect(kept.length + reader.waiting).toBe(items.length);
    reader.flush();
    expect(reader.waiting).toBe(0);
    expect(kept).toEqual(items.map((item, index) => (index === 60 ? undefined : read(item))));
  });
});
