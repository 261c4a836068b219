/** When nodes ran, in steps that a picture can draw. */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Row } from '../../src/tools/list-command-invocations/read/row.ts';
import { ranOf } from '../../src/tools/list-command-invocations/time/ran.ts';

const NOON = Date.UTC(2026, 10, 22, 12);

function row(status: string, startSecond?: number, endSecond?: number): Row {
  const at = (second: number | undefined) => (second === undefined ? undefined : NOON + second * 1_000);
  return { status, startedAtMs: at(startSecond), endedAtMs: at(endSecond) } as Row;
}

it('counts a node in each step in which it was at work, by how it ended', () => {
  const rows = [row('Success', 0, 2), row('Failed', 1, 1), row('Success', 2, 3)];
  expect(ranOf(rows, NOON)).toEqual({
    from: '2026-11-22T12:00:00Z',
    step_seconds: 1,
    nodes: 3,
    succeeded: [1, 1, 2, 1],
    not_succeeded: [0, 1, 0, 0],
  });
});

it('has nodes that have not ended at work until now', () => {
  expect(ranOf([row('InProgress', 0)], NOON + 3_000)).toMatchObject({ unfinished: [1, 1, 1, 1] });
});

it('leaves out nodes that never started, and is not there where none did', () => {
  expect(ranOf([row('Undeliverable'), row('Success', 0, 0)], NOON)).toMatchObject({ nodes: 1 });
  expect(ranOf([row('Undeliverable')], NOON)).toBeUndefined();
  expect(ranOf([], NOON)).toBeUndefined();
});

it('never has more steps than a phone can show, however long it took, and loses no node', () => {
  const spans = fc.array(fc.tuple(fc.nat(200_000), fc.nat(3_000_000), fc.boolean()), {
    minLength: 1,
    maxLength: 30,
  });
  fc.assert(
    fc.property(spans, (drawn) => {
      const rows = drawn.map(([start, length, ok]) => row(ok ? 'Success' : 'Failed', start, start + length));
      const ran = ranOf(rows, NOON);
      const parts = [ran?.succeeded, ran?.not_succeeded].filter((part) => part !== undefined);
      const lengths = new Set(parts.map((part) => part.length));
      expect(lengths.size).toBe(1);
      expect(Math.max(...lengths)).toBeLessThanOrEqual(24);
      for (const part of parts) expect(Math.min(...part)).toBeGreaterThanOrEqual(0);
      const most = parts.map((part) => part.reduce((sum, count) => sum + count, 0)).reduce((a, b) => a + b);
      expect(most).toBeGreaterThanOrEqual(drawn.length);
      expect(ran?.nodes).toBe(drawn.length);
    }),
  );
});
