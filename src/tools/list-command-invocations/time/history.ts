/** What one node's invocations come to, seen in time: since when each kind of command fails there, and when it last worked. */

import { classOf } from '../../../run-command/index.ts';
import type { CommandHead, Row } from '../read/row.ts';
import { type Kind, kindKey } from './times.ts';

/** An invocation in time. */
export type Moment = { readonly atMs: number | undefined; readonly command: CommandHead };

/** Invocations in succession that ended alike. */
export type Run = {
  readonly status: string;
  /** 0 where there is no group. */
  readonly group: number;
  readonly invocations: number;
  readonly first: Moment;
  readonly last: Moment;
};

export type KindHistory = {
  readonly kind: Kind;
  readonly invocations: number;
  /** Where the last one that ended did not succeed: the first since the last success, and how many there were. */
  readonly failing?: { readonly since: Moment; readonly invocations: number };
  readonly lastSuccess?: Moment;
  /** Newest first. */
  readonly runs: readonly Run[];
};

/** Where a cause began, and the last success of the same kind of command before it. */
export type Origin = { readonly began: Moment; readonly lastSuccess?: Moment };

export type History = {
  /** Those that fail now first; newest first within. */
  readonly kinds: readonly KindHistory[];
  /** By the number of the group. */
  readonly origins: ReadonlyMap<number, Origin>;
};

export function historyOf(rows: readonly Row[], groupOf: Int32Array): History {
  const oldestFirst = [...rows].sort(
    (one, other) => (one.requestedAtMs ?? 0) - (other.requestedAtMs ?? 0) || other.member - one.member,
  );
  const byKind = new Map<string, ReturnType<typeof createKindHistory>>();
  const origins = new Map<number, Origin>();
  for (const row of oldestFirst) {
    const key = kindKey(row.command);
    const history = byKind.get(key) ?? createKindHistory();
    byKind.set(key, history);
    const group = groupOf[row.member] ?? 0;
    const { lastSuccess } = history;
    if (group > 0 && !origins.has(group)) {
      origins.set(group, { began: momentOf(row), ...(lastSuccess && { lastSuccess }) });
    }
    history.add(row, group);
  }
  const kinds = [...byKind.values()].map((history) => history.told()).reverse();
  return { kinds: kinds.sort(byNews), origins };
}

function createKindHistory() {
  const runs: Run[] = [];
  let kind: Kind = { documentName: '', comment: '' };
  let invocations = 0;
  let failing: KindHistory['failing'];
  let lastSuccess: Moment | undefined;
  return {
    get lastSuccess() {
      return lastSuccess;
    },
    add(row: Row, group: number): void {
      const moment = momentOf(row);
      const { status } = row;
      invocations += 1;
      kind = row.command;
      if (classOf(status) === 'succeeded') {
        lastSuccess = moment;
        failing = undefined;
      } else if (classOf(status) === 'notSucceeded') {
        failing = { since: failing?.since ?? moment, invocations: (failing?.invocations ?? 0) + 1 };
      }
      const run = runs[0];
      if (run?.status === status && run.group === group) {
        runs[0] = { ...run, invocations: run.invocations + 1, last: moment };
      } else runs.unshift({ status, group, invocations: 1, first: moment, last: moment });
    },
    told: (): KindHistory => ({
      kind,
      invocations,
      ...(failing && { failing }),
      ...(lastSuccess && { lastSuccess }),
      runs,
    }),
  };
}

function momentOf({ requestedAtMs, command }: Row): Moment {
  return { atMs: requestedAtMs, command };
}

function byNews(one: KindHistory, other: KindHistory): number {
  const newest = ({ runs }: KindHistory) => runs[0]?.last.atMs ?? 0;
  return (
    Number(other.failing !== undefined) - Number(one.failing !== undefined) || newest(other) - newest(one)
  );
}
