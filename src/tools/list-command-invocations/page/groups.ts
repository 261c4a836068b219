/** Which groups a page shows, and how fully: each is named before any is quoted at length. */

import { type Budget, clip, fence, plural, priceOf } from '../../../answer/index.ts';
import { classOf } from '../../../run-command/index.ts';
import { hintOf, openSeconds } from '../groups/evidence.ts';
import { withoutCause } from '../groups/excerpt.ts';
import { type Grouping, isOfValue, type RankedGroup } from '../groups/ranking.ts';
import { draftOfValue } from '../match/value-draft.ts';
import { listNodes, renderNodes } from '../nodes/listed.ts';
import type { Count } from '../read/count.ts';
import type { OwnCommand } from '../read/own-command.ts';
import type { InvocationList, ListedGroup } from '../schema.ts';
import { type History, historyOf } from '../time/history.ts';
import { commandsIn, daysIn, originIn, timesIn } from '../time/listed.ts';
import { renderCommands, renderDays, renderOrigin } from '../time/text.ts';
import { isOneNode, type PageFacts } from './frame.ts';
import { type Deeper, type GroupDraft, priceOfIds, SAMPLE_NODES } from './group-draft.ts';
import { placesIn } from './places.ts';
import { renderDistribution, renderGroup } from './text.ts';
import { groupingAt } from './view.ts';

/** Share of the budget left for rows: causes answer the request, rows only show where. */
const ROWS_RESERVE = 0.12;

/** Variants of success that are listed before failures are quoted at length. */
const FIRST_SUCCESSES = 3;

/** The lines about the page itself take about a tenth of it. */
const FRAME_SHARE = 0.1;

/** What hints go by beside the group itself. */
type Clues = { readonly nowMs: number; readonly command?: OwnCommand; readonly history?: History };

/** Renders the groups of one page. */
export type GroupRenderer = {
  readonly grouping: Grouping;
  /** Of one node. */
  readonly history?: History;
  named(group: RankedGroup): ListedGroup;
  /** As many of `candidates` as have room, in their order. */
  choose(candidates: readonly RankedGroup[], budget: Budget, rowsFollow: boolean): ListedGroup[];
};

export function createGroupRenderer(
  count: Count,
  { place, cursorTo, query, ...clues }: Clues & Pick<PageFacts, 'place' | 'cursorTo' | 'query'>,
  maxTokens: number,
  boundary: string,
): GroupRenderer {
  const grouping = place.kind === 'group' ? groupingAt(count, place) : roomFor(count, maxTokens);
  const folded = grouping !== count.fine;
  // A group's own page needs no cursor to itself.
  const cursorOf = ({ number }: RankedGroup) =>
    place.kind === 'group' ? undefined : cursorTo({ kind: 'group', group: number, folded, offset: 0 });
  const history = isOneNode(query) ? historyOf(count.rows, grouping.groupOf) : undefined;
  const drafts = memoized((group: RankedGroup) =>
    isOfValue(group)
      ? draftOfValue(group, cursorOf(group), boundary)
      : draftOf(group, cursorOf(group), { ...clues, ...(history && { history }) }, boundary),
  );
  return {
    grouping,
    ...(history && { history }),
    named: (group) => drafts(group).at('named'),
    choose: (candidates, budget, rowsFollow) =>
      chooseGroups(candidates, drafts, budget, rowsFollow ? ROWS_RESERVE : 0, count.match !== undefined),
  };
}

function memoized<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
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

/** Field names and figures take about 150 characters, times 75; of a cause some 200 are shown. */
function lengthToName({ cause = '', plugin = '', times }: RankedGroup): number {
  return 150 + (times ? 75 : 0) + plugin.length + Math.min(cause.length, 200);
}

function draftOf(
  group: RankedGroup,
  cursor: string | undefined,
  { nowMs, command, history }: Clues,
  boundary: string,
): GroupDraft {
  const hint = hintOf(group, nowMs, command?.executionTimeout);
  const excerpt = clip(
    group.line ?? group.hides?.line ?? withoutCause(group.excerpt ?? '', group.cause),
    260,
  );
  const open = classOf(group.status) === 'unfinished' ? openSeconds(group.evidence, nowMs) : undefined;
  const { responseCode, cut } = group.evidence;
  const distribution = distributionOf(group);
  // All are of one node, and each of a command of its own.
  const allIds = history ? [] : group.instanceIds.map((id) => clip(id, 32));
  const instanceIds = allIds.slice(0, SAMPLE_NODES);
  const commands = history ? {} : commandsIn(group);
  const origin = originIn(history?.origins.get(group.number), group);
  const days = history ? {} : daysIn(group);
  const places = placesIn(group);
  const nodes = group.known ? listNodes(group.known, group.nodes) : {};
  const named: ListedGroup = {
    group: group.number,
    status: clip(group.status || 'unknown', 8),
    ...(group.plugin && { plugin: clip(group.plugin, 30) }),
    ...(responseCode !== undefined && { response_code: responseCode }),
    ...(group.cause && { cause: clip(group.cause, MAX_CAUSE_TOKENS) }),
    nodes: group.nodes,
    ...(group.invocations !== group.nodes && { invocations: group.invocations }),
    ...(open && { open_seconds: open }),
    ...(cut > 0 && { cut }),
    ...(group.readWhole !== undefined && { read_whole: group.readWhole }),
    ...(group.readFrom !== undefined && { read_from: group.readFrom }),
    instance_ids: [],
  };
  const listed: ListedGroup = {
    ...named,
    ...timesIn(group),
    ...places,
    ...(cursor && { cursor }),
  };
  const sampled: ListedGroup = {
    ...listed,
    ...(distribution && { distribution }),
    ...nodes,
    instance_ids: instanceIds,
    ...commands,
    ...origin,
    ...(hint && { hint }),
  };
  const quoted: ListedGroup = { ...sampled, ...days, ...(excerpt && { excerpt }) };
  const few = group.nodes === allIds.length;
  const whole: ListedGroup = few ? { ...quoted, instance_ids: allIds } : quoted;
  const levels = { named, listed, sampled, quoted, whole };
  return {
    at: (depth) => levels[depth],
    prices: {
      listed: priceOf({ text: `${renderGroup(listed, boundary)}\n`, json: `${JSON.stringify(listed)},` }),
      sampled: priceOf({
        text: `   ${instanceIds.join(', ')} and ${group.nodes} more\n   ${hint ?? ''}\n${distribution ? renderDistribution(distribution) : ''}\n${renderNodes(nodes).join('\n')}\n${renderCommands(commands)}${renderOrigin(origin)}`,
        json: `${JSON.stringify(instanceIds)},${JSON.stringify({ ...nodes, ...commands, ...origin })},"hint":${JSON.stringify(hint ?? '')},"distribution":${JSON.stringify(distribution ?? [])}`,
      }),
      quoted: priceOf({
        text: `${excerpt ? `${fence(excerpt, boundary)}\n` : ''}${renderDays(days)}`,
        json: `${JSON.stringify(days)}${excerpt ? `,"excerpt":${JSON.stringify(excerpt)}` : ''}`,
      }),
      whole: priceOfIds([few ? allIds.slice(SAMPLE_NODES) : []]),
    },
  };
}

/** A cause has at most 200 characters, shortened around its reason: ids and paths of that length fit whole. */
const MAX_CAUSE_TOKENS = 100;

/** Values shown of a part that differs; the rest is counted together. */
const MAX_VALUES = 8;

function distributionOf({ distribution }: RankedGroup): ListedGroup['distribution'] {
  if (distribution === undefined || distribution.length === 0) return undefined;
  const shown = distribution
    .slice(0, MAX_VALUES)
    .map(({ value, nodes }) => ({ value: clip(value, 20), nodes }));
  const others = distribution.slice(MAX_VALUES);
  if (others.length === 0) return shown;
  const nodes = others.reduce((sum, { nodes }) => sum + nodes, 0);
  return [...shown, { value: plural(others.length, 'other value'), nodes }];
}

/**
 * First room to name each group, the largest failure first; then the failures are shown more fully, one by one;
 * what is left goes to how successes differ.
 */
function chooseGroups(
  candidates: readonly RankedGroup[],
  draftOf: (group: RankedGroup) => GroupDraft,
  budget: Budget,
  reserve: number,
  matched: boolean,
): ListedGroup[] {
  const values = candidates.filter(isOfValue);
  const causes = candidates.filter((group) => !isOfValue(group));
  const failures = causes.filter(({ status }) => classOf(status) !== 'succeeded');
  const successes = causes.filter(({ status }) => classOf(status) === 'succeeded');
  const depths = new Map<RankedGroup, Deeper>();

  const show = (group: RankedGroup, depth: Deeper): boolean => {
    const price = draftOf(group).prices[depth];
    if (!budget.fits(price.atLeast, reserve) || !budget.fits(price.cost(), reserve)) return false;
    budget.spend(price.cost());
    depths.set(group, depth);
    return true;
  };
  const list = (groups: readonly RankedGroup[]) => {
    for (const group of groups) if (!depths.has(group) && !show(group, 'listed')) break;
  };
  const deepen = (groups: readonly RankedGroup[], from: Deeper, to: Deeper) => {
    for (const group of groups) if (depths.get(group) === from) show(group, to);
  };

  list(byNeed(values));
  list(failures);
  deepen(failures, 'listed', 'sampled');
  list(successes.slice(0, FIRST_SUCCESSES));
  deepen(failures, 'sampled', 'quoted');
  list(successes);
  deepen(successes, 'listed', 'sampled');
  deepen(successes, 'sampled', 'quoted');
  // Who asks which nodes printed something wants to know them: of the rare ones all, of the others a few.
  for (const group of matched ? bySize(candidates) : []) {
    deepen([group], 'listed', 'sampled');
    deepen([group], 'sampled', 'quoted');
    deepen([group], 'quoted', 'whole');
  }
  return withoutRepeatedHints(
    candidates.flatMap((group) => {
      const depth = depths.get(group);
      return depth === undefined ? [] : draftOf(group).at(depth);
    }),
  );
}

function bySize(groups: readonly RankedGroup[]): RankedGroup[] {
  return groups.toSorted((one, other) => one.nodes - other.nodes);
}

/** The nodes without a match, then the values of the most nodes; of as many nodes, the lowest and the highest in turn. */
function byNeed(groups: readonly RankedGroup[]): RankedGroup[] {
  const distanceOf = (index: number) => Math.min(index, groups.length - 1 - index);
  return groups
    .map((group, index) => ({ group, distance: distanceOf(index) }))
    .sort(
      (one, other) =>
        Number(other.group.withoutMatch !== undefined) - Number(one.group.withoutMatch !== undefined) ||
        other.group.nodes - one.group.nodes ||
        one.distance - other.distance,
    )
    .map(({ group }) => group);
}

/** The same advice under each of ten groups is read once. */
function withoutRepeatedHints(groups: readonly ListedGroup[]): ListedGroup[] {
  const firstWith = new Map<string, number>();
  return groups.map((group) => {
    const { hint } = group;
    if (hint === undefined) return group;
    const first = firstWith.get(hint);
    if (first !== undefined) return { ...group, hint: `Hint as in group ${first}.` };
    firstWith.set(hint, group.group);
    return group;
  });
}

/** What stands in the list: the chosen groups and a count of the rest. */
export function listGroups(
  shown: readonly ListedGroup[],
  candidates: readonly RankedGroup[],
): Pick<InvocationList, 'groups' | 'groups_omitted'> {
  const numbers = new Set(shown.map(({ group }) => group));
  const omitted = candidates.filter(({ number }) => !numbers.has(number));
  return {
    groups: [...shown],
    ...(omitted.length > 0 && {
      groups_omitted: { groups: omitted.length, nodes: omitted.reduce((sum, { nodes }) => sum + nodes, 0) },
    }),
  };
}
