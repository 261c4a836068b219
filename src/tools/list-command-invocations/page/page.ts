/** One page of a result: counts always, causes next, rows with what is left. */

import {
  type Budget,
  costOf,
  createBudget,
  type Piece,
  takenBy,
  withinBound,
} from '../../../answer/index.ts';
import { cursorsOf } from '../../list-request.ts';
import { type Grouping, isOfValue } from '../groups/ranking.ts';
import type { Row } from '../read/row.ts';
import { type InvocationList, type ListedGroup, untrustedFieldsOf } from '../schema.ts';
import { chooseKinds } from '../time/timeline.ts';
import { frameOf, type PageFacts } from './frame.ts';
import { createGroupRenderer, type GroupRenderer, listGroups } from './groups.ts';
import { renderRow } from './row-text.ts';
import { type RowShape, rowShape, rowsOf, toListedCommand } from './rows.ts';
import { type PagePlace, renderCommand, renderGroup, renderInvocationList } from './text.ts';
import { rowsAt } from './view.ts';

export type Page = { readonly list: InvocationList; readonly text: string };

/** Neither form takes more than `maxTokens` tokens and four times as many bytes. */
export function projectPage(facts: PageFacts, maxTokens: number, boundary: string): Page {
  const { offset } = facts.place;
  const rows = rowsAt(facts.count, facts.place);
  const group = facts.place.kind === 'group' ? facts.place.group : undefined;
  const place: PagePlace = { from: offset, of: rows.length, ...(group !== undefined && { group }) };
  const rest = rows.slice(offset);
  const renderer = createGroupRenderer(facts.count, facts, maxTokens, boundary);
  const { grouping } = renderer;
  const listable = facts.first && group === undefined ? withFewSuccesses(rest, grouping) : rest;
  const candidates =
    group === undefined ? grouping.groups : grouping.groups.filter(({ number }) => number === group);
  const frame = frameOf(facts, maxTokens);
  const toRow = rowShape(rows, grouping, group, maxTokens);

  let timeline: Pick<InvocationList, 'timeline' | 'timeline_omitted'> = {};
  const pageOf = (shown: readonly Row[], causes: readonly ListedGroup[] | undefined): Page => {
    const groups = causes
      ? listGroups(withoutRepetition(causes, shown, grouping, group !== undefined), candidates)
      : { groups: namesOf(shown, renderer) };
    const listed = rowsOf(facts, shown, toRow);
    const end = offset + shown.length;
    const next = end < rows.length ? { ...facts.place, offset: end } : undefined;
    const list = {
      ...frame,
      ...timeline,
      ...groups,
      ...listed,
      ...cursorsOf(next, facts.place.kind === 'rows' && facts.resumes, facts.cursorTo),
      untrusted_fields: untrustedFieldsOf({ ...timeline, ...groups, ...listed }),
    };
    return { list, text: renderInvocationList(list, place, boundary) };
  };

  const budget = createBudget(maxTokens);
  const emptyForms = formsOf(pageOf([], []));
  const emptyPage = takenBy(emptyForms);
  budget.spend(costOf(emptyForms));
  const { history } = renderer;
  if (history && facts.first && group === undefined && rows.length > 0)
    timeline = chooseKinds(history.kinds, budget);
  const causes = facts.first ? renderer.choose(candidates, budget, rest.length > 0) : undefined;
  const fitting = countFittingRows(facts, listable, toRow, renderer, causes === undefined, budget, boundary);

  // Pieces were charged one by one and a little high, so the first try holds as a rule. A page that could show
  // no row at all would never come to an end, so causes give way before the last row does.
  let shown = Math.max(fitting, Math.min(1, rest.length));
  let groups = causes;
  for (;;) {
    const page = pageOf(rest.slice(0, shown), groups);
    const taken = takenBy(formsOf(page));
    if (taken <= maxTokens) {
      // Parts are charged a little high one by one, which leaves room for some more rows.
      const more = Math.floor(((maxTokens - taken) * shown) / Math.max(1, taken - emptyPage));
      const fuller =
        more > 0 && shown < listable.length ? pageOf(listable.slice(0, shown + more), groups) : page;
      return fuller !== page && withinBound(formsOf(fuller), maxTokens) ? fuller : page;
    }
    if (shown <= 1 && groups?.length === 0) return page;
    if (shown > 1) shown -= 1;
    // Past the first page there are only names of groups: the row goes on without them.
    else groups = groups?.slice(0, -1) ?? [];
  }
}

/** Successes listed beside their groups, which have said already what they printed and where the rest is. */
const MAX_SUCCESSES = 10;

/** The groups of captured values name their nodes: of more rows than a few one is enough to go on from. */
const MAX_BESIDE_VALUES = 10;

function withFewSuccesses(rows: readonly Row[], { groups, groupOf }: Grouping): readonly Row[] {
  if (groups.some(isOfValue)) return rows.length > MAX_BESIDE_VALUES ? rows.slice(0, 1) : rows;
  const first = rows.findIndex(({ status, member }) => status === 'Success' && groupOf[member]);
  return first < 0 ? rows : rows.slice(0, first + MAX_SUCCESSES);
}

/** A cursor to the nodes of a group is of no use where all of them are on this page, nor samples above its own rows. */
function withoutRepetition(
  groups: readonly ListedGroup[],
  shown: readonly Row[],
  { groupOf }: Grouping,
  onGroupPage: boolean,
): ListedGroup[] {
  const here = new Map<number, number>();
  for (const { member } of shown) {
    const group = groupOf[member] ?? 0;
    here.set(group, (here.get(group) ?? 0) + 1);
  }
  return groups.map((group) => {
    if (onGroupPage) return withoutIds(group);
    if (here.get(group.group) !== (group.invocations ?? group.nodes)) return group;
    const { cursor: _idle, ...rest } = group;
    return rest;
  });
}

function withoutIds({ without_match, ...group }: ListedGroup): ListedGroup {
  return {
    ...group,
    instance_ids: [],
    ...(without_match && { without_match: without_match.map((reason) => ({ ...reason, instance_ids: [] })) }),
  };
}

function formsOf({ list, text }: Page): Piece {
  return { text, json: JSON.stringify(list) };
}

/** Past the first page, just the names of the groups that the rows mention. */
function namesOf(shown: readonly Row[], { grouping, named }: GroupRenderer): ListedGroup[] {
  const mentioned = new Set(shown.map((row) => grouping.groupOf[row.member]));
  return grouping.groups.filter(({ number }) => mentioned.has(number)).map(named);
}

/** How many rows fit, with the headings of their commands and, past the first page, the names of their groups. */
function countFittingRows(
  facts: PageFacts,
  rest: readonly Row[],
  toRow: RowShape,
  { grouping, named }: GroupRenderer,
  namesGroups: boolean,
  budget: Budget,
  boundary: string,
): number {
  const alreadyNamed = new Set<number>();
  let previous: Row | undefined;
  for (const [index, row] of rest.entries()) {
    const listed = toRow(row);
    let text = `${renderRow(listed)}\n`;
    let json = `${JSON.stringify(listed)},`;
    if (row.command !== previous?.command) {
      const command = toListedCommand(facts, row);
      text += `${renderCommand(command)}\n`;
      json += `${JSON.stringify({ ...command, invocations: [] })},`;
    }
    const group = grouping.groups[(grouping.groupOf[row.member] ?? 0) - 1];
    if (namesGroups && group && !alreadyNamed.has(group.number)) {
      alreadyNamed.add(group.number);
      const name = named(group);
      text += `${renderGroup(name, boundary)}\n`;
      json += `${JSON.stringify(name)},`;
    }
    const cost = costOf({ text, json });
    if (!budget.fits(cost)) return index;
    budget.spend(cost);
    previous = row;
  }
  return rest.length;
}
