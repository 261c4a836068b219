/** The figures of a summary, each from the rows it sums up. */

import { clip } from '../answer/index.ts';

/** By descending count. Statuses come from outside: an entry of that name is always the object's own. */
export function countStatuses(rows: readonly { readonly status: string }[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { status } of rows) counts.set(status, (counts.get(status) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([, a], [, b]) => b - a));
}

/** SSM knows 15 statuses; what else a reply may hold is counted together rather than listed without end. */
const MAX_STATUSES = 15;

/** As an answer shows them. */
export function listStatuses(byStatus: Readonly<Record<string, number>>): Record<string, number> {
  const listed = new Map<string, number>();
  for (const [index, [status, count]] of Object.entries(byStatus).entries()) {
    const name = index < MAX_STATUSES ? clip(status || 'unknown', 8) : 'other';
    listed.set(name, (listed.get(name) ?? 0) + count);
  }
  return Object.fromEntries(listed);
}

/** The smallest and the largest of what is there. */
export function spanOf(
  values: readonly (number | undefined)[],
): { readonly first: number; readonly last: number } | undefined {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value === undefined) continue;
    first = Math.min(first, value);
    last = Math.max(last, value);
  }
  return first <= last ? { first, last } : undefined;
}

/** Whole seconds; 0 for what is yet to come. */
export function secondsSince(ms: number, nowMs: number): number {
  return Math.max(0, Math.round((nowMs - ms) / 1000));
}

export type DurationSpread = {
  readonly median: number;
  readonly p95: number;
  readonly max: number;
  readonly min: number;
  /** Rows that have a duration. */
  readonly of: number;
};

/** Nearest-rank percentiles: each figure is the duration of a real invocation. */
export function durationSpread(rows: readonly { readonly durationSeconds?: number | undefined }[]): {
  durationSeconds?: DurationSpread;
} {
  const sorted = new Float64Array(rows.flatMap(({ durationSeconds }) => durationSeconds ?? [])).sort();
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  if (sorted.length === 0) return {};
  return {
    durationSeconds: { median: at(0.5), p95: at(0.95), max: at(1), min: at(0), of: sorted.length },
  };
}
