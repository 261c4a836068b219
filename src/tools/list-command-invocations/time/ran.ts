/** When the nodes of one command ran, as a picture needs it: how many were at work in each step of time. */

import { isoSeconds } from '../../../answer/index.ts';
import { classOf, type StatusClass } from '../../../run-command/index.ts';
import type { Row } from '../read/row.ts';
import type { InvocationList } from '../schema.ts';

export type Ran = NonNullable<InvocationList['summary']['ran']>;

/** As many columns as can be told apart on a phone. */
const MAX_STEPS = 24;

/** Lengths that a person reads at a glance, in seconds. */
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 86_400];

const FIELDS: Record<StatusClass, 'succeeded' | 'not_succeeded' | 'unfinished'> = {
  succeeded: 'succeeded',
  notSucceeded: 'not_succeeded',
  unfinished: 'unfinished',
};

/**
 * A node is counted in each step in which it was at work, from its start to its end or, unfinished, to `nowMs`; nodes
 * that never started are in none. `undefined` where none started, or details were not read.
 */
export function ranOf(rows: readonly Row[], nowMs: number): Ran | undefined {
  const spans = rows.flatMap(({ status, startedAtMs: start, endedAtMs }) => {
    if (start === undefined) return [];
    const outcome = classOf(status);
    const end = outcome === 'unfinished' ? nowMs : (endedAtMs ?? start);
    return [{ outcome, start, end: Math.max(start, end) }];
  });
  if (spans.length === 0) return undefined;
  const first = spans.reduce((least, { start }) => Math.min(least, start), Number.POSITIVE_INFINITY);
  const last = spans.reduce((most, { end }) => Math.max(most, end), first);
  const seconds = (last - first) / 1_000;
  const step = STEPS.find((length) => seconds < length * MAX_STEPS) ?? Math.ceil(seconds / MAX_STEPS + 1);
  const stepOf = (atMs: number) => Math.floor((atMs - first) / 1_000 / step);
  const changes = new Map<StatusClass, number[]>();
  for (const { outcome, start, end } of spans) {
    const change = changes.get(outcome) ?? Array<number>(stepOf(last) + 2).fill(0);
    changes.set(outcome, change);
    change[stepOf(start)] = (change[stepOf(start)] ?? 0) + 1;
    change[stepOf(end) + 1] = (change[stepOf(end) + 1] ?? 0) - 1;
  }
  return {
    from: isoSeconds(first),
    step_seconds: step,
    nodes: spans.length,
    ...Object.fromEntries([...changes].map(([outcome, change]) => [FIELDS[outcome], sums(change)])),
  };
}

/** The last change is behind the last step. */
function sums(changes: readonly number[]): number[] {
  let sum = 0;
  return changes.slice(0, -1).map((change) => {
    sum += change;
    return sum;
  });
}
