/** One stretch of the span, searched by as many queries as its groups take. */

import {
  type AwsPlace,
  type FoundEvent,
  type LogGroup,
  type OutputSearch,
  type RunningSearch,
  type SearchSpan,
  type SearchTerms,
  UnavailableError,
} from '../../run-command/index.ts';
import { pause } from '../pause.ts';

export type SliceEnd =
  /** From `fromMs` on: later than was asked where a query may have left out older events. */
  | { readonly kind: 'searched'; readonly events: readonly FoundEvent[]; readonly fromMs: number }
  /** Stopped, or given up by the engine: what it found is not known to be all. */
  | { readonly kind: 'scanLimit' | 'timeLimit' | 'engineLimit' };

export type SliceContext = {
  readonly outputs: OutputSearch;
  readonly place: AwsPlace;
  readonly terms: SearchTerms;
  readonly maxBytes: number;
  /** Aborts when the time is over or the caller is gone. */
  readonly signal: AbortSignal;
  /** Matches and bytes of this slice so far, or that it waits for others to end. */
  onProgress(state: { readonly matched: number; readonly scannedBytes: number }): void;
  onWait(ms: number): void;
};

/** The engine's own limit. */
const GROUPS_A_QUERY = 50;

/** Between two questions how far a query is: twice as long each time. */
const FIRST_POLL_MS = 200;
const MAX_POLL_MS = 2_000;

/** Between two attempts to start a query. */
const FIRST_WAIT_MS = 1_000;
const MAX_WAIT_MS = 8_000;

/** Rejects with what a query rejects with; its time being over is an end. */
export async function searchSlice(
  groups: readonly LogGroup[],
  span: SearchSpan,
  context: SliceContext,
): Promise<SliceEnd> {
  const names = groups.filter(({ createdAtMs = 0 }) => createdAtMs < span.toMs).map(({ name }) => name);
  const events: FoundEvent[] = [];
  let { fromMs } = span;
  let scannedBytes = 0;
  let matched = 0;
  const batches: (readonly string[])[] = [];
  for (let at = 0; at < names.length; at += GROUPS_A_QUERY)
    batches.push(names.slice(at, at + GROUPS_A_QUERY));
  for (let batch = batches.shift(); batch !== undefined; batch = batches.shift()) {
    if (scannedBytes > context.maxBytes) return { kind: 'scanLimit' };
    const search = await started(batch, span, context);
    if (search === undefined) {
      // One of them keeps nothing that old; the others may.
      if (batch.length > 1) batches.unshift(...batch.map((name) => [name]));
      continue;
    }
    let over = false;
    try {
      for (let wait = FIRST_POLL_MS; ; wait = Math.min(MAX_POLL_MS, wait * 2)) {
        const state = await search.state(context.signal);
        over = state.status !== 'running';
        context.onProgress({
          matched: matched + state.matched,
          scannedBytes: scannedBytes + state.scannedBytes,
        });
        if (state.status === 'timedOut') return { kind: 'engineLimit' };
        if (state.status === 'failed') throw failed(context.place);
        if (state.status === 'complete') {
          scannedBytes += state.scannedBytes;
          matched += state.matched;
          const found = await search.events(context.signal);
          events.push(...found);
          fromMs = Math.max(fromMs, wholeFrom(found, context.terms.limit));
          break;
        }
        if (scannedBytes + state.scannedBytes > context.maxBytes) return { kind: 'scanLimit' };
        await pause(wait, context.signal);
      }
    } finally {
      if (!over) await search.stop();
    }
  }
  // An end in whole seconds may bring events of the second that belongs to the slice behind it.
  const own = events.filter(({ atMs }) => atMs >= fromMs && atMs < span.toMs);
  return { kind: 'searched', events: own.sort((a, b) => b.atMs - a.atMs), fromMs };
}

/**
 * A query that gave as many as it may has left out older ones: of what came since the millisecond after the oldest it
 * has all. Where all are of one millisecond there is no telling which were left out: then it counts as whole.
 */
function wholeFrom(found: readonly FoundEvent[], limit: number): number {
  if (found.length < limit) return 0;
  const oldest = Math.min(...found.map(({ atMs }) => atMs));
  return found.some(({ atMs }) => atMs > oldest) ? oldest + 1 : oldest;
}

/** Waits while the account has as many queries at work as it may. */
async function started(
  groups: readonly string[],
  span: SearchSpan,
  { outputs, place, terms, signal, onWait }: SliceContext,
): Promise<RunningSearch | undefined> {
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(MAX_WAIT_MS, wait * 2)) {
    try {
      return await outputs.start(place, groups, terms, span, signal);
    } catch (error) {
      if (!(error instanceof UnavailableError) || error.reason !== 'busy') throw error;
      onWait(wait);
      await pause(wait, signal);
    }
  }
}

function failed({ region, profile }: AwsPlace): UnavailableError {
  const operation = 'GetQueryResults';
  return new UnavailableError('service', {
    service: 'CloudWatch Logs',
    operation,
    region,
    profile,
  });
}
