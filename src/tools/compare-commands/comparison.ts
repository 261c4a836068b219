/** Node by node, how one run of a command ended beside an earlier one. */

import { classOf, neverRan, rankOf } from '../../run-command/index.ts';
import type { RankedGroup } from '../list-command-invocations/groups/ranking.ts';
import type { Count } from '../list-command-invocations/read/count.ts';
import type { Row } from '../list-command-invocations/read/row.ts';

/** In the order in which they matter to somebody on call. */
export const CHANGES = [
  'newly_failing',
  'still_failing',
  'other_cause',
  'fixed',
  'unfinished',
  'only_in_command',
  'only_in_baseline',
] as const;

export type Change = (typeof CHANGES)[number];

/** How nodes ended in one run; the number of their group where they did not succeed and there are groups. */
export type Outcome = { readonly status: string; readonly group?: number };

/** Nodes that changed alike: from the same outcome to the same. */
export type NodeChange = {
  readonly change: Change;
  /** In the command; undefined where it has no invocation there. */
  readonly now?: Outcome;
  /** In the baseline. */
  readonly was?: Outcome;
  readonly instanceIds: readonly string[];
};

export type Comparison = {
  /** By change in their order; failures first, the most nodes first. */
  readonly changes: readonly NodeChange[];
  /** Nodes. */
  readonly counts: Readonly<Record<Change, number>>;
  readonly succeededInBoth: number;
  /** Nodes of which nothing can be said before both runs are read to their end, and those that came without an id. */
  readonly undecided: number;
  /** Those of them that did not succeed in the command. */
  readonly undecidedFailing: number;
  /** Nodes that did not succeed in the command because it never ran there. */
  readonly neverReached: number;
};

/** Where not all was read, `complete` is false, and a node that is missing in one of the two may yet come. */
export function compareRuns(
  { rows, fine }: Pick<Count, 'rows' | 'fine'>,
  ids: { readonly command: string; readonly baseline: string },
  complete: boolean,
): Comparison {
  const before = new Map<string, Row>();
  const now: Row[] = [];
  let undecided = 0;
  let undecidedFailing = 0;
  for (const row of rows) {
    if (row.instanceId === '') undecided += 1;
    else if (row.command.commandId === ids.baseline) before.set(row.instanceId, row);
    else if (row.command.commandId === ids.command) now.push(row);
  }

  const outcomeOf = ({ status, member }: Row): Outcome => {
    const group = fine.groupOf[member];
    return { status, ...(group && { group }) };
  };
  const sameName = firstOfName(fine.groups);
  const nameOf = (outcome: Outcome | undefined) =>
    outcome && { ...outcome, ...(outcome.group && { group: sameName[outcome.group] ?? outcome.group }) };
  const changes = new Map<string, NodeChange & { readonly instanceIds: string[] }>();
  let succeededInBoth = 0;
  const record = (instanceId: string, row: Row | undefined, earlier: Row | undefined) => {
    const was = nameOf(earlier && outcomeOf(earlier));
    const ended = row && outcomeOf(row);
    const change = changeOf(nameOf(ended), was);
    if (change === undefined) succeededInBoth += 1;
    else if (!complete && NEEDS_BOTH.has(change)) {
      undecided += 1;
      if (row && isFailure(row.status)) undecidedFailing += 1;
    } else {
      const key = [change, ...keyOf(ended), ...keyOf(was)].join('\n');
      const alike = changes.get(key) ?? {
        change,
        ...(ended && { now: ended }),
        ...(was && { was }),
        instanceIds: [],
      };
      alike.instanceIds.push(instanceId);
      changes.set(key, alike);
    }
  };
  for (const row of now) {
    record(row.instanceId, row, before.get(row.instanceId));
    before.delete(row.instanceId);
  }
  for (const [instanceId, row] of before) record(instanceId, undefined, row);

  const sorted = [...changes.values()].sort(
    (one, other) =>
      CHANGES.indexOf(one.change) - CHANGES.indexOf(other.change) ||
      rankOf(statusIn(one)) - rankOf(statusIn(other)) ||
      other.instanceIds.length - one.instanceIds.length,
  );
  return {
    changes: sorted,
    counts: countChanges(sorted),
    succeededInBoth,
    undecided,
    undecidedFailing,
    neverReached: now.filter(({ status }) => isFailure(status) && neverRan(status)).length,
  };
}

/** Groups of one name, such as those that differ in whether a node started, are one cause to whoever reads it. */
function firstOfName(groups: readonly RankedGroup[]): readonly number[] {
  const first = new Map<string, number>();
  const numbers = [0];
  for (const { number, status, plugin, cause, excerpt, evidence } of groups) {
    const name = JSON.stringify([status, plugin, evidence.responseCode, cause, excerpt]);
    numbers[number] = first.get(name) ?? number;
    if (!first.has(name)) first.set(name, number);
  }
  return numbers;
}

function statusIn({ now, was }: NodeChange): string {
  return (now ?? was)?.status ?? '';
}

/** A node that a run has not come to yet looks like one that it never had; and what is fixed is said of whole runs. */
const NEEDS_BOTH = new Set<Change>(['fixed', 'only_in_command', 'only_in_baseline']);

/** Undefined where the node succeeded in both. */
function changeOf(now: Outcome | undefined, was: Outcome | undefined): Change | undefined {
  if (now === undefined) return 'only_in_baseline';
  if (was === undefined) return 'only_in_command';
  const classes = [classOf(now.status), classOf(was.status)];
  if (classes.includes('unfinished')) return 'unfinished';
  if (!isFailure(now.status)) return isFailure(was.status) ? 'fixed' : undefined;
  if (!isFailure(was.status)) return 'newly_failing';
  return now.status === was.status && now.group === was.group ? 'still_failing' : 'other_cause';
}

function isFailure(status: string): boolean {
  return classOf(status) === 'notSucceeded';
}

function keyOf(outcome: Outcome | undefined): readonly (string | number)[] {
  return outcome ? [outcome.status, outcome.group ?? 0] : ['', 0];
}

function countChanges(changes: readonly NodeChange[]): Record<Change, number> {
  const nodes = (change: Change) =>
    changes.reduce((sum, one) => sum + (one.change === change ? one.instanceIds.length : 0), 0);
  return {
    newly_failing: nodes('newly_failing'),
    still_failing: nodes('still_failing'),
    other_cause: nodes('other_cause'),
    fixed: nodes('fixed'),
    unfinished: nodes('unfinished'),
    only_in_command: nodes('only_in_command'),
    only_in_baseline: nodes('only_in_baseline'),
  };
}
