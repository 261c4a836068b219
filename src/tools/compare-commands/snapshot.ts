/** Snapshots of two runs and how they compare. */

import { CALL_LIMIT_MS, type ReadContext, START, withLimit } from '../../results/index.ts';
import {
  type Command,
  type CommandQuery,
  NotFoundError,
  placeOf,
  SsmInvocationsError,
  UnavailableError,
} from '../../run-command/index.ts';
import { cleanLine, type Sanitizer } from '../../sanitize/index.ts';
import type { Count } from '../list-command-invocations/read/count.ts';
import { readCutOutputs } from '../list-command-invocations/read/cut-outputs.ts';
import { othersTurn } from '../list-command-invocations/read/in-turns.ts';
import {
  askCommand,
  commandBeside,
  type OwnCommand,
  ownCommandOf,
} from '../list-command-invocations/read/own-command.ts';
import type { Shared } from '../list-command-invocations/read/snapshot.ts';
import { createTally, type InvocationTally } from '../list-command-invocations/read/tally.ts';
import type { Located } from '../places.ts';
import { chooseBaseline } from './baseline.ts';
import { type Comparison, compareRuns } from './comparison.ts';
import { type OfBoth, type RunReading, readBoth, SIDES } from './runs.ts';

export type ComparisonQuery = CommandQuery & {
  readonly commandId: string;
  /** Undefined where it is to be chosen. */
  readonly baselineId?: string;
};

/** What is known of a command beside its invocations; texts are sanitized. */
export type RunHead = {
  readonly commandId: string;
  readonly documentName: string;
  readonly comment: string;
} & Partial<OwnCommand>;

export type Run = RunReading & { readonly head: RunHead };

/** Plain data that never changes: reading on makes another from it. */
export type ComparisonSnapshot = {
  readonly request: { readonly query: ComparisonQuery };
  readonly runs: OfBoth<Run>;
  readonly chosenBecause?: string;
  readonly located?: Located;
  readonly count: Count;
  readonly comparison: Comparison;
  /** The identity may not call GetCommandInvocation, which has more of outputs that SSM cut. */
  readonly wholeOutputsDenied?: true;
  /** Why the end of an output could not be read outside of SSM. */
  readonly storeFault?: unknown;
};

/**
 * Throws `NotFoundError` where there is no such command or none to compare with, and what AWS said where nothing could
 * be read of either; otherwise the ends say how far it got.
 */
export async function readComparison(
  query: ComparisonQuery,
  shared: Shared,
  context: ReadContext,
): Promise<ComparisonSnapshot> {
  const { commandId } = query;
  const place = placeOf(query);
  const time = timeOf(context);
  const chosen = query.baselineId === undefined ? await choose(query, context) : undefined;
  const baselineId = query.baselineId ?? chosen?.baseline.commandId ?? '';
  const asked = Promise.all([
    chosen?.command ?? commandBeside({ ...place, commandId, filters: [] }, context),
    chosen?.baseline ?? commandBeside({ ...place, commandId: baselineId, filters: [] }, context),
  ]);
  let total: number | undefined;
  const tally = createTally(shared, false);
  const unread = { invocations: 0, end: { kind: 'maxItems' }, resumeAt: START } as const;
  const [readings, [command, baseline]] = await Promise.all([
    readBoth(
      tally,
      place,
      { command: { commandId, ...unread }, baseline: { commandId: baselineId, ...unread } },
      {
        ...context,
        limitMs: time.leftMs(),
        onProgress: (items) => context.onProgress(items, total),
      },
    ),
    asked.then(([one, other]) => {
      total = one && other && one.targetCount + other.targetCount;
      return [one, other] as const;
    }),
  ]);
  const known = { command, baseline };
  for (const side of SIDES) {
    const { end, invocations, commandId } = readings[side];
    if (known[side] === undefined && invocations === 0 && end.kind === 'complete')
      throw new NotFoundError({ what: 'command', commandId, instanceId: '', ...place });
  }
  const { count, ...denied } = await countBoth(
    tally,
    readings,
    { ...context, sanitizer: shared.sanitizer },
    time.signal,
  );
  const runs = {
    command: { ...readings.command, head: headOf(command, commandId, count, shared.sanitizer) },
    baseline: { ...readings.baseline, head: headOf(baseline, baselineId, count, shared.sanitizer) },
  };
  return {
    request: { query },
    ...compared(runs, count),
    ...denied,
    ...(chosen && { chosenBecause: chosen.because }),
  };
}

/** Throws when no further invocation could be read; the earlier snapshot then stays as it was. */
export async function readComparisonOn(
  earlier: ComparisonSnapshot,
  shared: Shared,
  context: ReadContext,
): Promise<ComparisonSnapshot> {
  const { request, runs, chosenBecause, located } = earlier;
  const time = timeOf(context);
  const tally = createTally(shared, false, earlier.count);
  const readings = await readBoth(tally, placeOf(request.query), runs, {
    ...context,
    limitMs: time.leftMs(),
  });
  const { count, ...denied } = await countBoth(
    tally,
    readings,
    { ...context, sanitizer: shared.sanitizer },
    time.signal,
  );
  return {
    request,
    ...compared(
      {
        command: { ...readings.command, head: runs.command.head },
        baseline: { ...readings.baseline, head: runs.baseline.head },
      },
      count,
    ),
    ...denied,
    ...(chosenBecause && { chosenBecause }),
    ...(located && { located }),
  };
}

/** One limit for all that a call reads. */
function timeOf({ signal }: ReadContext) {
  const endsAt = performance.now() + CALL_LIMIT_MS;
  return {
    signal: withLimit(signal, CALL_LIMIT_MS),
    leftMs: () => Math.max(1, endsAt - performance.now()),
  };
}

async function choose({ commandId, ...query }: ComparisonQuery, context: ReadContext) {
  const place = placeOf(query);
  const command = await askCommand({ ...place, commandId }, context).catch((error: unknown) => {
    context.signal.throwIfAborted();
    if (error instanceof UnavailableError && error.awsType === 'InvalidCommandId') return undefined;
    if (error instanceof SsmInvocationsError) throw error;
    throw new UnavailableError('timeLimit', { operation: 'ListCommands', profile: undefined, ...place });
  });
  if (command === undefined)
    throw new NotFoundError({ what: 'command', commandId, instanceId: '', ...place });
  const { command: baseline, because } = await chooseBaseline(command, place, context);
  return { command, baseline, because };
}

async function countBoth(
  tally: InvocationTally,
  readings: OfBoth<RunReading>,
  context: ReadContext & { readonly sanitizer: Sanitizer },
  patience: AbortSignal,
): Promise<{ readonly count: Count } & Pick<ComparisonSnapshot, 'wholeOutputsDenied' | 'storeFault'>> {
  const both = SIDES.map((side) => readings[side]);
  // Where reading broke off, more of it would only fail again.
  const { denied, storeFault } = both.some(({ end }) => end.kind === 'fault')
    ? { denied: false, storeFault: undefined }
    : await readCutOutputs(tally, await tally.failures(), context, patience);
  context.signal.throwIfAborted();
  await othersTurn();
  const count = await tally.count(both.some(({ resumeAt }) => resumeAt !== undefined));
  await othersTurn();
  return {
    count,
    ...(denied && { wholeOutputsDenied: true }),
    ...(storeFault !== undefined && { storeFault }),
  };
}

function compared(runs: OfBoth<Run>, count: Count) {
  const ids = { command: runs.command.head.commandId, baseline: runs.baseline.head.commandId };
  return { runs, count, comparison: compareRuns(count, ids, isComplete(runs)) };
}

export function isComplete(runs: OfBoth<Run>): boolean {
  return SIDES.every((side) => runs[side].end.kind === 'complete');
}

function headOf(command: Command | undefined, id: string, count: Count, sanitizer: Sanitizer): RunHead {
  const commandId = cleanLine(id);
  if (command === undefined) {
    const head = count.rows.find((row) => row.command.commandId === commandId)?.command;
    return {
      commandId,
      documentName: head?.documentName ?? '',
      comment: head?.comment ?? '',
      requestedAtMs: head && count.requestedAt.get(head),
    };
  }
  return {
    commandId,
    documentName: sanitizer.line(command.documentName).text,
    comment: sanitizer.line(command.comment).text,
    ...ownCommandOf(command, { region: '', filters: [] }),
  };
}
