/**
 * Streams past SSM's cut: of those that SSM cut, the beginning and the end of the whole in S3 or CloudWatch Logs; of a
 * plugin that still runs, what CloudWatch Logs has of it by now.
 */

import { createWholeOutput, type OutputPiece, type WholeOutput } from '../../output/index.ts';
import { CALL_LIMIT_MS, inParallel, type ReadInvocation, withLimit } from '../../results/index.ts';
import {
  classOf,
  type InvocationRef,
  isCutBySsm,
  isSkipped,
  OUTPUT_STREAMS,
  type OutputAddress,
  OutputMissingError,
  type OutputStream,
  outputLocationOf,
  type Plugin,
  SsmInvocationsError,
  statusOf,
  UnavailableError,
} from '../../run-command/index.ts';
import type { Session } from '../../session.ts';

export type WholeText = {
  readonly output: WholeOutput;
  readonly first: OutputPiece;
  /** Left out where the first piece is all. */
  readonly end?: OutputPiece;
};

export type Wholes = {
  of(pluginName: string, stream: OutputStream): WholeText | undefined;
  /** Why a whole could not be read: one of our errors. */
  readonly faults: readonly (OutputAddress & { readonly fault: unknown })[];
  /** Wholes that took too long to read; what SSM kept stands for them. */
  readonly withheld: number;
  /** Whether nothing outside of SSM is to be read. */
  readonly off: boolean;
};

export const NO_WHOLES: Wholes = { of: () => undefined, faults: [], withheld: 0, off: false };

/** Of one call: each may take a tenth of a second, and its first piece is held. */
const MAX_STREAMS = 20;
const MAX_STREAMS_AT_A_TIME = 4;

/** What is left of a call's time, at least this long. */
const MIN_LIMIT_MS = 5_000;

/** `only` names the plugin that was asked for; `startedMs` is when the call began, on the clock of `performance`. */
export async function readWholes(
  ref: InvocationRef,
  read: ReadInvocation,
  only: string | undefined,
  { outputs, sanitizer }: Pick<Session, 'outputs' | 'sanitizer'>,
  { signal, startedMs }: { readonly signal: AbortSignal; readonly startedMs: number },
): Promise<Wholes> {
  if (outputs === undefined) return { ...NO_WHOLES, off: true };
  const wanted = addressesIn(ref, read, only).slice(0, MAX_STREAMS);
  if (wanted.length === 0) return NO_WHOLES;
  const patience = limitOf(signal, startedMs);
  const found = new Map<string, WholeText>();
  const faults: Wholes['faults'][number][] = [];
  let withheld = 0;

  await inParallel(wanted, MAX_STREAMS_AT_A_TIME, async (address) => {
    let fault: unknown;
    for (const stored of outputs.open(address)) {
      try {
        const text = await readEnds(createWholeOutput(stored, sanitizer), patience);
        // Nothing there, or nothing that could be read in time: SSM's own beginning says more.
        if (text.first.withheld) withheld += 1;
        else if (text.first.text !== '' || text.end)
          found.set(keyOf(address.pluginName, address.stream), text);
        return true;
      } catch (error) {
        signal.throwIfAborted();
        const known = patience.aborted ? outOfTime(address, stored.store) : error;
        if (!(known instanceof SsmInvocationsError)) throw error;
        fault ??= known;
      }
    }
    if (fault !== undefined) faults.push({ ...address, fault });
    return true;
  });
  const told = faults.filter(({ pluginName, fault, printed }) => {
    // Where one stream is there, the other is missing because nothing was printed to it.
    const besides = OUTPUT_STREAMS.some((stream) => found.has(keyOf(pluginName, stream)));
    return printed || !besides || !(fault instanceof OutputMissingError);
  });
  return {
    of: (pluginName, stream) => found.get(keyOf(pluginName, stream)),
    faults: told,
    withheld,
    off: false,
  };
}

/** The beginning of one whole. */
export type ReadWhole = OutputPiece & { readonly store: WholeOutput['store'] };

/** 1 MiB (docs/limits.md). */
const MAX_PIECES = 16;

/** `undefined` where SSM has all of the stream, or where it cannot be read elsewhere. */
export async function readWhole(
  { only, pluginName, ...ref }: InvocationRef & { readonly pluginName: string; readonly only: OutputStream },
  read: ReadInvocation,
  { outputs, sanitizer }: Pick<Session, 'outputs' | 'sanitizer'>,
  { signal, startedMs }: { readonly signal: AbortSignal; readonly startedMs: number },
): Promise<ReadWhole | undefined> {
  const address = addressesIn(ref, read, pluginName).find(({ stream }) => stream === only);
  if (outputs === undefined || address === undefined) return undefined;
  const patience = limitOf(signal, startedMs);
  for (const stored of outputs.open(address)) {
    try {
      const piece = await createWholeOutput(stored, sanitizer).read(0, patience, MAX_PIECES);
      if (piece.text !== '') return { ...piece, store: stored.store };
    } catch (error) {
      signal.throwIfAborted();
      if (!patience.aborted && !(error instanceof SsmInvocationsError)) throw error;
    }
  }
  return undefined;
}

/** What is left of a call that began at `startedMs`. */
export function limitOf(signal: AbortSignal, startedMs: number): AbortSignal {
  return withLimit(signal, Math.max(MIN_LIMIT_MS, CALL_LIMIT_MS - (performance.now() - startedMs)));
}

async function readEnds(output: WholeOutput, signal: AbortSignal): Promise<WholeText> {
  const first = await output.read(0, signal);
  return first.last ? { output, first } : { output, first, end: await output.readEnd(signal) };
}

function addressesIn(
  ref: InvocationRef,
  { invocation, streams }: ReadInvocation,
  only: string | undefined,
): OutputAddress[] {
  return invocation.plugins.toSorted(failuresFirst).flatMap((plugin) => {
    if (only === undefined ? isSkipped(plugin) : plugin.name !== only) return [];
    const apart = streams.get(plugin.name);
    const running = classOf(statusOf(plugin)) === 'unfinished' && plugin.startedAtMs !== undefined;
    return OUTPUT_STREAMS.flatMap((stream): OutputAddress[] => {
      const own = stream === 'stdout' ? apart?.standardOutput : apart?.standardError;
      const cut = own === undefined ? isCutBySsm('output', plugin.output) : isCutBySsm(stream, own);
      const location = outputLocationOf(stream, plugin, invocation, apart);
      if (location === undefined || !(running || cut)) return [];
      return [{ ...ref, pluginName: plugin.name, stream, location, printed: cut && own !== undefined }];
    });
  });
}

function failuresFirst(one: Plugin, other: Plugin): number {
  const rank = (plugin: Plugin) => (classOf(statusOf(plugin)) === 'succeeded' ? 1 : 0);
  return rank(one) - rank(other);
}

function keyOf(pluginName: string, stream: OutputStream): string {
  return `${stream} ${pluginName}`;
}

export function outOfTime({ region }: InvocationRef, service: WholeOutput['store']): UnavailableError {
  return new UnavailableError('timeLimit', { service, operation: '', region, profile: undefined });
}
