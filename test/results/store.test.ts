import { describe, expect, it } from 'vitest';
import { createStore, formatCursor } from '../../src/results/store.ts';
import { CursorExpiredError, InvalidInputError } from '../../src/run-command/errors.ts';

describe('the store of results', () => {
  it('finds a result and the place in it by a cursor of at most 24 characters', () => {
    const store = createStore<string>(() => 1);
    const { id } = store.keep('result');
    const cursor = formatCursor(id, { view: 123_456, offset: 2_000_000 });
    expect(cursor.length).toBeLessThanOrEqual(24);
    expect(store.find(cursor)).toEqual({
      kept: { id, value: 'result' },
      place: { view: 123_456, offset: 2_000_000 },
    });
    expect(store.find(formatCursor(id, { view: 0, offset: 7 })).place).toEqual({ view: 0, offset: 7 });
  });

  it('keeps the 32 results used last', () => {
    const store = createStore<number>(() => 1);
    const ids = Array.from({ length: 32 }, (_, index) => store.keep(index).id);
    const cursors = ids.map((id) => formatCursor(id, { view: 0, offset: 0 }));
    store.find(cursors[0] ?? '');
    store.keep(32);
    expect(store.size).toBe(32);
    expect(store.find(cursors[0] ?? '').kept.value).toBe(0);
    expect(() => store.find(cursors[1] ?? '')).toThrow(CursorExpiredError);
  });

  it('drops old results when all together grow too large, but never the newest', () => {
    const store = createStore<number>((bytes) => bytes, { capacity: 32, maxBytes: 100 });
    const { id } = store.keep(60);
    store.keep(60);
    expect(store.size).toBe(1);
    expect(() => store.find(formatCursor(id, { view: 0, offset: 0 }))).toThrow(CursorExpiredError);
    store.keep(1_000);
    expect(store.size).toBe(1);
  });

  it.each([
    '',
    'x',
    'abcdefg',
    'abcdefg-',
    'ABCDEFG-1',
    'abcdefg-1.',
    "abcdefg-1'--",
    'abcdefg-1\n',
    '../../etc/passwd',
  ])('says that %j never was a cursor', (cursor) => {
    expect(() => createStore<string>(() => 1).find(cursor)).toThrow(InvalidInputError);
  });
});
