/** Snapshots of ListCommands. */

import type { Command, CommandQuery, Page, PageRequest } from '../domain.ts';
import { UnavailableError } from '../errors.ts';
import { type CommandCount, createCommandTally } from '../report/command-tally.ts';
import type { Redactor } from '../report/redaction.ts';
import type { Reading } from './read-on.ts';
import { type Question, type Snapshot, walkOn } from './snapshot.ts';
import { START } from './walk.ts';

export type CommandQuestion = Question;
export type CommandSnapshot = Snapshot<CommandQuery, Command, CommandCount>;

const OPERATION = 'ListCommands';

/** Throws when nothing could be read at all; otherwise `end` says how far it got. */
export async function readCommands(
  question: CommandQuestion,
  redactor: Redactor,
  reading: Reading,
): Promise<CommandSnapshot> {
  // One command, asked for by its id, is shown with its parameters whole.
  const tally = createCommandTally(redactor, question.query.commandId !== undefined);
  return await walkOn(OPERATION, question, tally, START, fetcher(question, reading), reading);
}

/** Throws when no further command could be read; the earlier snapshot then stays as it was. */
export async function readCommandsOn(earlier: CommandSnapshot, reading: Reading): Promise<CommandSnapshot> {
  const { question, tally, resumeAt, count } = earlier;
  if (resumeAt === undefined) return earlier;
  return await walkOn(OPERATION, question, tally, resumeAt, fetcher(question, reading), reading, count);
}

function fetcher({ query }: CommandQuestion, { reader }: Reading) {
  return (page: PageRequest, signal: AbortSignal): Promise<Page<Command>> =>
    reader.listCommands(query, page, signal).catch(noneWhenUnknown);
}

/** AWS does not publish whether it answers an unknown id with this error or with an empty list: both mean "none". */
function noneWhenUnknown(error: unknown): Page<Command> {
  if (error instanceof UnavailableError && error.awsType === 'InvalidCommandId') return { items: [] };
  throw error;
}
