/**
 * What the first call of a question read: counted once, kept, and paged without asking AWS again. Reading on
 * makes a longer snapshot that holds all of the earlier one, so counts always speak of everything read so far.
 */

import type { Filter, Invocation, InvocationQuery } from '../domain.ts';
import type { Redactor } from '../report/redaction.ts';
import { type Count, createTally, type Tally } from '../report/tally.ts';
import { type Reading, throwEndless } from './read-on.ts';
import { type Position, START, type WalkEnd, walk } from './walk.ts';

export type InvocationQuestion = {
  readonly query: InvocationQuery;
  /** 1 to 50 invocations an AWS call. */
  readonly pageSize: number;
  /** Invocations to read before the caller is asked whether to read on. */
  readonly maxItems: number;
  /** Before spans were resolved, so that repeating them beside a cursor is not taken for another question. */
  readonly filtersAsWritten?: readonly Filter[];
};

export type InvocationSnapshot = {
  readonly question: InvocationQuestion;
  readonly count: Count;
  readonly end: WalkEnd;
  /** Nodes the command targets, where ListCommands told. */
  readonly targetCount?: number;
  /** Undefined when there is nothing to read on. */
  readonly resumeAt?: Position<Invocation>;
  readonly tally: Tally;
};

/** Throws when nothing could be read at all; otherwise `end` says how far it got. */
export async function readSnapshot(
  question: InvocationQuestion,
  redactor: Redactor,
  reading: Reading,
): Promise<InvocationSnapshot> {
  const tally = createTally(redactor, question.query.details);
  const [snapshot, targetCount] = await Promise.all([
    walkOn(question, tally, START, reading),
    readTargetCount(question.query, reading),
  ]);
  return { ...snapshot, ...(targetCount !== undefined && { targetCount }) };
}

/** Throws when no further invocation could be read; the earlier snapshot then stays as it was. */
export async function readOn(earlier: InvocationSnapshot, reading: Reading): Promise<InvocationSnapshot> {
  if (earlier.resumeAt === undefined) return earlier;
  const later = await walkOn(earlier.question, earlier.tally, earlier.resumeAt, reading, earlier.count);
  return { ...later, ...(earlier.targetCount !== undefined && { targetCount: earlier.targetCount }) };
}

async function walkOn(
  question: InvocationQuestion,
  tally: Tally,
  from: Position<Invocation>,
  { reader, signal, onProgress }: Reading,
  earlier?: Count,
): Promise<InvocationSnapshot> {
  const { query, pageSize, maxItems } = question;
  const before = earlier?.rows.length ?? 0;
  const { end, resumeAt, pages } = await walk({
    from,
    pageSize,
    maxItems,
    signal,
    fetch: (page, pageSignal) => reader.listInvocations(query, page, pageSignal),
    take: (invocation) => tally.add(invocation),
    onPage: (taken) => onProgress(before + taken),
  });
  if (tally.size === before && end.kind !== 'complete') {
    throwEndless(end, pages, 'ListCommandInvocations', query.region);
  }
  return { question, tally, count: tally.count(earlier), end, ...(resumeAt && { resumeAt }) };
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
  const patience = AbortSignal.any([signal, AbortSignal.timeout(TARGET_COUNT_LIMIT_MS)]);
  try {
    const { items } = await reader.listCommands({ region, commandId, filters: [] }, { size: 1 }, patience);
    return items.find((command) => command.commandId === commandId)?.targetCount;
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}
