/** The ids of one change, or of all that changed alike whatever the cause. */

import { type Budget, clip, costOf, createBudget, withinBound } from '../../answer/index.ts';
import { notACursor } from '../../results/index.ts';
import { cursorsOf } from '../list-request.ts';
import { SEND_COMMAND_MAX_IDS } from '../notes.ts';
import { CHANGES } from './comparison.ts';
import { draftOf } from './draft.ts';
import { type ComparisonPage, type ComparisonPlace, formsOf, listOf, type PageFacts } from './frame.ts';
import type { ComparisonSnapshot } from './snapshot.ts';
import { type PagePlace, renderComparison } from './text.ts';

/** Of all of one kind where the place is `folded`. */
export function projectIds(
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
  const { cursor: _own, ...named } = draftOf(change, snapshot, nowMs, '').at({
    ids: 'none',
    quoted: false,
    brief: true,
  });
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
