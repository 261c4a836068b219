import { describe, expect, it } from 'vitest';
import { formatCursor } from '../../src/results/cursor.ts';
import { createResultStore, type StoredResult } from '../../src/results/store.ts';
import { CursorExpiredError, InvalidInputError } from '../../src/run-command/errors.ts';

class Result implements StoredResult {
  readonly tool: string = 'list_commands';
  readonly places = [{ region: 'us-east-1' }];
  readonly wholeCommandId = undefined;
  readonly bytes: number;
  constructor(bytes = 1) {
    this.bytes = bytes;
  }
  invocations = () => [];
  commands = () => [];
}

class OtherResult extends Result {
  override readonly tool = 'get_command_invocation';
  readonly other = true;
}

const START = { kind: 'rows', offset: 0 } as const;

describe('the store of results', () => {
  it.each([
    { kind: 'rows', offset: 2_000_000 },
    // "m5" in base 36.
    { kind: 'rows', offset: 797 },
    { kind: 'group', group: 20_000, folded: false, offset: 2_000_000 },
    { kind: 'group', group: 3, folded: true, offset: 7 },
    { kind: 'output', text: 12, offset: 24_000 },
    { kind: 'output', text: 120, piece: 40_000, offset: 65_000 },
    { kind: 'match', stop: 40_000 },
  ] as const)('finds a result and the place in it by a cursor of at most 24 characters: %o', (place) => {
    const store = createResultStore();
    const result = new Result();
    const { id } = store.add(result);
    const cursor = formatCursor(id, place);
    expect(cursor.length).toBeLessThanOrEqual(24);
    expect(store.find(cursor, Result)).toEqual({ stored: { id, result }, place });
  });

  it('says to which tool a cursor belongs', () => {
    const store = createResultStore();
    const { id } = store.add(new Result());
    expect(() => store.find(formatCursor(id, START), OtherResult)).toThrow(
      'the cursor belongs to a result of list_commands',
    );
  });

  it('drops the results that were not used for longest when all together grow too large', () => {
    const store = createResultStore(100);
    const cursors = [40, 40].map((bytes) => formatCursor(store.add(new Result(bytes)).id, START));
    store.find(cursors[0] ?? '', Result);
    store.add(new Result(40));
    expect(store.size).toBe(2);
    expect(store.find(cursors[0] ?? '', Result).stored.result.bytes).toBe(40);
    expect(() => store.find(cursors[1] ?? '', Result)).toThrow(CursorExpiredError);
  });

  it('holds as many small results as fit', () => {
    const store = createResultStore(1_000);
    const cursors = Array.from({ length: 100 }, () => formatCursor(store.add(new Result(10)).id, START));
    for (const cursor of cursors) expect(store.find(cursor, Result).stored.result.bytes).toBe(10);
  });

  it('refuses a result that alone passes the bound, says what to ask instead, and drops none for it', () => {
    const store = createResultStore(100);
    store.add(new Result(60));
    expect(() => store.add(new Result(101))).toThrow(
      expect.objectContaining({ remedy: expect.stringMatching(/filters .* smaller max_items/) }),
    );
    expect(store.size).toBe(1);
  });

  it('makes room for a result while it is read, and gives it back when reading fails', async () => {
    const store = createResultStore(100);
    const old = [store.add(new Result(40)), store.add(new Result(40))];
    const failed = store.addAsRead(async (growTo) => {
      growTo(20);
      expect(store.size).toBe(2);
      growTo(60);
      expect(store.size).toBe(1);
      growTo(101);
      throw new Error('not reached');
    });
    await expect(failed).rejects.toThrow(InvalidInputError);
    expect(old.map(({ id }) => store.get(id, Result)?.id)).toEqual([undefined, old[1]?.id]);
    store.add(new Result(60));
    expect(store.size).toBe(2);
  });

  it('refuses what calls at the same time together have no room for', async () => {
    const store = createResultStore(100);
    let release = () => {};
    const first = store.addAsRead(async (growTo) => {
      growTo(70);
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return new Result(70);
    });
    const second = store.addAsRead(async (growTo) => {
      growTo(40);
      return new Result(40);
    });
    await expect(second).rejects.toThrow('would together take more memory');
    release();
    expect(store.get((await first).id, Result)?.result.bytes).toBe(70);
  });

  it('takes back a result that was pushed out while its answer was being made', () => {
    const store = createResultStore(100);
    const stored = store.add(new Result(60));
    store.add(new Result(60));
    store.hold(stored);
    expect(store.find(formatCursor(stored.id, START), Result).stored).toEqual(stored);
  });

  it.each([
    '',
    'x',
    'abcdefg',
    'abcdefg-',
    'ABCDEFG-1',
    'abcdefg-1.',
    'abcdefg-x1.0',
    'abcdefg-1.0',
    "abcdefg-1'--",
    'abcdefg-1\n',
    '../../etc/passwd',
  ])('says that %j never was a cursor', (cursor) => {
    expect(() => createResultStore().find(cursor, Result)).toThrow(InvalidInputError);
  });
});
