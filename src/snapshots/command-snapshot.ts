/** What the first call of a question about commands read: counted once, kept, and paged without asking AWS again. */

import type { Command, CommandQuery, Filter } from '../domain.ts';
import { UnavailableError } from '../errors.ts';
import { type CommandCount, type CommandTally, createCommandTally } from '../report/command-tally.ts';
import type { Redactor } from '../report/redaction.ts';
import { type Reading, throwEndless } from './read-on.ts';
import { type Position, START, type WalkEnd, walk } from './walk.ts';

export type CommandQuestion = {
  readonly query: CommandQuery;
  /** 1 to 50 commands an AWS call. */
  readonly pageSize: number;
  /** Commands to read before the caller is asked whether to read on. */
  readonly maxItems: number;
  /** Before spans were resolved, so that repeating them beside a cursor is not taken for another question. */
  readonly filtersAsWritten?: readonly Filter[];
};

export type CommandSnapshot = {
  readonly question: CommandQuestion;
  readonly count: CommandCount;
  readonly end: WalkEnd;
  /** Undefined when there is nothing to read on. */
  readonly resumeAt?: Position<Command>;
  readonly tally: CommandTally;
};

/** Throws when nothing could be read at all; otherwise `end` says how far it got. */
export async function readCommands(
  question: CommandQuestion,
  redactor: Redactor,
  reading: Reading,
): Promise<CommandSnapshot> {
  // One command, asked for by its id, is shown with its parameters whole.
  const tally = createCommandTally(redactor, question.query.commandId !== undefined);
  return await walkOn(question, tally, START, reading);
}

/** Throws when no further command could be read; the earlier snapshot then stays as it was. */
export async function readCommandsOn(earlier: CommandSnapshot, reading: Reading): Promise<CommandSnapshot> {
  if (earlier.resumeAt === undefined) return earlier;
  return await walkOn(earlier.question, earlier.tally, earlier.resumeAt, reading, earlier.count);
}

async function walkOn(
  question: CommandQuestion,
  tally: CommandTally,
  from: Position<Command>,
  { reader, signal, onProgress }: Reading,
  earlier?: CommandCount,
): Promise<CommandSnapshot> {
  const { query, pageSize, maxItems } = question;
  const before = earlier?.rows.length ?? 0;
  const walked = await walk({
    from,
    pageSize,
    maxItems,
    signal,
    fetch: (page, pageSignal) => reader.listCommands(query, page, pageSignal),
    take: (command) => tally.add(command),
    onPage: (taken) => onProgress(before + taken),
  });
  const { resumeAt } = walked;
  if (isUnknownCommand(walked.end))
    return { question, tally, count: tally.count(), end: { kind: 'complete' } };
  if (tally.size === before && walked.end.kind !== 'complete') {
    throwEndless(walked.end, walked.pages, 'ListCommands', query.region);
  }
  return { question, tally, count: tally.count(earlier), end: walked.end, ...(resumeAt && { resumeAt }) };
}

/** AWS does not publish whether it answers an unknown id with this error or with an empty list: both mean "none". */
function isUnknownCommand(end: WalkEnd): boolean {
  return (
    end.kind === 'fault' && end.error instanceof UnavailableError && end.error.awsType === 'InvalidCommandId'
  );
}
