/** One page of a comparison: counts first, then every cause by name, then nodes, then what they printed. */

import { costOf, createBudget, withinBound } from '../../answer/index.ts';
import { notACursor } from '../../results/index.ts';
import { cursorsOf } from '../list-request.ts';
import { chooseShown } from './choose.ts';
import { CHANGES } from './comparison.ts';
import { type ChangeDraft, draftOf } from './draft.ts';
import { type ComparisonPage, formsOf, listOf, nodesIn, type PageFacts, resumes } from './frame.ts';
import { projectIds } from './ids-page.ts';
import { notesOn } from './notes.ts';
import type { CommandComparison, ListedChange } from './schema.ts';
import type { ComparisonSnapshot } from './snapshot.ts';
import { type PagePlace, renderComparison } from './text.ts';

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
  const chosen = chooseShown(rest, draft, budget, { maxTokens, boundary, atLeast: first ? 0 : 1 });
  // Pieces were charged one by one and a little high, so the first try holds as a rule.
  for (;;) {
    const page = pageOf(
      chosen.map(({ draft, shown }) => draft.at(shown)),
      notes,
    );
    if (withinBound(formsOf(page), maxTokens)) return page;
    const [only] = chosen;
    const last = chosen.findLast(({ shown }) => shown.quoted || shown.ids !== 'none');
    if (last) last.shown = { quoted: false, ids: last.shown.quoted ? last.shown.ids : 'none' };
    else if (chosen.length > 1) chosen.pop();
    else if (notes.length > 0) notes = notes.slice(0, -1);
    else if (only && !only.shown.brief) only.shown = { ...only.shown, brief: true };
    else if (first && only) chosen.pop();
    else return page;
  }
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
