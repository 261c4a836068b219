/** Rows by the value that a pattern captured, and those without one as the last group. */

import type { Work } from '../../../causes/index.ts';
import { rankOf } from '../../../run-command/index.ts';
import { countStatuses } from '../../figures.ts';
import { type Grouping, type RankedGroup, toRankedGroup } from '../groups/ranking.ts';
import type { Row } from '../read/row.ts';
import type { CommandTimes } from '../time/times.ts';
import { UNMATCHED, type Unmatched } from './match.ts';
import { compareValues } from './value-order.ts';

/** In place of a status where nodes ended differently. */
const MIXED = 'mixed';

/** Nodes without a match for one reason. */
export type WithoutMatch = {
  readonly why: Unmatched;
  readonly nodes: number;
  readonly instanceIds: readonly string[];
};

/** `times` where the result spans several commands. */
export function* byValue(
  rows: readonly Row[],
  times: CommandTimes | undefined,
): Work<{ fine: Grouping; folded: Grouping }> {
  const byValue = new Map<string, number[]>();
  const unmatched: number[] = [];
  for (const { match, member } of rows) {
    const members = match?.found ? byValue.get(match.value ?? '') : unmatched;
    if (members) members.push(member);
    else if (match?.found) byValue.set(match.value ?? '', [member]);
    yield;
  }
  const groupOf = new Int32Array(rows.length);
  const groups: RankedGroup[] = [];
  const add = (members: readonly number[], what: Pick<RankedGroup, 'value' | 'withoutMatch'>) => {
    const number = groups.length + 1;
    for (const member of members) groupOf[member] = number;
    groups.push({ ...valueGroupOf(members, number, rows, times), ...what });
  };
  for (const [value, members] of [...byValue].sort(([one], [other]) => compareValues(one, other))) {
    add(members, { value });
    yield;
  }
  if (unmatched.length > 0) add(unmatched, { withoutMatch: reasonsOf(unmatched, rows) });
  const grouping = { groups, groupOf };
  return { fine: grouping, folded: grouping };
}

/** By group; nodes without a match by the reason; newest first. */
export function byValueGroup(groupOf: Int32Array): (a: Row, b: Row) => number {
  return (a, b) =>
    (groupOf[a.member] ?? 0) - (groupOf[b.member] ?? 0) ||
    reasonRank(a) - reasonRank(b) ||
    rankOf(a.status) - rankOf(b.status) ||
    (b.requestedAtMs ?? 0) - (a.requestedAtMs ?? 0) ||
    a.member - b.member;
}

function reasonRank({ match }: Row): number {
  return match && !match.found ? UNMATCHED.indexOf(match.why) : -1;
}

function valueGroupOf(
  members: readonly number[],
  number: number,
  rows: readonly Row[],
  times: CommandTimes | undefined,
): RankedGroup {
  const byStatus = countStatuses(members.flatMap((member) => rows[member] ?? []));
  const [status = '', ...others] = Object.keys(byStatus);
  return {
    ...toRankedGroup({ status: MIXED, members, key: '', bucket: '' }, number, rows, { times }),
    ...(others.length === 0 && { status }),
    ...(others.length > 0 && { byStatus }),
  };
}

function reasonsOf(members: readonly number[], rows: readonly Row[]): WithoutMatch[] {
  return UNMATCHED.flatMap((why) => {
    const own = members.filter((member) => {
      const match = rows[member]?.match;
      return match !== undefined && !match.found && match.why === why;
    });
    if (own.length === 0) return [];
    const { nodes, instanceIds } = toRankedGroup(
      { status: MIXED, members: own, key: '', bucket: '' },
      0,
      rows,
      {},
    );
    return { why, nodes, instanceIds };
  });
}
