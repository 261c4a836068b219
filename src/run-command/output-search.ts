/** The port through which outputs in CloudWatch Logs are searched, older ones than SSM keeps too. */

import type { OutputStream } from './output-locations.ts';
import type { AwsPlace } from './places.ts';

export type LogGroup = {
  readonly name: string;
  /** Left out where it could not be asked. */
  readonly createdAtMs?: number;
  /** About, some hours old. */
  readonly storedBytes?: number;
};

/** What is searched for; `limit` is the number of events to find at most, the newest ones. */
export type SearchTerms = {
  /** Each is somewhere in the event, in any case. */
  readonly contains: readonly string[];
  readonly commandId?: string | undefined;
  readonly instanceId?: string | undefined;
  readonly limit: number;
};

/** Epoch milliseconds, from the one until before the other. */
export type SearchSpan = { readonly fromMs: number; readonly toMs: number };

/** An event that holds every text: what the agent uploaded at a time, of one stream of one step. */
export type FoundEvent = {
  readonly atMs: number;
  readonly group: string;
  readonly commandId: string;
  readonly instanceId: string;
  /** As the log stream has it: the plugin's name, with "-" for ":". */
  readonly step: string;
  readonly stream: OutputStream;
  /** By which its text is read. */
  readonly pointer: string;
};

export type SearchState = {
  readonly status: 'running' | 'complete' | 'timedOut' | 'failed';
  /** So far. */
  readonly matched: number;
  readonly scannedBytes: number;
};

/** One query under way. */
export interface RunningSearch {
  state(signal: AbortSignal): Promise<SearchState>;
  /** All that a complete one found, the newest first. */
  events(signal: AbortSignal): Promise<readonly FoundEvent[]>;
  /** Never throws, and needs no signal: it is for a call that was cancelled too. */
  stop(): Promise<void>;
}

/** Each throws one of the classes of `errors.ts`, and rejects with the signal's reason once `signal` aborts. */
export interface OutputSearch {
  /** Those whose names begin so. */
  listGroups(place: AwsPlace, prefix: string, signal: AbortSignal): Promise<readonly LogGroup[]>;
  /**
   * In at most 50 groups. `undefined` where they, or one of them, keep nothing that old. Throws `UnavailableError` ("busy") while as many
   * queries are running as the account may have.
   */
  start(
    place: AwsPlace,
    groups: readonly string[],
    terms: SearchTerms,
    span: SearchSpan,
    signal: AbortSignal,
  ): Promise<RunningSearch | undefined>;
  /** The whole text of an event. */
  readEvent(place: AwsPlace, pointer: string, signal: AbortSignal): Promise<string>;
}
