/**
 * The span slice by slice, the newest first, until it is searched, or enough was found, scanned or waited for. What a
 * slice found counts once it is searched whole, so that reading on brings each event exactly once.
 */

import { formatInteger } from '../../answer/index.ts';
import { CALL_LIMIT_MS, createMeter, type GrowTo, type StringPool, withLimit } from '../../results/index.ts';
import {
  type FoundEvent,
  type LogGroup,
  type OutputSearch,
  SsmInvocationsError,
} from '../../run-command/index.ts';
import type { ToolCall } from '../../session.ts';
import type { SearchRequest } from './request.ts';
import { searchSlice } from './slice.ts';

export type SearchEnd =
  | { readonly kind: 'complete' | 'scanLimit' | 'timeLimit' | 'engineLimit' | 'eventLimit' }
  | { readonly kind: 'fault'; readonly error: SsmInvocationsError };

/** Plain data that never changes: searching on makes another from it. */
export type Found = {
  readonly groups: readonly LogGroup[];
  /** The newest first. */
  readonly events: readonly FoundEvent[];
  /** Everything from here on is searched. */
  readonly searchedFromMs: number;
  /** The length of the next slice. */
  readonly sliceMs: number;
  readonly scannedBytes: number;
  /** For queries of others to end. */
  readonly waitedMs: number;
  readonly end: SearchEnd;
  /** Events that match, in the slice that was not searched to its end. */
  readonly matchedBeyond: number;
};

export const GB = 1_024 ** 3;

/** Events read by one call, as of any other list (docs/limits.md). */
export const MAX_EVENTS = 20_000;

/** What any query may ask for; with more, a slice ends where these do, and the next one goes on from there. */
const EVENTS_A_QUERY = 10_000;

/** What is left of the call's time is for reading lines. */
export const SEARCH_LIMIT_MS = CALL_LIMIT_MS - 10_000;

/** Without a size to go by. */
const FIRST_SLICE_MS = 86_400_000;
const MIN_SLICE_MS = 60_000;
/** Sizes are hours old, and days differ: so much of what may be scanned is planned for, by them and by what was seen. */
const FIRST_SHARE = 0.5;
const NEXT_SHARE = 0.8;

/** With less of it left no further query is begun. */
const LEAST_SHARE = 0.05;

/** With less time left no further query is begun. */
const LEAST_TIME_MS = 2_000;

/** A slice that was not searched to its end is tried again in four. */
const SHRINK = 4;

export function nothingFound(request: SearchRequest, groups: readonly LogGroup[]): Found {
  return {
    groups,
    events: [],
    searchedFromMs: request.toMs,
    sliceMs: firstSlice(request, groups),
    scannedBytes: 0,
    waitedMs: 0,
    end: { kind: 'complete' },
    matchedBeyond: 0,
  };
}

export type SearchContext = {
  readonly outputs: OutputSearch;
  readonly strings: StringPool;
  readonly growTo: GrowTo;
  /** Of `performance.now()`. */
  readonly endsAt: number;
};

/** Throws what a query throws where no slice was searched; else that is an end. */
export async function searchOn(
  request: SearchRequest,
  before: Found,
  { outputs, strings, growTo, endsAt }: SearchContext,
  { signal, onProgress }: ToolCall,
): Promise<Found> {
  const events = [...before.events];
  const meter = createMeter();
  meter.add(events);
  const maxBytes = request.maxScanGb * GB;
  const limited = withLimit(signal, Math.max(0, endsAt - performance.now()));
  const leftMs = () => endsAt - performance.now();
  /** How long a slice may be in this call, by what the last one scanned and by how long it took. */
  let affordableMs = Number.POSITIVE_INFINITY;
  let inTimeMs = Number.POSITIVE_INFINITY;
  let { searchedFromMs: to, sliceMs, waitedMs } = before;
  let scanned = 0;
  let reports = 0;
  // How much there is to scan is not known, and progress has to grow with each report.
  const report = (message: string) => onProgress(++reports, message);
  let matchedBeyond = 0;

  const found = (end: SearchEnd): Found => ({
    groups: before.groups,
    events,
    searchedFromMs: to,
    sliceMs,
    scannedBytes: before.scannedBytes + scanned,
    waitedMs,
    end,
    matchedBeyond,
  });

  while (to > request.fromMs && before.groups.length > 0) {
    const length = Math.max(MIN_SLICE_MS, wholeSeconds(Math.min(sliceMs, affordableMs, inTimeMs)));
    const from = Math.max(request.fromMs, to - length);
    const began = performance.now();
    const bytesBefore = scanned;
    matchedBeyond = 0;
    let slice: Awaited<ReturnType<typeof searchSlice>>;
    try {
      slice = await searchSlice(
        before.groups,
        { fromMs: from, toMs: to },
        {
          outputs,
          place: request.place,
          terms: { ...request, limit: EVENTS_A_QUERY },
          maxBytes: maxBytes - bytesBefore,
          signal: limited,
          onProgress({ matched, scannedBytes }) {
            matchedBeyond = matched;
            scanned = bytesBefore + scannedBytes;
            const gb = ((before.scannedBytes + scanned) / GB).toFixed(2);
            report(`${formatInteger(events.length + matched)} events matched, ${gb} GB scanned`);
          },
          onWait(ms) {
            waitedMs += ms;
            report('waiting for other queries of the account to end');
          },
        },
      );
    } catch (error) {
      signal.throwIfAborted();
      if (limited.aborted) slice = { kind: 'timeLimit' };
      else if (error instanceof SsmInvocationsError && to < before.searchedFromMs)
        return found({ kind: 'fault', error });
      else throw error;
    }
    if (slice.kind !== 'searched') {
      sliceMs = shorter(to - from);
      return found(slice);
    }
    const taken = slice.events.map((event) => shared(event, strings));
    events.push(...taken);
    meter.add(taken);
    growTo(meter.bytes);
    matchedBeyond = 0;
    const searchedMs = to - slice.fromMs;
    to = slice.fromMs;
    if (to <= request.fromMs) break;
    const bytes = scanned - bytesBefore;
    affordableMs = affordable(searchedMs, bytes, maxBytes - scanned);
    // Never much more than was seen to go well; a call that reads on has all of its bytes again.
    sliceMs = Math.max(MIN_SLICE_MS, Math.min(4 * searchedMs, affordable(searchedMs, bytes, maxBytes)));
    inTimeMs = (searchedMs * NEXT_SHARE * leftMs()) / Math.max(1, performance.now() - began);
    if (events.length - before.events.length >= MAX_EVENTS) return found({ kind: 'eventLimit' });
    if (maxBytes - scanned < maxBytes * LEAST_SHARE || affordableMs < MIN_SLICE_MS) {
      return found({ kind: 'scanLimit' });
    }
    // What is stopped half-way is paid and told nobody.
    if (leftMs() < LEAST_TIME_MS) return found({ kind: 'timeLimit' });
  }
  return found({ kind: 'complete' });
}

function firstSlice({ fromMs, toMs, maxScanGb }: SearchRequest, groups: readonly LogGroup[]): number {
  const span = toMs - fromMs;
  if (groups.some(({ storedBytes }) => storedBytes === undefined)) return Math.min(span, FIRST_SLICE_MS);
  const bytesAMs = groups.reduce(
    (sum, { storedBytes = 0, createdAtMs = 0 }) =>
      sum + storedBytes / Math.max(FIRST_SLICE_MS, toMs - createdAtMs),
    0,
  );
  return Math.max(MIN_SLICE_MS, Math.min(span, wholeSeconds((maxScanGb * GB * FIRST_SHARE) / bytesAMs)));
}

/** The same nodes, commands and groups recur from event to event. */
function shared({ atMs, pointer, stream, ...names }: FoundEvent, { share }: StringPool): FoundEvent {
  const { group, commandId, instanceId, step } = names;
  return {
    atMs,
    group: share(group),
    commandId: share(commandId),
    instanceId: share(instanceId),
    step: share(step),
    stream,
    pointer,
  };
}

/** Of what scanned so many bytes, as much as lets expect not to pass what is left. */
function affordable(ms: number, bytes: number, leftBytes: number): number {
  return bytes === 0 ? Number.POSITIVE_INFINITY : (leftBytes * NEXT_SHARE * ms) / bytes;
}

function shorter(ms: number): number {
  return Math.max(MIN_SLICE_MS, wholeSeconds(ms / SHRINK));
}

function wholeSeconds(ms: number): number {
  return ms === Number.POSITIVE_INFINITY ? ms : Math.floor(ms / 1_000) * 1_000;
}
