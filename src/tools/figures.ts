/** The figures of a summary, each from the rows it sums up. */

import type { Plugin } from '../run-command/index.ts';

export function countStatuses(rows: readonly { readonly status: string }[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { status } of rows) counts.set(status, (counts.get(status) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([, a], [, b]) => b - a));
}

export function requestedSpan(rows: readonly { readonly requestedAtMs?: number | undefined }[]): {
  requestedAtMs?: { readonly first: number; readonly last: number };
} {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const { requestedAtMs } of rows) {
    if (requestedAtMs === undefined) continue;
    first = Math.min(first, requestedAtMs);
    last = Math.max(last, requestedAtMs);
  }
  return first <= last ? { requestedAtMs: { first, last } } : {};
}

/** Nearest-rank percentiles: each figure is the duration of a real invocation. */
export function durationSpread(rows: readonly { readonly durationSeconds?: number | undefined }[]): {
  durationSeconds?: { readonly median: number; readonly p95: number; readonly max: number };
} {
  const sorted = new Float64Array(rows.flatMap(({ durationSeconds }) => durationSeconds ?? [])).sort();
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return sorted.length === 0 ? {} : { durationSeconds: { median: at(0.5), p95: at(0.95), max: at(1) } };
}

/** From the first start to the last finish of the plugins that ran, in seconds to a tenth. */
export function spanSeconds(plugins: readonly Plugin[]): number | undefined {
  let start = Number.POSITIVE_INFINITY;
  let finish = Number.NEGATIVE_INFINITY;
  for (const { startedAtMs, finishedAtMs } of plugins) {
    if (startedAtMs === undefined || finishedAtMs === undefined) continue;
    start = Math.min(start, startedAtMs);
    finish = Math.max(finish, finishedAtMs);
  }
  return start <= finish ? Math.round((finish - start) / 100) / 10 : undefined;
}
