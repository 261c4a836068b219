/** One page of a comparison: counts first, then every cause by name, then nodes, then what they printed. */

import {
  type Budget,
  type Cost,
  clip,
  costOf,
  createBudget,
  isoSeconds,
  type Piece,
  withinBound,
} from '../../answer/index.ts';
import { notACursor, type Place } from '../../results/index.ts';
import { countStatuses, listStatuses } from '../figures.ts';
import { cursorsOf } from '../list-request.ts';
import { SEND_COMMAND_MAX_IDS } from '../notes.ts';
import { CHANGES, type Change, type NodeChange } from './comparison.ts';
import { type ChangeDraft, draftOf, type Shown } from './draft.ts';
import { notesOn } from './notes.ts';
import { SIDES } from './runs.ts';
import { type CommandComparison, type ListedChange, type ListedRun, untrustedFieldsOf } from './schema.ts';
import { type ComparisonSnapshot, isComplete, type Run } from './snapshot.ts';
import { headingOf, type PagePlace, renderChange, renderComparison } from './text.ts';

export type ComparisonPage = { readonly list: CommandComparison; readonly text: string };

/** Where a cursor may point: among the changes, or among the ids of one or of all of a kind. */
export type ComparisonPlace = Extract<Place, { kind: 'rows' | 'group' }>;

export type PageFacts = {
  readonly snapshot: ComparisonSnapshot;
  readonly place: ComparisonPlace;
  /** Whether this page is the first about what was read. */
  readonly first: boolean;
  readonly nowMs: number;
  readonly cursorTo: (place: Place) => string;
};

/** Shares of the budget: names of causes leave room for nodes, and lists of nodes for what these printed. */
const NODES_RESERVE = 0.25;
const QUOTES_RESERVE = 0.15;

/** Which nodes these are is what somebody compares runs for. */
const FAILING = new Set<Change>(['newly_failing', 'still_failing', 'other_cause']);

/** Fewer tokens no id takes: 19 characters, at 4 bytes a token. */
const MIN_ID_TOKENS = 4;

/** Neither form takes more than `maxTokens` tokens and four times as many bytes. */
export function projectComparison(facts: PageFacts, maxTokens: number, boundary: string): ComparisonPage {
  return facts.place.kind === 'rows'
    ? projectChanges(facts, facts.place.offset, maxTokens, boundary)
    : projectIds(facts, facts.place, maxTokens, boundary);
}

function projectChanges(
  facts: PageFacts,
  offset: number,
  maxTokens: number,
  boundary: string,
): ComparisonPage {
  const { snapshot, first, nowMs, cursorTo } = facts;
  const { changes } = snapshot.comparison;
  if (offset > changes.length || (offset === changes.length && offset > 0)) throw notACursor();
  const rest = changes.slice(offset);
  const draft = (index: number): ChangeDraft | undefined => {
    const change = rest[index];
    const place = { kind: 'group', group: offset + index + 1, folded: false, offset: 0 } as const;
    return change && draftOf(change, snapshot, nowMs, cursorTo(place));
  };
  const pageOf = (shown: readonly ListedChange[], notes: readonly string[]): ComparisonPage => {
    const end = offset + shown.length;
    const next = end < changes.length ? ({ kind: 'rows', offset: end } as const) : undefined;
    const omitted = rest.slice(shown.length);
    const list = listOf(facts, notes, {
      changes: [...shown],
      ...(omitted.length > 0 && {
        changes_omitted: { changes: omitted.length, nodes: nodesIn(omitted) },
      }),
      ...allIdsOf(snapshot, shown, cursorTo),
      ...cursorsOf(next, resumes(snapshot), cursorTo),
    });
    const place: PagePlace = { of: 'changes', from: offset, total: changes.length };
    return { list, text: renderComparison(list, place, boundary) };
  };

  let notes: readonly string[] = first ? notesOn(snapshot) : [];
  const budget = createBudget(maxTokens);
  budget.spend(costOf(formsOf(pageOf([], notes))));
  const chosen = chooseShown(rest, draft, budget, maxTokens, boundary);
  // Pieces were charged one by one and a little high, so the first try holds as a rule.
  for (;;) {
    const page = pageOf(
      chosen.map(({ draft, shown }) => draft.at(shown)),
      notes,
    );
    if (withinBound(formsOf(page), maxTokens)) return page;
    const last = chosen.findLast(({ shown }) => shown.quoted || shown.ids !== 'none');
    if (last)
      last.shown = last.shown.quoted ? { ...last.shown, quoted: false } : { ...last.shown, ids: 'none' };
    else if (chosen.length > 1 || (chosen.length > 0 && notes.length === 0 && first)) chosen.pop();
    else if (notes.length > 0) notes = notes.slice(0, -1);
    else return page;
  }
}

type Chosen = { readonly draft: ChangeDraft; shown: Shown };

/** Names of as many as fit, some nodes of each, all nodes where there is room, then one excerpt and hint a cause. */
function chooseShown(
  rest: readonly NodeChange[],
  draftAt: (index: number) => ChangeDraft | undefined,
  budget: Budget,
  maxTokens: number,
  boundary: string,
): Chosen[] {
  const chosen: Chosen[] = [];
  const costAt = (draft: ChangeDraft, shown: Shown): Cost => {
    const listed = draft.at(shown);
    return costOf({ text: `${renderChange(listed, boundary)}\n`, json: `${JSON.stringify(listed)},` });
  };
  const deepen = (one: Chosen, shown: Shown, reserve: number): void => {
    const more = difference(costAt(one.draft, shown), costAt(one.draft, one.shown));
    if (!budget.fits(more, reserve)) return;
    budget.spend(more);
    one.shown = shown;
  };

  for (const [index, { change }] of rest.entries()) {
    const draft = draftAt(index);
    const shown: Shown = { ids: 'none', quoted: false };
    if (draft === undefined) break;
    const cost = costAt(draft, shown);
    if (!budget.fits(cost, index === 0 ? 0 : NODES_RESERVE)) break;
    budget.spend(cost);
    if (change !== rest[index - 1]?.change) budget.spend(headingCost(change));
    chosen.push({ draft, shown });
  }
  for (const one of chosen) deepen(one, { ...one.shown, ids: 'some' }, 0);
  const whole = (wanted: (change: NodeChange) => boolean, reserve: number) => {
    for (const [index, one] of chosen.entries()) {
      const change = rest[index];
      if (change === undefined || !wanted(change) || one.shown.ids !== 'some') continue;
      if (change.instanceIds.length * MIN_ID_TOKENS <= maxTokens)
        deepen(one, { ...one.shown, ids: 'all' }, reserve);
    }
  };
  whole(({ change }) => FAILING.has(change), 0);
  whole(() => true, QUOTES_RESERVE);
  const quoted = new Set<number>();
  for (const [index, one] of chosen.entries()) {
    const group = rest[index]?.now?.group;
    // What one cause printed stands where it is named first.
    if (group === undefined || quoted.has(group)) continue;
    quoted.add(group);
    deepen(one, { ...one.shown, quoted: true }, 0);
  }
  whole(() => true, 0);
  return chosen;
}

function difference(one: Cost, other: Cost): Cost {
  return { text: one.text - other.text, json: one.json - other.json, lines: one.lines - other.lines };
}

/** With the cursor to all its ids. */
function headingCost(change: Change): Cost {
  const cursor = 'x'.repeat(13);
  return costOf({
    text: `\n${headingOf(change, { all_ids: { [change]: cursor } })}\n`,
    json: `"${change}":"${cursor}",`,
  });
}

/** Where several causes, or a cause that is not listed whole, would otherwise be as many cursors. */
function allIdsOf(
  { comparison }: ComparisonSnapshot,
  shown: readonly ListedChange[],
  cursorTo: PageFacts['cursorTo'],
): Pick<CommandComparison, 'all_ids'> {
  const cursors = CHANGES.flatMap((change, index) => {
    const here = shown.filter((one) => one.change === change);
    const causes = comparison.changes.filter((one) => one.change === change).length;
    const listed = here.reduce((sum, { instance_ids }) => sum + instance_ids.length, 0);
    if (here.length === 0 || causes === 1 || listed === comparison.counts[change]) return [];
    return [[change, cursorTo({ kind: 'group', group: index + 1, folded: true, offset: 0 })]];
  });
  return cursors.length > 0 ? { all_ids: Object.fromEntries(cursors) } : {};
}

/** The ids of one change, or of all of one kind where the place is `folded`. */
function projectIds(
  facts: PageFacts,
  place: Extract<ComparisonPlace, { kind: 'group' }>,
  maxTokens: number,
  boundary: string,
): ComparisonPage {
  const { snapshot, nowMs, cursorTo } = facts;
  const { named, ids } = place.folded
    ? idsOfKind(snapshot, place.group)
    : idsOfChange(snapshot, place.group, nowMs);
  if (named === undefined || place.offset >= ids.length) throw notACursor();
  const rest = ids.slice(place.offset);
  const pageOf = (shown: readonly string[]): ComparisonPage => {
    const end = place.offset + shown.length;
    const next = end < ids.length ? { ...place, offset: end } : undefined;
    const list = listOf(facts, [], {
      changes: [{ ...named, instance_ids: shown.map((id) => clip(id, 32)) }],
      ...cursorsOf(next, false, cursorTo),
    });
    const at: PagePlace = { of: 'ids', from: place.offset, total: ids.length };
    return { list, text: renderComparison(list, at, boundary) };
  };
  const budget = createBudget(maxTokens);
  budget.spend(costOf(formsOf(pageOf([]))));
  let fitting = countFitting(rest, budget);
  while (fitting > 1 && !withinBound(formsOf(pageOf(rest.slice(0, fitting))), maxTokens)) fitting -= 1;
  return pageOf(rest.slice(0, Math.max(1, fitting)));
}

function idsOfKind({ comparison }: ComparisonSnapshot, number: number) {
  const change = CHANGES[number - 1];
  const ids = comparison.changes.flatMap((one) => (one.change === change ? one.instanceIds : []));
  return { named: change && { change, nodes: ids.length }, ids };
}

function idsOfChange(snapshot: ComparisonSnapshot, number: number, nowMs: number) {
  const change = snapshot.comparison.changes[number - 1];
  if (change === undefined) return { named: undefined, ids: [] };
  const { cursor: _own, ...named } = draftOf(change, snapshot, nowMs, '').at({ ids: 'none', quoted: false });
  return { named, ids: change.instanceIds };
}

/** Line by line, then id by id. */
function countFitting(ids: readonly string[], budget: Budget): number {
  const spend = (some: readonly string[]): boolean => {
    const cost = costOf({
      text: `${some.join(', ')}\n`,
      json: some.map((id) => `"${id}",`).join(''),
    });
    if (!budget.fits(cost)) return false;
    budget.spend(cost);
    return true;
  };
  let fitting = 0;
  while (fitting < ids.length && spend(ids.slice(fitting, fitting + SEND_COMMAND_MAX_IDS)))
    fitting = Math.min(ids.length, fitting + SEND_COMMAND_MAX_IDS);
  while (fitting < ids.length && spend(ids.slice(fitting, fitting + 1))) fitting += 1;
  return fitting;
}

/** Pages after the first repeat only what was compared. */
function listOf(
  { snapshot, first }: PageFacts,
  notes: readonly string[],
  rest: Pick<CommandComparison, 'changes' | 'changes_omitted' | 'all_ids' | 'next_cursor' | 'read_on'>,
): CommandComparison {
  const { runs, chosenBecause, request, count } = snapshot;
  const [command, baseline] = SIDES.map((side) =>
    first ? listedRun(runs[side], count.rows) : { command_id: clip(runs[side].head.commandId, 48) },
  ) as [ListedRun, ListedRun];
  const named = { command, baseline, changes: rest.changes };
  return {
    region: request.query.region,
    summary: first ? summaryOf(snapshot) : { complete: isComplete(runs) },
    command,
    baseline,
    ...(first && chosenBecause && { chosen_because: chosenBecause }),
    ...rest,
    ...(notes.length > 0 && { notes: [...notes] }),
    untrusted_fields: untrustedFieldsOf(named),
  };
}

function summaryOf({ comparison, runs }: ComparisonSnapshot): CommandComparison['summary'] {
  const { counts, undecided, undecidedFailing, succeededInBoth, neverReached } = comparison;
  const complete = isComplete(runs);
  return {
    complete,
    newly_failing: counts.newly_failing,
    still_failing: counts.still_failing,
    still_failing_other_cause: counts.other_cause,
    ...(complete && { fixed: counts.fixed }),
    unfinished: counts.unfinished,
    ...(complete && {
      only_in_command: counts.only_in_command,
      only_in_baseline: counts.only_in_baseline,
    }),
    ...(undecided > 0 && { undecided }),
    ...(undecidedFailing > 0 && { undecided_failing: undecidedFailing }),
    succeeded_in_both: succeededInBoth,
    never_reached: neverReached,
  };
}

function listedRun(run: Run, rows: ComparisonSnapshot['count']['rows']): ListedRun {
  const { head, invocations } = run;
  const own = rows.filter(({ command }) => command.commandId === head.commandId);
  return {
    command_id: clip(head.commandId, 48),
    document_name: clip(head.documentName, 40),
    ...(head.comment && { comment: clip(head.comment, 40) }),
    requested_at: isoSeconds(head.requestedAtMs),
    invocations,
    by_status: listStatuses(countStatuses(own)),
  };
}

function resumes({ runs }: ComparisonSnapshot): boolean {
  return SIDES.some((side) => runs[side].resumeAt !== undefined);
}

function nodesIn(changes: readonly NodeChange[]): number {
  return changes.reduce((sum, { instanceIds }) => sum + instanceIds.length, 0);
}

function formsOf({ list, text }: ComparisonPage): Piece {
  return { text, json: JSON.stringify(list) };
}
