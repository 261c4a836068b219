/** What the tools share for the life of a process: the reader of AWS, the sanitizer, results and caches. */

import { randomBytes } from 'node:crypto';
import { type AccountsSettings, createAws } from './aws/index.ts';
import {
  cacheFinished,
  createResultStore,
  createSeenInvocations,
  createStringPool,
  createSuggestions,
  type ResultStore,
  type SeenInvocations,
  type StringPool,
  type Suggestions,
} from './results/index.ts';
import type {
  AccountIds,
  AllowedPlaces,
  OutputSearch,
  OutputStore,
  RunCommandReader,
} from './run-command/index.ts';
import { createSanitizer, type Sanitizer } from './sanitize/index.ts';

export type Session = {
  readonly reader: RunCommandReader;
  readonly allowed: AllowedPlaces;
  readonly accountIds: AccountIds;
  /** Whole outputs, outside of SSM; left out where nothing outside of SSM is to be read. */
  readonly outputs?: OutputStore;
  /** CloudWatch Logs, in groups whose names begin with one of these; left out where it is not to be searched. */
  readonly search?: { readonly outputs: OutputSearch; readonly logGroups: readonly string[] };
  readonly sanitizer: Sanitizer;
  readonly results: ResultStore;
  /** Ids, names and statuses, one copy of each for all results. */
  readonly strings: StringPool;
  readonly seen: SeenInvocations;
  readonly suggestions: Suggestions<Candidates>;
  /** Tokens of an answer whose caller names no bound. */
  readonly defaultMaxTokens: number;
  /** Unguessable, new for each answer: fences what nodes wrote. */
  newBoundary(): string;
  nowMs(): number;
};

export type ToolCall = {
  readonly session: Session;
  /** Aborts when the client cancels or goes away. */
  readonly signal: AbortSignal;
  /** The client shows answers to a person in the view, too. */
  readonly drawn?: boolean;
  /** Reports to a client that asked for it how far a long call got; `total` where it is known. */
  onProgress(done: number, message: string, total?: number): void;
};

/** A value to complete with; `about` is what a person may remember instead of it: a comment, a host name. */
export type Candidate = { readonly value: string; readonly about?: string };

/** `more` when AWS has further ones that were not read. */
export type Candidates = { readonly items: readonly Candidate[]; readonly more: boolean };

export function openSession(settings: {
  readonly aws: AccountsSettings;
  /** Regions that calls may name; default any. */
  readonly regions?: readonly string[];
  readonly maxTokens: number;
  readonly redact: boolean;
  /** Default true. */
  readonly fullOutput?: boolean;
  /** Prefixes of the log groups that may be searched; default: none is. */
  readonly searchedLogGroups?: readonly string[] | undefined;
}): Session {
  const { reader, outputs, search, accountIds } = createAws(settings.aws);
  return {
    reader: cacheFinished(reader),
    allowed: { profiles: settings.aws.profiles ?? [], regions: settings.regions ?? [] },
    accountIds,
    ...(settings.fullOutput !== false && { outputs }),
    ...(settings.searchedLogGroups && {
      search: { outputs: search, logGroups: settings.searchedLogGroups },
    }),
    sanitizer: createSanitizer({ redact: settings.redact }),
    results: createResultStore(),
    strings: createStringPool(),
    seen: createSeenInvocations(),
    suggestions: createSuggestions(() => Date.now()),
    defaultMaxTokens: settings.maxTokens,
    newBoundary: () => randomBytes(4).toString('hex'),
    nowMs: Date.now,
  };
}
