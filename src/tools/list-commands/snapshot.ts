/** Snapshots of ListCommands. */

import {
  type FetchIn,
  type ListRequest,
  type ReadContext,
  type Snapshot,
  walkOn,
} from '../../results/index.ts';
import { type Command, type CommandQuery, type Page, UnavailableError } from '../../run-command/index.ts';
import type { Sanitizer } from '../../sanitize/index.ts';
import { documentNamesBeside } from '../document-names.ts';
import { patternOf } from '../list-request.ts';
import type { Located } from '../places.ts';
import { type CommandCount, createCommandTally } from './count.ts';

export type CommandSnapshot = Snapshot<CommandQuery, Command, CommandCount> & {
  /** Where a filter by document found nothing: the documents of recent commands. */
  readonly documentNames?: readonly string[];
  readonly located?: Located;
};

const OPERATION = 'ListCommands';

/** Throws when nothing could be read at all; otherwise `end` says how far it got. */
export async function readCommands(
  request: ListRequest,
  sanitizer: Sanitizer,
  context: ReadContext,
): Promise<CommandSnapshot> {
  const tally = createCommandTally(sanitizer, isOneCommand(request), patternOf(request));
  const reading = await walkOn(OPERATION, request, tally, undefined, fetcher(request, context), context);
  await tally.settle(context.signal);
  const snapshot = { ...reading, count: tally.count() };
  const documentNames = await documentNamesBeside(snapshot, sanitizer, context);
  return { ...snapshot, ...(documentNames && { documentNames }) };
}

/** Throws when no further command could be read; the earlier snapshot then stays as it was. */
export async function readCommandsOn(
  earlier: CommandSnapshot,
  sanitizer: Sanitizer,
  context: ReadContext,
): Promise<CommandSnapshot> {
  const { request, resumeAt, count, located } = earlier;
  if (resumeAt === undefined) return earlier;
  const tally = createCommandTally(sanitizer, isOneCommand(request), patternOf(request), count);
  const reading = await walkOn(OPERATION, request, tally, earlier, fetcher(request, context), context);
  await tally.settle(context.signal);
  return { ...reading, count: tally.count(), ...(located && { located }) };
}

/** One command, asked for by its id, is shown with its parameters whole. */
function isOneCommand({ query }: ListRequest): boolean {
  return query.commandId !== undefined;
}

function fetcher({ query }: ListRequest, { reader }: ReadContext): FetchIn<Command> {
  return (place, page, signal) =>
    reader.listCommands({ ...query, ...place }, page, signal).catch(noneWhenUnknown);
}

/** AWS does not publish whether it answers an unknown id with this error or with an empty list: both mean "none". */
export function noneWhenUnknown(error: unknown): Page<never> {
  if (error instanceof UnavailableError && error.awsType === 'InvalidCommandId') return { items: [] };
  throw error;
}
