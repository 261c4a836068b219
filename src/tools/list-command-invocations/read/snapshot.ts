/** Snapshots of ListCommandInvocations. */

import {
  CALL_LIMIT_MS,
  type FetchIn,
  type ListRequest,
  type ReadContext,
  type Snapshot,
  type StringPool,
  walkOn,
  withLimit,
} from '../../../results/index.ts';
import type { Invocation, InvocationQuery } from '../../../run-command/index.ts';
import type { Sanitizer } from '../../../sanitize/index.ts';
import { documentNamesBeside } from '../../document-names.ts';
import { patternOf } from '../../list-request.ts';
import type { Located } from '../../places.ts';
import { lookUpNodes, type NodeLookup } from '../nodes/lookup.ts';
import type { Count } from './count.ts';
import { readCutOutputs } from './cut-outputs.ts';
import { othersTurn } from './in-turns.ts';
import { commandBeside, type OwnCommand, ownCommandOf } from './own-command.ts';
import { createTally, type InvocationTally } from './tally.ts';
import type { Wait, Waited } from './wait.ts';

export type InvocationRequest = ListRequest<InvocationQuery> & {
  /** Invocations to read where the list is read on; default `maxItems` again. */
  readonly furtherItems?: number;
};

export type InvocationSnapshot = Snapshot<InvocationQuery, Invocation, Count> & {
  readonly request: InvocationRequest;
  readonly located?: Located;
  readonly command?: OwnCommand;
  /** Where the call waited for the command before it read. */
  readonly waited?: Waited;
  /** Where a filter by document found nothing: the documents of recent commands. */
  readonly documentNames?: readonly string[];
  /** The identity may not call GetCommandInvocation, which has more of outputs that SSM cut. */
  readonly wholeOutputsDenied?: true;
  /** Why the end of an output could not be read outside of SSM; of several the first one. */
  readonly storeFault?: unknown;
  /** What SSM knows of the nodes. */
  readonly lookup?: NodeLookup;
};

const OPERATION = 'ListCommandInvocations';

/** What all results of a session share. */
export type Shared = { readonly sanitizer: Sanitizer; readonly strings: StringPool };

/** Throws when nothing could be read at all; otherwise `end` says how far it got. What it waited goes off its time. */
export async function readSnapshot(
  request: InvocationRequest,
  shared: Shared,
  { limitMs = CALL_LIMIT_MS, ...given }: ReadContext,
  wait?: Wait,
): Promise<InvocationSnapshot> {
  const context = { ...given, limitMs: limitMs - (wait?.ms ?? 0) };
  const tally = createTally({ ...shared, pattern: patternOf(request) }, request.query.details);
  let total: number | undefined;
  const counting: ReadContext = {
    ...context,
    onProgress: (items) => context.onProgress(items, total),
  };
  const [snapshot, command] = await Promise.all([
    readInto(tally, request, undefined, shared.sanitizer, counting),
    (wait ? Promise.resolve(wait.command) : commandBeside(request.query, context)).then((command) => {
      const own = command && ownCommandOf(command, request.query);
      total = own?.targetCount;
      return own;
    }),
  ]);
  const documentNames = await documentNamesBeside(snapshot, shared.sanitizer, context);
  return {
    ...snapshot,
    ...(command && { command }),
    ...(wait && { waited: withoutCommand(wait) }),
    ...(documentNames && { documentNames }),
  };
}

/** What is stored: the command itself has parameters, which may hold secrets. */
function withoutCommand({ command: _, reported: __, ...waited }: Wait): Waited {
  return waited;
}

/** Throws when no further invocation could be read; the earlier snapshot then stays as it was. */
export async function readOn(
  earlier: InvocationSnapshot,
  shared: Shared,
  context: ReadContext,
): Promise<InvocationSnapshot> {
  const { request, resumeAt, count, command, waited, located } = earlier;
  if (resumeAt === undefined) return earlier;
  const tally = createTally({ ...shared, pattern: patternOf(request) }, request.query.details, count);
  const counting: ReadContext = {
    ...context,
    onProgress: (items) => context.onProgress(items, command?.targetCount),
  };
  const further = { ...request, maxItems: request.furtherItems ?? request.maxItems };
  const later = await readInto(tally, further, earlier, shared.sanitizer, counting, earlier.lookup);
  return { ...later, ...(command && { command }), ...(waited && { waited }), ...(located && { located }) };
}

async function readInto(
  tally: InvocationTally,
  request: InvocationRequest,
  from: Pick<InvocationSnapshot, 'resumeAt' | 'readings'> | undefined,
  sanitizer: Sanitizer,
  context: ReadContext,
  earlier?: NodeLookup,
): Promise<InvocationSnapshot> {
  // One limit for the walk and for what follows it.
  const patience = withLimit(context.signal, context.limitMs ?? CALL_LIMIT_MS);
  const reading = await walkOn(OPERATION, request, tally, from, fetcher(request, context), context);
  await tally.settle(patience);
  // Where reading broke off, more of it would only fail again.
  const brokeOff = reading.end.kind === 'fault' && reading.readings === undefined;
  const { denied, storeFault, lookup } =
    brokeOff || !request.query.details
      ? { denied: false, storeFault: undefined, lookup: earlier }
      : await readBeside(tally, { ...context, sanitizer }, patience, earlier);
  context.signal.throwIfAborted();
  await othersTurn();
  const inTime = isOneNode(request);
  const count = await tally.count(reading.resumeAt !== undefined, { inTime, lookup });
  await othersTurn();
  return {
    ...reading,
    request,
    count,
    ...(denied && { wholeOutputsDenied: true }),
    ...(storeFault !== undefined && { storeFault }),
    ...(lookup && { lookup }),
  };
}

/** A question about one node alone: what happened there, in the order of time. */
export function isOneNode({ query: { instanceId, commandId }, match }: InvocationRequest): boolean {
  return instanceId !== undefined && commandId === undefined && match === undefined;
}

/** What the list does not have of nodes that did not succeed: the rest of their output, and what they are. */
async function readBeside(
  tally: InvocationTally,
  context: Pick<ReadContext, 'reader' | 'outputs'> & { readonly sanitizer: Sanitizer },
  signal: AbortSignal,
  earlier: NodeLookup | undefined,
) {
  const failures = await tally.failures();
  const [cut, lookup] = await Promise.all([
    readCutOutputs(tally, failures, context, signal),
    lookUpNodes(tally, failures, context, signal, earlier),
  ]);
  return { ...cut, lookup };
}

function fetcher({ query }: InvocationRequest, { reader }: ReadContext): FetchIn<Invocation> {
  return (place, page, signal) => reader.listInvocations({ ...query, ...place }, page, signal);
}
