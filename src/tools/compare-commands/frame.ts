/** What a page has whatever it shows of changes. */

import { clip, isoSeconds, type Piece } from '../../answer/index.ts';
import type { Place } from '../../results/index.ts';
import { countStatuses, listStatuses } from '../figures.ts';
import { namesOf } from '../places.ts';
import type { NodeChange } from './comparison.ts';
import { SIDES } from './runs.ts';
import { type CommandComparison, type ListedRun, untrustedFieldsOf } from './schema.ts';
import { type ComparisonSnapshot, isComplete, type Run } from './snapshot.ts';

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

/** Pages after the first repeat only what was compared. */
export function listOf(
  { snapshot, first }: PageFacts,
  notes: readonly string[],
  rest: Pick<CommandComparison, 'changes' | 'changes_omitted' | 'all_ids' | 'next_cursor' | 'read_on'>,
): CommandComparison {
  const { runs, chosenBecause, request, count, located } = snapshot;
  const [command, baseline] = SIDES.map((side) =>
    first ? listedRun(runs[side], count.rows) : { command_id: clip(runs[side].head.commandId, 48) },
  ) as [ListedRun, ListedRun];
  const named = { command, baseline, changes: rest.changes };
  return {
    ...(located?.where ?? namesOf([request.query])),
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

export function resumes({ runs }: ComparisonSnapshot): boolean {
  return SIDES.some((side) => runs[side].resumeAt !== undefined);
}

export function nodesIn(changes: readonly NodeChange[]): number {
  return changes.reduce((sum, { instanceIds }) => sum + instanceIds.length, 0);
}

export function formsOf({ list, text }: ComparisonPage): Piece {
  return { text, json: JSON.stringify(list) };
}
