/** Snapshots of ListCommandInvocations. */

import {
  type ListRequest,
  type ReadContext,
  type Snapshot,
  START,
  walkOn,
  withLimit,
} from '../../results/index.ts';
import type { Command, Invocation, InvocationQuery, PageRequest } from '../../run-command/index.ts';
import type { Sanitizer } from '../../sanitize/index.ts';
import { documentNamesBeside } from '../document-names.ts';
import { type Count, createTally } from './count.ts';

export type InvocationRequest = ListRequest<InvocationQuery>;

/** What ListCommands has of the command that was asked about. */
export type OwnCommand = Pick<Command, 'requestedAtMs' | 'status'> & {
  /** Nodes it targets; undefined where the query narrows them. */
  readonly targetCount?: number;
  /** Seconds, as the sender gave it. */
  readonly executionTimeout?: number;
};

export type InvocationSnapshot = Snapshot<InvocationQuery, Invocation, Count> & {
  readonly command?: OwnCommand;
  /** Where a filter by document found nothing: the documents of recent commands. */
  readonly documentNames?: readonly string[];
};

const OPERATION = 'ListCommandInvocations';

/** Throws when nothing could be read at all; otherwise `end` says how far it got. */
export async function readSnapshot(
  request: InvocationRequest,
  sanitizer: Sanitizer,
  context: ReadContext,
): Promise<InvocationSnapshot> {
  const tally = createTally(sanitizer, request.query.details);
  let total: number | undefined;
  const counting: ReadContext = {
    ...context,
    onProgress: (items) => context.onProgress(items, total),
  };
  const [snapshot, command] = await Promise.all([
    walkOn(OPERATION, request, tally, START, fetcher(request, context), counting),
    readCommand(request.query, context).then((command) => {
      total = command?.targetCount;
      return command;
    }),
  ]);
  const documentNames = await documentNamesBeside(snapshot, sanitizer, context);
  return { ...snapshot, ...(command && { command }), ...(documentNames && { documentNames }) };
}

/** Throws when no further invocation could be read; the earlier snapshot then stays as it was. */
export async function readOn(earlier: InvocationSnapshot, context: ReadContext): Promise<InvocationSnapshot> {
  const { request, tally, resumeAt, count, command } = earlier;
  if (resumeAt === undefined) return earlier;
  const fetch = fetcher(request, context);
  const counting: ReadContext = {
    ...context,
    onProgress: (items) => context.onProgress(items, command?.targetCount),
  };
  const later = await walkOn(OPERATION, request, tally, resumeAt, fetch, counting, count);
  return { ...later, ...(command && { command }) };
}

function fetcher({ query }: InvocationRequest, { reader }: ReadContext) {
  return (page: PageRequest, signal: AbortSignal) => reader.listInvocations(query, page, signal);
}

/** A side request must not hold up the answer; it is asked beside the first page. */
const COMMAND_LIMIT_MS = 5_000;

/** Nice to know and no more: without the permission the answer goes on. */
async function readCommand(
  query: InvocationQuery,
  { reader, signal }: ReadContext,
): Promise<OwnCommand | undefined> {
  const { region, commandId } = query;
  if (commandId === undefined) return undefined;
  const patience = withLimit(signal, COMMAND_LIMIT_MS);
  try {
    const { items } = await reader.listCommands({ region, commandId, filters: [] }, { size: 1 }, patience);
    const command = items.find((item) => item.commandId === commandId);
    if (command === undefined) return undefined;
    const { requestedAtMs, status, targetCount, parameters } = command;
    const executionTimeout = secondsIn(parameters);
    const narrowed = query.instanceId !== undefined || query.filters.length > 0;
    return {
      requestedAtMs,
      status,
      ...(!narrowed && { targetCount }),
      ...(executionTimeout !== undefined && { executionTimeout }),
    };
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

/** The parameter of AWS's own documents; others may call it differently. */
function secondsIn(parameters: Command['parameters']): number | undefined {
  const given = Object.hasOwn(parameters, 'executionTimeout')
    ? parameters['executionTimeout']?.[0]
    : undefined;
  return given !== undefined && /^\d{1,9}$/.test(given) ? Number(given) : undefined;
}
