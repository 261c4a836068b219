/** What a list of invocations has to say beside its figures: what is missing and why, and what to do next. */

import { plural } from '../../answer/index.ts';
import { classOf, type InvocationQuery } from '../../run-command/index.ts';
import { endNotes } from '../list-request.ts';
import { redactedNote, withheldNote } from '../notes.ts';
import type { InvocationSnapshot } from './snapshot.ts';

export function notesOn({ count, request, end, targetCount }: InvocationSnapshot): string[] {
  const { query, maxItems } = request;
  const counted = count.rows.length;
  const complete = end.kind === 'complete';
  const targets = targetCount === undefined ? {} : { targetCount };
  const notes = endNotes(end, counted, 'invocation', { maxItems, ...targets });
  if (complete && counted === 0) notes.push(...emptyNotes(query));
  if (complete && counted > 0 && targetCount !== undefined && targetCount > counted) {
    notes.push(missingTargetsNote(targetCount, counted));
  }
  if (count.ungrouped) notes.push(UNGROUPED_NOTE);
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

const UNGROUPED_NOTE =
  'Comparing what the nodes wrote took too long, so causes are missing: each row stands by itself.';

const WITHOUT_DETAILS_NOTE =
  'Statuses only. The same call with details: true tells why nodes failed and what they said.';

/** Empty is never silent: the likely reasons, the likeliest first. */
function emptyNotes({ region, commandId, instanceId, filters }: InvocationQuery): string[] {
  const reasons = [
    filters.length > 0 && 'the filters leave nothing (ask again without them)',
    commandId !== undefined && 'the command was sent a moment ago (ask again in a few seconds)',
    `it ran in another Region than ${region} (pass region)`,
    'it is older than the 30 days that AWS keeps',
    commandId !== undefined &&
      'the command_id is mistyped, or no node matched its targets (list_commands tells)',
    instanceId !== undefined && commandId === undefined && 'no command was ever sent to this node',
  ];
  return [`Likely reasons: ${reasons.filter(Boolean).join('; ')}.`];
}
