/** What a list of commands has to say beside its figures. */

import { clip, plural } from '../../answer/index.ts';
import type { CommandQuery } from '../../run-command/index.ts';
import { documentNamesNote } from '../document-names.ts';
import { filterNotes } from '../filters.ts';
import { endNotes } from '../list-request.ts';
import { elsewhereNotes, placeNotes } from '../listed-places.ts';
import { NOT_LISTED_REASON } from '../notes.ts';
import type { CommandRow } from './count.ts';
import type { CommandSnapshot } from './snapshot.ts';

export function notesOn(snapshot: CommandSnapshot): string[] {
  const { count, end, documentNames, readings } = snapshot;
  const { query, maxItems, writtenFilters, match } = snapshot.request;
  const found = count.rows.length;
  const counted = found + count.others.length;
  const notes = [
    ...elsewhereNotes(snapshot),
    ...(readings && end.kind !== 'complete'
      ? placeNotes(readings)
      : match !== undefined && end.kind === 'maxItems'
        ? [matchEndNote(counted, found)]
        : endNotes(end, counted, 'command', { maxItems })),
  ];
  if (end.kind === 'complete' && counted === 0) {
    notes.push(...documentNamesNote(documentNames), ...emptyNotes(query));
  }
  notes.push(...filterNotes(writtenFilters, query.filters));
  const [only] = found === 1 && match !== undefined ? count.rows : [];
  if (only) notes.push(onlyMatchNote(only));
  else if (found > 0) notes.push(NEXT_STEP_NOTE);
  if (found > 0 && query.instanceId !== undefined) notes.push(WHOLE_COMMAND_NOTE);
  const unjudged = count.others.filter((other) => other.unjudged).length;
  if (unjudged > 0)
    notes.push(
      `match took too long on ${plural(unjudged, 'command')}: whether it matches there is not known.`,
    );
  if (count.withheld > 0)
    notes.push(`Texts of ${plural(count.withheld, 'command')} took too long to read and are withheld.`);
  if (count.redactions > 0)
    notes.push(`${plural(count.redactions, 'secret')} redacted in parameters and comments.`);
  return notes;
}

function matchEndNote(read: number, found: number): string {
  const sofar = `${plural(read, 'command')} read so far`;
  return found === 0
    ? `${sofar}, and none matches: as many as one call reads. read_on reads on in one call.`
    : `${sofar}: there is a match, so what AWS holds besides was not read. read_on reads on in one call.`;
}

function onlyMatchNote({ commandId }: CommandRow): string {
  return `list_command_invocations with command_id "${clip(commandId, 48)}" and details: true asks for its nodes.`;
}

const NEXT_STEP_NOTE =
  "list_command_invocations with a command_id counts its nodes by status; details: true adds why they failed. A command's Success allows failed nodes, and Undeliverable ones are in neither error count.";

const WHOLE_COMMAND_NOTE =
  "Status and counts are the whole command's; list_command_invocations with this instance_id has those of the node.";

/** Empty is never silent: the likely reasons, the likeliest first. */
function emptyNotes({ region, commandId, instanceId, filters }: CommandQuery): string[] {
  const reasons = [
    filters.length > 0 && 'the filters leave nothing (ask again without them)',
    commandId !== undefined && 'the command_id is mistyped',
    instanceId !== undefined && 'no command was ever sent to this node',
    `it ran in another Region than ${region} (pass region)`,
    'it is older than the 30 days that AWS keeps',
    commandId !== undefined && 'the command was sent a moment ago (ask again in a few seconds)',
    NOT_LISTED_REASON,
  ];
  return [`Likely reasons: ${reasons.filter(Boolean).join('; ')}.`];
}
