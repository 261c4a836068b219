/** Snapshots of ListCommandInvocations. */

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
import type { Command, Invocation, InvocationQuery, PageRequest } from '../../run-command/index.ts';
import type { Sanitizer } from '../../sanitize/index.ts';
import { documentNamesBeside } from '../document-names.ts';
import { type Count, createTally, type InvocationTally } from './count.ts';
import { readCutOutputs } from './cut-outputs.ts';
import { othersTurn } from './in-turns.ts';

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
  /** The identity may not call GetCommandInvocation, which has more of outputs that SSM cut. */
  readonly wholeOutputsDenied?: true;
  /** Why the end of an output could not be read outside of SSM; of several the first one. */
  readonly storeFault?: unknown;
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
  let total: number | undefined;
  const counting: ReadContext = {
    ...context,
    onProgress: (items) => context.onProgress(items, total),
  };
  const [snapshot, command] = await Promise.all([
    readInto(tally, request, START, shared, counting),
    readCommand(request.query, context).then((command) => {
      total = command?.targetCount;
      return command;
    }),
  ]);
  const documentNames = await documentNamesBeside(snapshot, shared.sanitizer, context);
  return { ...snapshot, ...(command && { command }), ...(documentNames && { documentNames }) };
}

/** Throws when no further invocation could be read; the earlier snapshot then stays as it was. */
export async function readOn(
  earlier: InvocationSnapshot,
  shared: Shared,
  context: ReadContext,
): Promise<InvocationSnapshot> {
  const { request, resumeAt, count, command } = earlier;
  if (resumeAt === undefined) return earlier;
  const tally = createTally(shared, request.query.details, count);
  const counting: ReadContext = {
    ...context,
    onProgress: (items) => context.onProgress(items, command?.targetCount),
  };
  const later = await readInto(tally, request, resumeAt, shared, counting);
  return { ...later, ...(command && { command }) };
}

async function readInto(
  tally: InvocationTally,
  request: InvocationRequest,
  from: Position<Invocation>,
  { sanitizer }: Shared,
  context: ReadContext,
): Promise<InvocationSnapshot> {
  // One limit for the walk and for what follows it.
  const patience = withLimit(context.signal, CALL_LIMIT_MS);
  const reading = await walkOn(OPERATION, request, tally, from, fetcher(request, context), context);
  // Where reading broke off, more of it would only fail again.
  const { denied, storeFault } =
    reading.end.kind === 'fault'
      ? { denied: false, storeFault: undefined }
      : await readCutOutputs(tally, request.query.region, { ...context, sanitizer }, patience);
  context.signal.throwIfAborted();
  await othersTurn();
  const count = await tally.count(reading.resumeAt !== undefined);
  await othersTurn();
  return {
    ...reading,
    count,
    ...(denied && { wholeOutputsDenied: true }),
    ...(storeFault !== undefined && { storeFault }),
  };
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
