/** Snapshots of ListCommands. */

import type { ReadContext } from '../../results/read-on.ts';
import { type ListRequest, type Snapshot, walkOn } from '../../results/snapshot.ts';
import { START } from '../../results/walk.ts';
import { UnavailableError } from '../../run-command/errors.ts';
import type { Command, CommandQuery, Page, PageRequest } from '../../run-command/types.ts';
import type { Redactor } from '../../sanitize/redactor.ts';
import { type CommandCount, createCommandTally } from './count.ts';

export type CommandRequest = ListRequest;
export type CommandSnapshot = Snapshot<CommandQuery, Command, CommandCount>;

const OPERATION = 'ListCommands';

/** Throws when nothing could be read at all; otherwise `end` says how far it got. */
export async function readCommands(
  request: CommandRequest,
  redactor: Redactor,
  context: ReadContext,
): Promise<CommandSnapshot> {
  // One command, asked for by its id, is shown with its parameters whole.
  const tally = createCommandTally(redactor, request.query.commandId !== undefined);
  return await walkOn(OPERATION, request, tally, START, fetcher(request, context), context);
}

/** Throws when no further command could be read; the earlier snapshot then stays as it was. */
export async function readCommandsOn(
  earlier: CommandSnapshot,
  context: ReadContext,
): Promise<CommandSnapshot> {
  const { request, tally, resumeAt, count } = earlier;
  if (resumeAt === undefined) return earlier;
  return await walkOn(OPERATION, request, tally, resumeAt, fetcher(request, context), context, count);
}

function fetcher({ query }: CommandRequest, { reader }: ReadContext) {
  return (page: PageRequest, signal: AbortSignal): Promise<Page<Command>> =>
    reader.listCommands(query, page, signal).catch(noneWhenUnknown);
}

/** AWS does not publish whether it answers an unknown id with this error or with an empty list: both mean "none". */
function noneWhenUnknown(error: unknown): Page<Command> {
  if (error instanceof UnavailableError && error.awsType === 'InvalidCommandId') return { items: [] };
  throw error;
}
