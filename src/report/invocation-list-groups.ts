/** Which groups a page tells, and how well: each named before any is told at length. */

import { type Budget, type Cost, clip, costOf, createBudget } from './budget.ts';
import { hintFor } from './causes/hints.ts';
import type { InvocationList, ListedGroup } from './invocation-list.ts';
import { renderGroup } from './invocation-list-text.ts';
import { classOf } from './statuses.ts';
import type { Count, Grouping, RankedGroup, Row } from './tally.ts';

/** One of the lists that a cursor pages: all rows, or those of one group. */
export type View = { readonly rows: readonly Row[]; readonly group?: number };

/** Share of the budget kept for rows: causes answer the question, rows only show where. */
const ROWS_RESERVE = 0.12;

/** Variants of success that are listed before failures are quoted at length. */
const FIRST_SUCCESSES = 3;

/** What a page says about itself takes about a tenth of it. */
const FRAME_SHARE = 0.1;

/** View 0 is all rows; after it come the groups, each with an even number as it is and an odd one folded. */
function viewNumber(group: number, folded: boolean): number {
  return 2 * group + (folded ? 1 : 0);
}

/** What a view of `viewNumber` shows. */
export function viewOf(count: Count, view: number): View {
  if (view === 0) return { rows: count.rows };
  const { groupOf } = groupingBehind(count, view);
  const group = Math.floor(view / 2);
  return { rows: count.rows.filter((row) => groupOf[row.member] === group), group };
}

function groupingBehind(count: Count, view: number): Grouping {
  return view % 2 === 1 ? count.folded : count.fine;
}

type CursorTo = (place: { view: number; offset: number }) => string;

/** Tells the groups of one page. */
export type Teller = {
  readonly grouping: Grouping;
  named(group: RankedGroup): ListedGroup;
  /** As many of `candidates` as have room, in their order. */
  choose(candidates: readonly RankedGroup[], budget: Budget, rowsFollow: boolean): ListedGroup[];
};

export function createTeller(
  count: Count,
  view: number,
  cursorTo: CursorTo,
  maxTokens: number,
  boundary: string,
): Teller {
  const pieceOf = (listed: ListedGroup): Told => ({
    listed,
    cost: costOf({ text: `${renderGroup(listed, boundary)}\n`, json: `${JSON.stringify(listed)},` }),
  });
  // A group's own page needs no cursor to itself.
  const listedAt = (grouping: Grouping) => (group: RankedGroup, depth: Depth) =>
    view === 0
      ? toListed(
          group,
          depth,
          cursorTo({ view: viewNumber(group.number, grouping === count.folded), offset: 0 }),
        )
      : toListed(group, depth, undefined);

  const grouping =
    view === 0
      ? roomFor(count, maxTokens, (group) => pieceOf(listedAt(count.fine)(group, 'listed')))
      : groupingBehind(count, view);
  const listed = listedAt(grouping);
  return {
    grouping,
    named: (group) => listed(group, 'named'),
    choose: (candidates, budget, rowsFollow) =>
      chooseGroups(candidates, (group, depth) => pieceOf(listed(group, depth)), budget, rowsFollow),
  };
}

/** Related causes are folded only where there is no room to name each; every page of a result decides alike. */
function roomFor(count: Count, maxTokens: number, pieceOf: (group: RankedGroup) => Told): Grouping {
  const { fine, folded } = count;
  if (folded.groups.length === fine.groups.length) return fine;
  const budget = createBudget(maxTokens);
  for (const group of fine.groups) {
    const { cost } = pieceOf(group);
    if (!budget.fits(cost, ROWS_RESERVE + FRAME_SHARE)) return folded;
    budget.spend(cost);
  }
  return fine;
}

/** How much of a group is told, from least to most. */
const DEPTHS = ['named', 'listed', 'sampled', 'quoted'] as const;
type Depth = (typeof DEPTHS)[number];

type Told = { readonly listed: ListedGroup; readonly cost: Cost };

function toListed(group: RankedGroup, depth: Depth, cursor: string | undefined): ListedGroup {
  const atLeast = (wanted: Depth) => DEPTHS.indexOf(depth) >= DEPTHS.indexOf(wanted);
  const hint = group.warning ?? hintFor(group);
  return {
    group: group.number,
    status: clip(group.status || 'unknown', 8),
    ...(group.step && { plugin: clip(group.step, 30) }),
    ...(group.responseCode && { response_code: group.responseCode }),
    ...(group.cause && { cause: clip(group.cause, atLeast('sampled') ? 90 : 40) }),
    nodes: group.nodes,
    ...(group.invocations !== group.nodes && { invocations: group.invocations }),
    instance_ids: atLeast('sampled') ? group.instanceIds.map((id) => clip(id, 32)) : [],
    ...(atLeast('quoted') && group.excerpt && { excerpt: clip(group.excerpt, 260) }),
    ...(atLeast('sampled') && hint && { hint }),
    ...(atLeast('listed') && cursor && { cursor }),
  };
}

/**
 * First room to name each group, the largest failure first; then the failures are told better, one by one;
 * what is left goes to how successes differ.
 */
function chooseGroups(
  candidates: readonly RankedGroup[],
  pieceOf: (group: RankedGroup, depth: Depth) => Told,
  budget: Budget,
  rowsFollow: boolean,
): ListedGroup[] {
  const failures = candidates.filter(({ status }) => classOf(status) !== 'succeeded');
  const successes = candidates.filter(({ status }) => classOf(status) === 'succeeded');
  const told = new Map<RankedGroup, Told>();

  const tell = (group: RankedGroup, depth: Depth): boolean => {
    const better = pieceOf(group, depth);
    const current = told.get(group);
    if (current) budget.refund(current.cost);
    const fits = budget.fits(better.cost, rowsFollow ? ROWS_RESERVE : 0);
    const kept = fits ? better : current;
    if (kept) {
      told.set(group, kept);
      budget.spend(kept.cost);
    }
    return fits;
  };
  const list = (groups: readonly RankedGroup[]) => {
    for (const group of groups) if (!told.has(group) && !tell(group, 'listed')) break;
  };
  const deepen = (groups: readonly RankedGroup[], depth: Depth) => {
    for (const group of groups) if (told.has(group)) tell(group, depth);
  };

  list(failures);
  deepen(failures, 'sampled');
  list(successes.slice(0, FIRST_SUCCESSES));
  deepen(failures, 'quoted');
  list(successes);
  deepen(successes, 'sampled');
  deepen(successes, 'quoted');
  return withoutRepeatedHints(candidates.flatMap((group) => told.get(group)?.listed ?? []));
}

/** The same advice under each of ten groups is read once. */
function withoutRepeatedHints(groups: readonly ListedGroup[]): ListedGroup[] {
  const said = new Set<string>();
  return groups.map((group) => {
    const { hint, ...rest } = group;
    if (hint === undefined || !said.has(hint)) {
      if (hint !== undefined) said.add(hint);
      return group;
    }
    return rest;
  });
}

/** What stands in the list: the chosen groups and a count of the rest. */
export function listGroups(
  told: readonly ListedGroup[],
  candidates: readonly RankedGroup[],
): Pick<InvocationList, 'groups' | 'groups_omitted'> {
  const numbers = new Set(told.map(({ group }) => group));
  const omitted = candidates.filter(({ number }) => !numbers.has(number));
  return {
    groups: [...told],
    ...(omitted.length > 0 && {
      groups_omitted: { groups: omitted.length, nodes: omitted.reduce((sum, { nodes }) => sum + nodes, 0) },
    }),
  };
}
