/** Snapshots of ListCommandInvocations. */

import type { Invocation, InvocationQuery, PageRequest } from '../domain.ts';
import type { OutputReader } from '../report/output-reader.ts';
import { type Count, createTally, type Tally } from '../report/tally.ts';
import type { Reading } from './read-on.ts';
import { type Question, type Snapshot, walkOn } from './snapshot.ts';
import { withLimit } from './time-limit.ts';
import { START } from './walk.ts';

export type InvocationQuestion = Question<InvocationQuery>;

export type InvocationSnapshot = Snapshot<InvocationQuery, Invocation, Count> & {
  /** Nodes the command targets, where ListCommands told. */
  readonly targetCount?: number;
  readonly tally: Tally;
};

const OPERATION = 'ListCommandInvocations';

/**
 * Throws when nothing could be read at all; otherwise `end` says how far it got. Where AWS tells what it told
 * `before`, the count is that very one.
 */
export async function readSnapshot(
  question: InvocationQuestion,
  outputs: OutputReader,
  reading: Reading,
  before?: InvocationSnapshot,
): Promise<InvocationSnapshot> {
  const tally = createTally(outputs, question.query.details, before);
  const [snapshot, targetCount] = await Promise.all([
    walkOn(OPERATION, question, tally, START, fetcher(question, reading), reading),
    readTargetCount(question.query, reading),
  ]);
  return { ...snapshot, tally, ...(targetCount !== undefined && { targetCount }) };
}

/** Throws when no further invocation could be read; the earlier snapshot then stays as it was. */
export async function readOn(earlier: InvocationSnapshot, reading: Reading): Promise<InvocationSnapshot> {
  const { question, tally, resumeAt, count, targetCount } = earlier;
  if (resumeAt === undefined) return earlier;
  const fetch = fetcher(question, reading);
  const later = await walkOn(OPERATION, question, tally, resumeAt, fetch, reading, count);
  return { ...later, tally, ...(targetCount !== undefined && { targetCount }) };
}

function fetcher({ query }: InvocationQuestion, { reader }: Reading) {
  return (page: PageRequest, signal: AbortSignal) => reader.listInvocations(query, page, signal);
}

/** A side question must not hold up the answer; it is asked beside the first page. */
const TARGET_COUNT_LIMIT_MS = 5_000;

/** How many nodes one command targets. Nice to know and no more: without the permission the answer goes on. */
async function readTargetCount(
  query: InvocationQuery,
  { reader, signal }: Reading,
): Promise<number | undefined> {
  const { region, commandId } = query;
  if (commandId === undefined || query.instanceId !== undefined || query.filters.length > 0) return undefined;
  const patience = withLimit(signal, TARGET_COUNT_LIMIT_MS);
  try {
    const { items } = await reader.listCommands({ region, commandId, filters: [] }, { size: 1 }, patience);
    return items.find((command) => command.commandId === commandId)?.targetCount;
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}
