/** What a list of commands has to say beside its figures. */

import { plural } from '../../answer/format.ts';
import type { CommandList } from './list.ts';

export const NEXT_STEP_NOTE =
  'list_command_invocations with a command_id counts its nodes by status and, with details: true, tells why they failed. The status of a command is not that of its nodes: Success allows failed and unreached ones.';

export const WHOLE_COMMAND_NOTE =
  "Status and counts are the whole command's; list_command_invocations with this instance_id tells those of the node.";

export function redactedParametersNote(count: number): string {
  return `${plural(count, 'secret')} masked in parameters and comments.`;
}

/** Empty is never silent: the likely reasons, the likeliest first. */
export function emptyCommandNotes(region: string, query: CommandList['query']): string[] {
  const reasons = [
    query.filters && 'the filters leave nothing (ask again without them)',
    query.command_id && 'the command_id is mistyped',
    query.instance_id && 'no command was ever sent to this node',
    `it ran in another Region than ${region} (pass region)`,
    'it is older than the 30 days that AWS keeps',
    query.command_id && 'the command was sent a moment ago (ask again in a few seconds)',
  ];
  return [`Likely reasons: ${reasons.filter(Boolean).join('; ')}.`];
}
