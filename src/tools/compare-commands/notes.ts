/** What a comparison has to say beside its figures. */

import { formatInteger, plural } from '../../answer/index.ts';
import { classOf } from '../../run-command/index.ts';
import {
  storeFaultNote,
  UNGROUPED_NOTE,
  WHOLE_OUTPUTS_DENIED_NOTE,
} from '../list-command-invocations/page/notes.ts';
import { endNotes } from '../list-request.ts';
import { MAX_ITEMS, redactedNote, withheldNote } from '../notes.ts';
import type { Comparison } from './comparison.ts';
import { type OfBoth, SIDES } from './runs.ts';
import type { ComparisonSnapshot, Run } from './snapshot.ts';

/** The most important first. */
export function notesOn({
  runs,
  count,
  comparison,
  located,
  wholeOutputsDenied,
  storeFault,
}: ComparisonSnapshot): string[] {
  return [
    ...(located?.elsewhere ? [located.elsewhere] : []),
    ...SIDES.flatMap((side) => earlyEnd(side, runs[side])),
    ...orderNote(runs),
    ...documentNote(runs),
    ...SIDES.flatMap((side) => unreachedNote(side, runs[side])),
    ...nothingInCommonNote(comparison, runs),
    ...(count.ungrouped ? [UNGROUPED_NOTE] : []),
    ...(wholeOutputsDenied ? [WHOLE_OUTPUTS_DENIED_NOTE] : []),
    ...(storeFault === undefined ? [] : [storeFaultNote(storeFault)]),
    ...(count.withheld > 0 ? [withheldNote(count.withheld)] : []),
    ...(count.redactions > 0 ? [redactedNote(count.redactions)] : []),
  ];
}

function earlyEnd(side: string, { end, invocations }: Run): string[] {
  if (end.kind === 'maxItems') {
    return [
      `Of the ${side} ${formatInteger(invocations)} invocations were read, as many as one call reads. read_on reads on.`,
    ];
  }
  return endNotes(end, invocations, 'invocation', { maxItems: MAX_ITEMS }).map(
    (note) => `Of the ${side} ${note}`,
  );
}

function orderNote({ command, baseline }: OfBoth<Run>): string[] {
  const [later, earlier] = [command.head.requestedAtMs, baseline.head.requestedAtMs];
  if (later === undefined || earlier === undefined || earlier <= later) return [];
  return [
    'The baseline was requested after the command, so that newly failing and fixed read backwards in time. Swap the two ids to read them forwards.',
  ];
}

function documentNote({ command, baseline }: OfBoth<Run>): string[] {
  const same = command.head.documentName === baseline.head.documentName;
  return same ? [] : ['The two ran different documents.'];
}

function nothingInCommonNote({ counts, succeededInBoth }: Comparison, runs: OfBoth<Run>): string[] {
  const apart = counts.only_in_command + counts.only_in_baseline;
  const inBoth = Object.values(counts).reduce((sum, nodes) => sum + nodes, succeededInBoth) - apart;
  const bothRan = SIDES.every((side) => runs[side].end.kind === 'complete' && runs[side].invocations > 0);
  return inBoth === 0 && bothRan ? ['No node is in both: another baseline may say more.'] : [];
}

/** SSM makes an invocation only when it turns to the node. */
function unreachedNote(side: string, { head, end, invocations }: Run): string[] {
  const { targetCount, status } = head;
  if (end.kind !== 'complete') return [];
  if (invocations === 0) {
    return [`The ${side} has no invocations: sent a moment ago, or its targets matched no node.`];
  }
  if (targetCount === undefined || targetCount <= invocations) return [];
  const missing = targetCount - invocations;
  const why =
    status !== undefined && classOf(status) === 'unfinished' ? 'not reached yet' : 'never turned to by SSM';
  return [
    `${plural(missing, 'targeted node')} of the ${side} ${missing === 1 ? 'has' : 'have'} no invocation (${why}); only in the other run may mean that.`,
  ];
}
