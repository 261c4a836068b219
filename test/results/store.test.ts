import { describe, expect, it } from 'vitest';
import { formatCursor } from '../../src/results/cursor.ts';
import { createResultStore, type KeptResult } from '../../src/results/store.ts';
import { CursorExpiredError, InvalidInputError } from '../../src/run-command/errors.ts';

class Result implements KeptResult {
  readonly tool: string = 'list_commands';
  readonly region = 'us-east-1';
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
    { kind: 'group', group: 20_000, folded: false, offset: 2_000_000 },
    { kind: 'group', group: 3, folded: true, offset: 7 },
    { kind: 'output', text: 12, offset: 24_000 },
  ] as const)('finds a result and the place in it by a cursor of at most 24 characters: %o', (place) => {
    const store = createResultStore();
    const result = new Result();
    const { id } = store.keep(result);
    const cursor = formatCursor(id, place);
    expect(cursor.length).toBeLessThanOrEqual(24);
    expect(store.find(cursor, Result)).toEqual({ kept: { id, result }, place });
  });

  it('says to which tool a cursor belongs', () => {
    const store = createResultStore();
    const { id } = store.keep(new Result());
    expect(() => store.find(formatCursor(id, START), OtherResult)).toThrow(
      'the cursor belongs to a result of list_commands',
    );
  });

  it('drops the results that were not used for longest when all together grow too large', () => {
    const store = createResultStore(100);
    const cursors = [40, 40].map((bytes) => formatCursor(store.keep(new Result(bytes)).id, START));
    store.find(cursors[0] ?? '', Result);
    store.keep(new Result(40));
    expect(store.size).toBe(2);
    expect(store.find(cursors[0] ?? '', Result).kept.result.bytes).toBe(40);
    expect(() => store.find(cursors[1] ?? '', Result)).toThrow(CursorExpiredError);
  });

  it('keeps the newest whatever its size', () => {
    const store = createResultStore(100);
    store.keep(new Result(60));
    const { id } = store.keep(new Result(1_000));
    expect(store.size).toBe(1);
    expect(store.find(formatCursor(id, START), Result).kept.id).toBe(id);
  });

  it('takes back a result that was pushed out while its answer was being made', () => {
    const store = createResultStore(100);
    const kept = store.keep(new Result(60));
    store.keep(new Result(60));
    store.hold(kept);
    expect(store.find(formatCursor(kept.id, START), Result).kept).toEqual(kept);
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
