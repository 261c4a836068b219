/** The two runs, read side by side into one tally: their causes are found together, so that one cause has one name. */

import {
  type InPlace,
  type ListRequest,
  type Position,
  type ReadContext,
  type WalkEnd,
  walkOn,
} from '../../results/index.ts';
import {
  type AwsPlace,
  CursorExpiredError,
  InvalidInputError,
  type Invocation,
  type InvocationQuery,
  SsmInvocationsError,
} from '../../run-command/index.ts';
import type { InvocationTally } from '../list-command-invocations/read/tally.ts';
import { noneWhenUnknown } from '../list-commands/snapshot.ts';
import { MAX_ITEMS } from '../notes.ts';

export const SIDES = ['command', 'baseline'] as const;
export type Side = (typeof SIDES)[number];
export type OfBoth<Value> = Readonly<Record<Side, Value>>;

/** How far one run was read. */
export type RunReading = {
  readonly commandId: string;
  readonly invocations: number;
  readonly end: WalkEnd;
  /** Undefined when there is nothing to read on. */
  readonly resumeAt?: Position<InPlace<Invocation>>;
};

/** AWS's largest page. */
const PAGE_SIZE = 50;

/**
 * Goes on from where both were left; a run that is read to its end stays as it is. Throws when not one further
 * invocation could be read of either.
 */
export async function readBoth(
  tally: InvocationTally,
  place: AwsPlace,
  from: OfBoth<RunReading>,
  context: ReadContext,
): Promise<OfBoth<RunReading>> {
  const read = { command: from.command.invocations, baseline: from.baseline.invocations };
  const readSide = (side: Side) =>
    readRun(tally, place, from[side], {
      ...context,
      onProgress(items) {
        read[side] = items;
        context.onProgress(read.command + read.baseline);
      },
    });
  // Both have to be over before this throws: what a walk that goes on reads would count against no result.
  const [command, baseline] = await Promise.allSettled([readSide('command'), readSide('baseline')]);
  const readings = { command: orThrow(command), baseline: orThrow(baseline) };
  const faults = SIDES.flatMap((side) => {
    const { end, invocations } = readings[side];
    return end.kind === 'fault' && invocations === from[side].invocations ? [end.error] : [];
  });
  if (faults.length === SIDES.filter((side) => from[side].resumeAt).length && faults.length > 0)
    throw faults[0];
  return readings;
}

function orThrow<Value>(settled: PromiseSettledResult<Value>): Value {
  if (settled.status === 'rejected') throw settled.reason;
  return settled.value;
}

/** One of which nothing more could be read is as it was, for the other one may be worth an answer. */
async function readRun(
  tally: InvocationTally,
  place: AwsPlace,
  earlier: RunReading,
  context: ReadContext,
): Promise<RunReading> {
  const { commandId, resumeAt, invocations } = earlier;
  if (resumeAt === undefined) return earlier;
  const request: ListRequest<InvocationQuery> = {
    query: { ...place, commandId, filters: [], details: true },
    pageSize: PAGE_SIZE,
    maxItems: MAX_ITEMS,
  };
  const own = countedApart(tally, invocations);
  try {
    const { end, resumeAt: next } = await walkOn(
      'ListCommandInvocations',
      request,
      own,
      { resumeAt },
      (place, page, signal) =>
        context.reader.listInvocations({ ...request.query, ...place }, page, signal).catch(noneWhenUnknown),
      context,
    );
    return { commandId, invocations: own.size, end, ...(next && { resumeAt: next }) };
  } catch (error) {
    context.signal.throwIfAborted();
    if (!(error instanceof SsmInvocationsError) || error instanceof InvalidInputError) throw error;
    // The SDK's own error would hold its request and reply in memory.
    delete error.cause;
    return {
      commandId,
      invocations,
      end: { kind: 'fault', error },
      ...(!(error instanceof CursorExpiredError) && { resumeAt }),
    };
  }
}

/** The share of one run in a tally of both. */
function countedApart(tally: InvocationTally, counted: number) {
  let size = counted;
  return {
    add(invocation: Invocation, place: AwsPlace): boolean {
      const isNew = tally.add(invocation, place);
      if (isNew) size += 1;
      return isNew;
    },
    get size() {
      return size;
    },
    get bytes() {
      return tally.bytes;
    },
  };
}
