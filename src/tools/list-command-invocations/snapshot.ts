/** Snapshots of ListCommandInvocations. */

import { setImmediate as turn } from 'node:timers/promises';
import {
  CALL_LIMIT_MS,
  type ListRequest,
  type Position,
  type ReadContext,
  type Snapshot,
  START,
  type StringPool,
  walkOn,
  withLimit,
} from '../../results/index.ts';
import type { Invocation, InvocationQuery, PageRequest } from '../../run-command/index.ts';
import type { Sanitizer } from '../../sanitize/index.ts';
import { type Count, createTally, type InvocationTally } from './count.ts';
import { readCutOutputs } from './cut-outputs.ts';

export type InvocationRequest = ListRequest<InvocationQuery>;

export type InvocationSnapshot = Snapshot<InvocationQuery, Invocation, Count> & {
  /** Nodes the command targets, where ListCommands says so. */
  readonly targetCount?: number;
  /** The identity may not call GetCommandInvocation, which has more of outputs that SSM cut. */
  readonly wholeOutputsDenied?: true;
};

const OPERATION = 'ListCommandInvocations';

/** What all results of a session share. */
export type Shared = { readonly sanitizer: Sanitizer; readonly strings: StringPool };

/** Throws when nothing could be read at all; otherwise `end` says how far it got. */
export async function readSnapshot(
  request: InvocationRequest,
  shared: Shared,
  context: ReadContext,
): Promise<InvocationSnapshot> {
  const tally = createTally(shared, request.query.details);
  const [snapshot, targetCount] = await Promise.all([
    readInto(tally, request, START, context),
    readTargetCount(request.query, context),
  ]);
  return { ...snapshot, ...(targetCount !== undefined && { targetCount }) };
}

/** Throws when no further invocation could be read; the earlier snapshot then stays as it was. */
export async function readOn(
  earlier: InvocationSnapshot,
  shared: Shared,
  context: ReadContext,
): Promise<InvocationSnapshot> {
  const { request, resumeAt, count, targetCount } = earlier;
  if (resumeAt === undefined) return earlier;
  const tally = createTally(shared, request.query.details, count);
  const later = await readInto(tally, request, resumeAt, context);
  return { ...later, ...(targetCount !== undefined && { targetCount }) };
}

async function readInto(
  tally: InvocationTally,
  request: InvocationRequest,
  from: Position<Invocation>,
  context: ReadContext,
): Promise<InvocationSnapshot> {
  // One limit for the walk and for what follows it.
  const patience = withLimit(context.signal, CALL_LIMIT_MS);
  const reading = await walkOn(OPERATION, request, tally, from, fetcher(request, context), context);
  // Where reading broke off, more of it would only fail again.
  const { denied } =
    reading.end.kind === 'fault'
      ? { denied: false }
      : await readCutOutputs(tally, request.query.region, context.reader, patience);
  // Counting 20,000 rows takes a while, and so does laying them out: a ping need not wait for both.
  await turn();
  context.signal.throwIfAborted();
  const count = tally.count(reading.resumeAt !== undefined);
  await turn();
  return { ...reading, count, ...(denied && { wholeOutputsDenied: true }) };
}

function fetcher({ query }: InvocationRequest, { reader }: ReadContext) {
  return (page: PageRequest, signal: AbortSignal) => reader.listInvocations(query, page, signal);
}

/** A side request must not hold up the answer; it is asked beside the first page. */
const TARGET_COUNT_LIMIT_MS = 5_000;

/** How many nodes one command targets. Nice to know and no more: without the permission the answer goes on. */
async function readTargetCount(
  query: InvocationQuery,
  { reader, signal }: ReadContext,
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
