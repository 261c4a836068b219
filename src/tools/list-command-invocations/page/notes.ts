/** What a list of invocations has to say beside its figures: what is missing and why, and what to do next. */

import { explainError, plural } from '../../../answer/index.ts';
import { classOf, type InvocationQuery } from '../../../run-command/index.ts';
import { documentNamesNote } from '../../document-names.ts';
import { filterNotes } from '../../filters.ts';
import { endNotes } from '../../list-request.ts';
import { elsewhereNotes, placeNotes } from '../../listed-places.ts';
import { NOT_LISTED_REASON, redactedNote, withheldNote } from '../../notes.ts';
import type { MatchCount } from '../match/figures.ts';
import type { NodeLookup } from '../nodes/lookup.ts';
import type { Count } from '../read/count.ts';
import { type InvocationSnapshot, isOneNode } from '../read/snapshot.ts';
import { goingOnNotes } from './going-on.ts';

/** `nowMs` is what the age of an unfinished command counts up to. */
export function notesOn(snapshot: InvocationSnapshot, nowMs: number): string[] {
  const { count, request, end, command, documentNames, wholeOutputsDenied, storeFault, lookup, readings } =
    snapshot;
  const { query, maxItems } = request;
  const counted = count.rows.length + count.others.length;
  const complete = end.kind === 'complete';
  const targetCount = command?.targetCount;
  const limits = { maxItems, ...(targetCount !== undefined && { targetCount }) };
  const notes = [
    ...elsewhereNotes(snapshot),
    ...(readings && end.kind !== 'complete'
      ? placeNotes(readings)
      : endNotes(end, counted, 'invocation', limits)),
  ];
  notes.push(...goingOnNotes(snapshot, nowMs));
  if (complete && counted === 0) {
    notes.push(...documentNamesNote(documentNames), ...emptyNotes(query));
  }
  const statuses = count.rows.map(({ status }) => status);
  notes.push(...filterNotes(request.writtenFilters, query.filters, statuses));
  if (complete && counted > 0 && targetCount !== undefined && targetCount > counted) {
    notes.push(missingTargetsNote(targetCount, counted));
  }
  const all = count.others.length === 0;
  if (command?.status === 'Success' && targetCount !== undefined && all) notes.push(...successNote(count));
  if (counted > 0 && isOneNode(request) && query.filters.some(({ key }) => key === 'Status'))
    notes.push(FILTERED_NOTE);
  if (count.match) notes.push(...matchNotes(count.match));
  if (count.ungrouped) notes.push(UNGROUPED_NOTE);
  if (wholeOutputsDenied) notes.push(count.match ? WHOLE_MATCHES_DENIED_NOTE : WHOLE_OUTPUTS_DENIED_NOTE);
  if (storeFault !== undefined) notes.push(storeFaultNote(storeFault));
  if (lookup?.missing) notes.push(NODES_NOTES[lookup.missing]);
  if (count.withheld > 0) notes.push(withheldNote(count.withheld));
  if (count.redactions > 0) notes.push(redactedNote(count.redactions));
  if (!query.details && count.rows.some(({ status }) => classOf(status) === 'notSucceeded')) {
    notes.push(WITHOUT_DETAILS_NOTE);
  }
  return notes;
}

/** Some targets have no invocation: SSM makes one only when it turns to the node. */
function missingTargetsNote(targets: number, invocations: number): string {
  const missing = targets - invocations;
  return `${plural(missing, 'targeted node')} ${missing === 1 ? 'has' : 'have'} no invocation: not reached by MaxConcurrency yet, or the command stopped before. Ask again while it runs.`;
}

/** AWS calls a command a success within its MaxErrors, and counts unreached nodes in no counter of errors. */
function successNote({ byStatus }: Count): string[] {
  const others = Object.entries(byStatus).filter(([status]) => classOf(status) === 'notSucceeded');
  if (others.length === 0) return [];
  const nodes = others.reduce((sum, [, count]) => sum + count, 0);
  return [`The command's own status is Success, although ${plural(nodes, 'node')} did not succeed.`];
}

const FILTERED_NOTE =
  'The filter by Status leaves invocations out: without it the answer says when each kind of command last worked here.';

export const UNGROUPED_NOTE =
  'Comparing what the nodes wrote took too long, so causes are missing: each row stands by itself.';

export const WHOLE_OUTPUTS_DENIED_NOTE =
  'SSM cut outputs at 2,500 bytes, so causes behind the cut are missing. ssm:GetCommandInvocation, which this identity may not call, has 24,000.';

/** The list is the answer; a cause from what SSM has is one, too. */
export function storeFaultNote(fault: unknown): string {
  return `SSM cut some outputs even in GetCommandInvocation, and their ends could not be read: ${explainError(fault)}`;
}

const WHOLE_MATCHES_DENIED_NOTE = WHOLE_OUTPUTS_DENIED_NOTE.replace('causes', 'matches');

/** What a pattern cannot tell. */
function matchNotes({ unmatched }: MatchCount): string[] {
  const { output_cut: cut = 0, withheld = 0 } = unmatched;
  return [
    ...(cut > 0
      ? [
          `${plural(cut, 'output')} ${cut === 1 ? 'was' : 'were'} cut before the end: no match there proves nothing. SSM lists 2,500 bytes; get_command_invocation with match looks through the rest.`,
        ]
      : []),
    ...(withheld > 0
      ? [`match took too long on ${plural(withheld, 'output')}: whether it matches there is not known.`]
      : []),
  ];
}

const NODES_NOTES: Readonly<Record<NonNullable<NodeLookup['missing']>, string>> = {
  denied:
    'Ping status of unreached nodes and what failed nodes have in common are missing: this identity may not call ssm:DescribeInstanceInformation.',
  incomplete:
    'AWS did not say of all nodes whether they answer and what they run (DescribeInstanceInformation); nothing is concluded of those.',
};

const WITHOUT_DETAILS_NOTE = 'Statuses only: details: true adds why nodes failed and what they printed.';

/** Empty is never silent: the likely reasons, the likeliest first. */
export function emptyNotes({ region, commandId, instanceId, filters }: InvocationQuery): string[] {
  const reasons = [
    filters.length > 0 && 'the filters leave nothing (ask again without them)',
    commandId !== undefined && 'the command was sent a moment ago (ask again in a few seconds)',
    `it ran in another Region than ${region} (pass region)`,
    'it is older than the 30 days that AWS keeps',
    commandId !== undefined &&
      'the command_id is mistyped, or no node matched its targets (list_commands shows them)',
    instanceId !== undefined && commandId === undefined && 'no command was ever sent to this node',
    NOT_LISTED_REASON,
  ];
  return [`Likely reasons: ${reasons.filter(Boolean).join('; ')}.`];
}
