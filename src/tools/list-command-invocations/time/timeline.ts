/** The history of one node as an answer lists it: as many kinds of commands as have room, those that fail now first. */

import { type Budget, clip, costOf, isoSeconds } from '../../../answer/index.ts';
import type { InvocationList, ListedKind } from '../schema.ts';
import type { KindHistory, Moment, Run } from './history.ts';
import { renderKind } from './timeline-text.ts';

/** Share of the budget left for causes and rows; the first kind may take most of what there is. */
const RESERVE = 0.55;
const FIRST_RESERVE = 0.3;

/** Runs of a kind that are shown, as many as have room; who wants more has the rows. */
const RUNS = [6, 1, 0];

export function chooseKinds(
  kinds: readonly KindHistory[],
  budget: Budget,
): Pick<InvocationList, 'timeline' | 'timeline_omitted'> {
  const shown: ListedKind[] = [];
  for (const kind of kinds) {
    const listed = RUNS.map((runs) => toListedKind(kind, runs)).find((one) =>
      pay(one, budget, shown.length === 0 ? FIRST_RESERVE : RESERVE),
    );
    if (listed === undefined) break;
    shown.push(listed);
  }
  const omitted = kinds.slice(shown.length);
  const invocations = omitted.reduce((sum, kind) => sum + kind.invocations, 0);
  return {
    timeline: shown,
    ...(omitted.length > 0 && { timeline_omitted: { kinds: omitted.length, invocations } }),
  };
}

function pay(kind: ListedKind, budget: Budget, reserve: number): boolean {
  const cost = costOf({ text: `${renderKind(kind)}\n`, json: `${JSON.stringify(kind)},` });
  if (!budget.fits(cost, reserve)) return false;
  budget.spend(cost);
  return true;
}

function toListedKind(
  { kind, invocations, failing, lastSuccess, runs }: KindHistory,
  maxRuns: number,
): ListedKind {
  const more = runs.length - maxRuns;
  return {
    document_name: clip(kind.documentName, 40),
    ...(kind.comment && { comment: clip(kind.comment, 40) }),
    invocations,
    ...(failing && {
      failing_since: { ...toListedMoment(failing.since), invocations: failing.invocations },
    }),
    ...(lastSuccess && { last_success: toListedMoment(lastSuccess) }),
    runs: runs.slice(0, maxRuns).map(toListedRun),
    ...(more > 0 && { runs_omitted: more }),
  };
}

function toListedRun({ status, group, invocations, first, last }: Run): ListedKind['runs'][number] {
  return {
    status: clip(status || 'unknown', 8),
    ...(group > 0 && { group }),
    invocations,
    first_at: isoSeconds(first.atMs),
    ...(invocations > 1 && { last_at: isoSeconds(last.atMs) }),
  };
}

export function toListedMoment({ atMs, command }: Moment): { at: string; command_id: string } {
  return { at: isoSeconds(atMs), command_id: clip(command.commandId, 48) };
}
