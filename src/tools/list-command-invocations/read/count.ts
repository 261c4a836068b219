/** What is counted of the invocations read so far: the rows in their order, their groups, and the figures. */

import { type CauseGroup, finish, foldGroups, type Work } from '../../../causes/index.ts';
import type { Pattern } from '../../../patterns/index.ts';
import { placeLabel } from '../../../run-command/index.ts';
import { OUT_OF_TIME } from '../../../sanitize/index.ts';
import { countStatuses, type DurationSpread, durationSpread, spanOf } from '../../figures.ts';
import { byRank, byTime, type GroupFacts, type Grouping, toGrouping } from '../groups/ranking.ts';
import { countMatches, keeps, type MatchCount } from '../match/figures.ts';
import { byValue, byValueGroup } from '../match/value-groups.ts';
import type { NodeLookup } from '../nodes/lookup.ts';
import { createNodeDescriber } from '../nodes/of-group.ts';
import { type CommandTimes, commandTimesOf } from '../time/times.ts';
import type { Finding } from './findings.ts';
import { inTurns, othersTurn } from './in-turns.ts';
import type { CommandHead, Row } from './row.ts';

/** What is known of the invocations counted so far. Plain data that never changes; a longer walk makes another. */
export type Count = {
  readonly rows: readonly Row[];
  /** What a pattern without a capture group leaves out of `rows`: a later state of them may match. */
  readonly others: readonly Row[];
  readonly match?: MatchCount;
  readonly fine: Grouping;
  /** For answers that have no room for `fine`. */
  readonly folded: Grouping;
  readonly byStatus: Readonly<Record<string, number>>;
  readonly requestedAtMs?: { readonly first: number; readonly last: number };
  readonly durationSeconds?: DurationSpread;
  /** When each command was requested: the earliest time that any of its invocations has. */
  readonly requestedAt: CommandTimes['requestedAt'];
  /** Secrets redacted so far. */
  readonly redactions: number;
  /** Invocations whose output took too long to read. */
  readonly withheld: number;
  /** Comparing what the nodes wrote took too long, so that there are no groups. */
  readonly ungrouped: boolean;
  /** By `member`: what a longer count groups anew. Left out where there is nothing to read on. */
  readonly findings?: readonly (Finding | undefined)[];
};

/** Rows and findings are by `member`; `shown` are those that an earlier count has listed. */
type Counted = {
  readonly rows: readonly Row[];
  readonly findings: readonly (Finding | undefined)[];
  readonly causes: readonly CauseGroup[];
  readonly shown: readonly Row[];
};

type Asked = {
  readonly pattern: Pattern | undefined;
  readonly lookup: NodeLookup | undefined;
  readonly inTime: boolean;
  readonly readsOn: boolean;
  readonly groupingLimitMs: number;
};

export async function countRows(
  { rows, findings, causes, shown: shownBefore }: Counted,
  { pattern, lookup, inTime, readsOn, groupingLimitMs }: Asked,
): Promise<Count> {
  const isWanted = (row: Row) => isListed(row, pattern);
  const requestedAt = earliestRequests(rows.filter(isWanted));
  const times = commandTimesOf(requestedAt);
  const facts = {
    times,
    severalPlaces: new Set([...requestedAt.keys()].map(({ place }) => placeLabel(place))).size > 1,
    describeNodes: createNodeDescriber(lookup, rows),
    lineOf: (member: number) => findings[member]?.line,
  };
  const work = pattern?.captures ? byValue(rows, times) : arrange(causes, rows, facts);
  const arranged = await inTurns(work, groupingLimitMs);
  const { fine, folded } = arranged === OUT_OF_TIME ? finish(arrange([], rows, facts)) : arranged;
  await othersTurn();
  // Rows already shown keep their order, so that a cursor's offset goes on meaning the same place.
  const shown = shownBefore.flatMap(({ member }) => rows[member] ?? []);
  const places = new Set(shown.map(({ member }) => member));
  const order = pattern?.captures ? byValueGroup(fine.groupOf) : inTime ? byTime : byRank(fine.groupOf);
  const fresh = rows.filter((row) => !places.has(row.member) && isWanted(row)).sort(order);
  const listed = [...shown, ...fresh];
  const requestedAtMs = spanOf(listed.map((row) => row.requestedAtMs));
  return {
    rows: listed,
    others: listed.length < rows.length ? rows.filter((row) => !isWanted(row)) : [],
    ...(pattern && { match: countMatches(rows) }),
    fine,
    folded,
    byStatus: countStatuses(rows.filter(isWanted)),
    ...(requestedAtMs && { requestedAtMs }),
    ...durationSpread(listed),
    requestedAt,
    redactions: sumOfRedactions(rows) + (lookup?.redactions ?? 0),
    withheld: rows.reduce((sum, row) => sum + row.withheld, 0),
    ungrouped:
      fine.groups.length === 0 &&
      rows.some((row) => isWanted(row) && (pattern?.captures || findings[row.member] !== undefined)),
    ...(readsOn && { findings }),
  };
}

/** Without a pattern all rows are; one without a capture group keeps those where it matches. */
export function isListed(row: Row | undefined, pattern: Pattern | undefined): boolean {
  return row !== undefined && (pattern === undefined || keeps(pattern, row));
}

/** Each cause apart, and related ones folded. */
function* arrange(
  causes: readonly CauseGroup[],
  rows: readonly Row[],
  facts: GroupFacts,
): Work<Pick<Count, 'fine' | 'folded'>> {
  const fine = yield* toGrouping(causes, rows, facts);
  const families = yield* foldGroups(causes);
  const isSame = families.length === causes.length;
  return { fine, folded: isSame ? fine : yield* toGrouping(families, rows, facts) };
}

function sumOfRedactions(rows: readonly Row[]): number {
  const heads = new Set(rows.map(({ command }) => command));
  return [...rows, ...heads].reduce((sum, { redactions }) => sum + redactions, 0);
}

function earliestRequests(rows: readonly Row[]): CommandTimes['requestedAt'] {
  const earliest = new Map<CommandHead, number | undefined>();
  for (const { command, requestedAtMs = Number.POSITIVE_INFINITY } of rows) {
    earliest.set(command, Math.min(earliest.get(command) ?? requestedAtMs, requestedAtMs));
  }
  for (const [command, atMs] of earliest)
    if (atMs === Number.POSITIVE_INFINITY) earliest.set(command, undefined);
  return earliest;
}
