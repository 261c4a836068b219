/** How much a page shows of each change. */

import { type Budget, type Cost, costOf } from '../../answer/index.ts';
import type { Change, NodeChange } from './comparison.ts';
import type { ChangeDraft, Shown } from './draft.ts';
import { headingOf, renderChange } from './text.ts';

/** Shares of the budget: names of causes leave room for nodes, and lists of nodes for what these printed. */
const NODES_RESERVE = 0.25;
const QUOTES_RESERVE = 0.15;

/** Which nodes these are is what somebody compares runs for. */
const FAILING = new Set<Change>(['newly_failing', 'still_failing', 'other_cause']);

/** Fewer tokens no id takes: 19 characters, at 4 bytes a token. */
const MIN_ID_TOKENS = 4;

export type Chosen = { readonly draft: ChangeDraft; shown: Shown };

type Room = {
  readonly maxTokens: number;
  readonly boundary: string;
  /** Changes to show even where they do not fit: a page past the first that showed none would be followed for ever. */
  readonly atLeast: 0 | 1;
};

/** Names of as many as fit, some nodes of each, all nodes where there is room, then one excerpt and hint a cause. */
export function chooseShown(
  rest: readonly NodeChange[],
  draftAt: (index: number) => ChangeDraft | undefined,
  budget: Budget,
  { maxTokens, boundary, atLeast }: Room,
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
    if (index >= atLeast && !budget.fits(cost, index === 0 ? 0 : NODES_RESERVE)) break;
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
