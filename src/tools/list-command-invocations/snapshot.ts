/** Snapshots of ListCommandInvocations. */

import {
  type ListRequest,
  type ReadContext,
  type Snapshot,
  START,
  walkOn,
  withLimit,
} from '../../results/index.ts';
import type { Invocation, InvocationQuery, PageRequest } from '../../run-command/index.ts';
import type { Sanitizer } from '../../sanitize/index.ts';
import { type Count, createTally } from './count.ts';

export type InvocationRequest = ListRequest<InvocationQuery>;

export type InvocationSnapshot = Snapshot<InvocationQuery, Invocation, Count> & {
  /** Nodes the command targets, where ListCommands told. */
  readonly targetCount?: number;
};

const OPERATION = 'ListCommandInvocations';

/** Throws when nothing could be read at all; otherwise `end` says how far it got. */
export async function readSnapshot(
  request: InvocationRequest,
  sanitizer: Sanitizer,
  context: ReadContext,
): Promise<InvocationSnapshot> {
  const tally = createTally(sanitizer, request.query.details);
  const [snapshot, targetCount] = await Promise.all([
    walkOn(OPERATION, request, tally, START, fetcher(request, context), context),
    readTargetCount(request.query, context),
  ]);
  return { ...snapshot, ...(targetCount !== undefined && { targetCount }) };
}

/** Throws when no further invocation could be read; the earlier snapshot then stays as it was. */
export async function readOn(earlier: InvocationSnapshot, context: ReadContext): Promise<InvocationSnapshot> {
  const { request, tally, resumeAt, count, targetCount } = earlier;
  if (resumeAt === undefined) return earlier;
  const fetch = fetcher(request, context);
  const later = await walkOn(OPERATION, request, tally, resumeAt, fetch, context, count);
  return { ...later, ...(targetCount !== undefined && { targetCount }) };
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
