/** Which groups a page tells, and how well: each named before any is told at length. */

import { type Budget, clip, type Price, priceOf } from '../../answer/budget.ts';
import { hintFor } from '../../causes/hints.ts';
import { classOf } from '../../run-command/statuses.ts';
import { fence } from '../../sanitize/clean.ts';
import type { Count } from './count.ts';
import type { InvocationList, ListedGroup } from './list.ts';
import type { Grouping, RankedGroup } from './ranking.ts';
import type { Row } from './row.ts';
import { renderGroup } from './text.ts';

/** One of the lists that a cursor pages: all rows, or those of one group. */
export type View = { readonly rows: readonly Row[]; readonly group?: number };

/** Share of the budget kept for rows: causes answer the request, rows only show where. */
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
  const grouping = view === 0 ? roomFor(count, maxTokens) : groupingBehind(count, view);
  // A group's own page needs no cursor to itself.
  const cursorOf = ({ number }: RankedGroup) =>
    view === 0 ? cursorTo({ view: viewNumber(number, grouping !== count.fine), offset: 0 }) : undefined;
  const accounts = remembering((group: RankedGroup) => accountOf(group, cursorOf(group), boundary));
  return {
    grouping,
    named: (group) => accounts(group).at('named'),
    choose: (candidates, budget, rowsFollow) => chooseGroups(candidates, accounts, budget, rowsFollow),
  };
}

function remembering<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new Map<Key, Value>();
  return (key) => {
    const known = made.get(key) ?? make(key);
    made.set(key, known);
    return known;
  };
}

/**
 * Related causes are folded only where there is no room to name each. Every page of a result has to decide
 * alike, so lengths are near enough: of such JSON, about three characters make a token.
 */
function roomFor(count: Count, maxTokens: number): Grouping {
  const characters = count.fine.groups.reduce((sum, group) => sum + lengthToName(group), 0);
  return characters / 3 <= maxTokens * (1 - ROWS_RESERVE - FRAME_SHARE) ? count.fine : count.folded;
}

/** Field names and figures take about 150 characters; a cause is told up to some 200. */
function lengthToName({ cause = '', plugin = '' }: RankedGroup): number {
  return 150 + plugin.length + Math.min(cause.length, 200);
}

/** How much of a group is told, from least to most. */
const DEPTHS = ['named', 'listed', 'sampled', 'quoted'] as const;
type Depth = (typeof DEPTHS)[number];
type Deeper = Exclude<Depth, 'named'>;

/** One group at every depth, and what each depth costs beyond the one before. */
type GroupAccount = {
  at(depth: Depth): ListedGroup;
  readonly prices: Readonly<Record<Deeper, Price>>;
};

function accountOf(group: RankedGroup, cursor: string | undefined, boundary: string): GroupAccount {
  const hint = hintFor(group);
  const said = group.hides?.line ?? group.excerpt;
  const excerpt = said ? clip(said, 260) : '';
  const instanceIds = group.instanceIds.map((id) => clip(id, 32));
  const named: ListedGroup = {
    group: group.number,
    status: clip(group.status || 'unknown', 8),
    ...(group.plugin && { plugin: clip(group.plugin, 30) }),
    ...(group.responseCode && { response_code: group.responseCode }),
    ...(group.cause && { cause: clip(group.cause, 60) }),
    nodes: group.nodes,
    ...(group.invocations !== group.nodes && { invocations: group.invocations }),
    instance_ids: [],
  };
  const listed: ListedGroup = { ...named, ...(cursor && { cursor }) };
  const sampled: ListedGroup = { ...listed, instance_ids: instanceIds, ...(hint && { hint }) };
  const levels = { named, listed, sampled, quoted: { ...sampled, ...(excerpt && { excerpt }) } };
  return {
    at: (depth) => levels[depth],
    prices: {
      listed: priceOf({ text: `${renderGroup(listed, boundary)}\n`, json: `${JSON.stringify(listed)},` }),
      sampled: priceOf({
        text: `   ${instanceIds.join(', ')} and ${group.nodes} more\n   ${hint ?? ''}\n`,
        json: `${JSON.stringify(instanceIds)},"hint":${JSON.stringify(hint ?? '')}`,
      }),
      quoted: priceOf(
        excerpt
          ? { text: `${fence(excerpt, boundary)}\n`, json: `,"excerpt":${JSON.stringify(excerpt)}` }
          : { text: '', json: '' },
      ),
    },
  };
}

/**
 * First room to name each group, the largest failure first; then the failures are told better, one by one;
 * what is left goes to how successes differ.
 */
function chooseGroups(
  candidates: readonly RankedGroup[],
  accountOf: (group: RankedGroup) => GroupAccount,
  budget: Budget,
  rowsFollow: boolean,
): ListedGroup[] {
  const reserve = rowsFollow ? ROWS_RESERVE : 0;
  const failures = candidates.filter(({ status }) => classOf(status) !== 'succeeded');
  const successes = candidates.filter(({ status }) => classOf(status) === 'succeeded');
  const told = new Map<RankedGroup, Deeper>();

  const tell = (group: RankedGroup, depth: Deeper): boolean => {
    const price = accountOf(group).prices[depth];
    if (!budget.fits(price.atLeast, reserve) || !budget.fits(price.cost(), reserve)) return false;
    budget.spend(price.cost());
    told.set(group, depth);
    return true;
  };
  const list = (groups: readonly RankedGroup[]) => {
    for (const group of groups) if (!told.has(group) && !tell(group, 'listed')) break;
  };
  const deepen = (groups: readonly RankedGroup[], from: Deeper, to: Deeper) => {
    for (const group of groups) if (told.get(group) === from) tell(group, to);
  };

  list(failures);
  deepen(failures, 'listed', 'sampled');
  list(successes.slice(0, FIRST_SUCCESSES));
  deepen(failures, 'sampled', 'quoted');
  list(successes);
  deepen(successes, 'listed', 'sampled');
  deepen(successes, 'sampled', 'quoted');
  return withoutRepeatedHints(
    candidates.flatMap((group) => {
      const depth = told.get(group);
      return depth === undefined ? [] : accountOf(group).at(depth);
    }),
  );
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
