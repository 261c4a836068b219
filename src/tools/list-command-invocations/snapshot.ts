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
import type { Invocation, InvocationQuery, PageRequest } from '../../run-command/index.ts';
import type { Sanitizer } from '../../sanitize/index.ts';
import { documentNamesBeside } from '../document-names.ts';
import { type Count, createTally, type InvocationTally } from './count.ts';
import { readCutOutputs } from './cut-outputs.ts';
import { othersTurn } from './in-turns.ts';
import { commandBeside, type OwnCommand, ownCommandOf } from './own-command.ts';
import type { Wait, Waited } from './wait.ts';

export type InvocationRequest = ListRequest<InvocationQuery> & {
  /** Invocations to read where the list is read on; default `maxItems` again. */
  readonly furtherItems?: number;
};

export type InvocationSnapshot = Snapshot<InvocationQuery, Invocation, Count> & {
  readonly request: InvocationRequest;
  readonly command?: OwnCommand;
  /** Where the call waited for the command before it read. */
  readonly waited?: Waited;
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

/** Throws when nothing could be read at all; otherwise `end` says how far it got. What it waited goes off its time. */
export async function readSnapshot(
  request: InvocationRequest,
  shared: Shared,
  { limitMs = CALL_LIMIT_MS, ...given }: ReadContext,
  wait?: Wait,
): Promise<InvocationSnapshot> {
  const context = { ...given, limitMs: limitMs - (wait?.ms ?? 0) };
  const tally = createTally(shared, request.query.details);
  let total: number | undefined;
  const counting: ReadContext = {
    ...context,
    onProgress: (items) => context.onProgress(items, total),
  };
  const [snapshot, command] = await Promise.all([
    readInto(tally, request, START, shared, counting),
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
  const { request, resumeAt, count, command, waited } = earlier;
  if (resumeAt === undefined) return earlier;
  const tally = createTally(shared, request.query.details, count);
  const counting: ReadContext = {
    ...context,
    onProgress: (items) => context.onProgress(items, command?.targetCount),
  };
  const further = { ...request, maxItems: request.furtherItems ?? request.maxItems };
  const later = await readInto(tally, further, resumeAt, shared, counting);
  return { ...later, ...(command && { command }), ...(waited && { waited }) };
}

async function readInto(
  tally: InvocationTally,
  request: InvocationRequest,
  from: Position<Invocation>,
  { sanitizer }: Shared,
  context: ReadContext,
): Promise<InvocationSnapshot> {
  // One limit for the walk and for what follows it.
  const patience = withLimit(context.signal, context.limitMs ?? CALL_LIMIT_MS);
  const reading = await walkOn(OPERATION, request, tally, from, fetcher(request, context), context);
  // Where reading broke off, more of it would only fail again.
  const { denied, storeFault } =
    reading.end.kind === 'fault'
      ? { denied: false, storeFault: undefined }
      : await readCutOutputs(tally, request.query.region, { ...context, sanitizer }, patience);
  context.signal.throwIfAborted();
  await othersTurn();
  const count = await tally.count(reading.resumeAt !== undefined, isOneNode(request.query));
  await othersTurn();
  return {
    ...reading,
    request,
    count,
    ...(denied && { wholeOutputsDenied: true }),
    ...(storeFault !== undefined && { storeFault }),
  };
}

/** A question about one node alone: what happened there, in the order of time. */
export function isOneNode({ instanceId, commandId }: InvocationQuery): boolean {
  return instanceId !== undefined && commandId === undefined;
}

function fetcher({ query }: InvocationRequest, { reader }: ReadContext) {
  return (page: PageRequest, signal: AbortSignal) => reader.listInvocations(query, page, signal);
}
