/** How the nodes of one group ran: what hints go by, and what stands beside the cause of a group. */

import { type HintFacts, hintFor } from '../../../causes/index.ts';
import { secondsSince, spanOf } from '../../figures.ts';
import { pingOf } from '../nodes/of-group.ts';
import { CUT_BY_SSM, NO_OUTPUT, type Row, SILENT, TO_S3 } from '../read/row.ts';
import type { RankedGroup } from './ranking.ts';

export type Evidence = {
  /** Where all nodes have the same. */
  readonly responseCode?: number;
  readonly started?: boolean;
  readonly durations?: { readonly min: number; readonly max: number };
  /** When nodes that have not ended began to be as they are: the earliest and the latest. */
  readonly openSince?: { readonly first: number; readonly last: number };
  /** When the last of them ended. */
  readonly lastEndedAtMs?: number;
  /** Seconds; of nodes of the same documents that ended. */
  readonly peersMedian?: number;
  readonly noOutput: boolean;
  readonly silent: boolean;
  readonly toS3: boolean;
  /** Where all are of one bucket. */
  readonly s3Bucket?: string;
  /** Nodes of whose output SSM holds the first 2,500 bytes alone. */
  readonly cut: number;
};

export function evidenceOf(rows: readonly Row[], peersMedian: number | undefined): Evidence {
  const responseCode = common(rows.map((row) => row.responseCode));
  const started = common(rows.map((row) => row.started));
  const durations = spanOf(rows.map(({ durationSeconds }) => durationSeconds));
  const openSince = spanOf(rows.map(openSinceOf));
  const ends = spanOf(rows.map(({ endedAtMs }) => endedAtMs));
  const s3Bucket = common(rows.map(({ command }) => command.s3Bucket));
  const all = (trait: number) => rows.every(({ output }) => (output & trait) !== 0);
  return {
    ...(responseCode !== undefined && { responseCode }),
    ...(started !== undefined && { started }),
    ...(durations && { durations: { min: durations.first, max: durations.last } }),
    ...(openSince && { openSince }),
    ...(ends && { lastEndedAtMs: ends.last }),
    ...(peersMedian !== undefined && { peersMedian }),
    noOutput: all(NO_OUTPUT),
    silent: all(SILENT),
    toS3: all(TO_S3),
    ...(s3Bucket !== undefined && { s3Bucket }),
    cut: rows.filter(({ output }) => (output & CUT_BY_SSM) !== 0).length,
  };
}

/** A script that asked for a reboot is waited for since it exited; else since the start, or the request before it. */
export function openSinceOf({
  responseCode,
  endedAtMs,
  startedAtMs,
  requestedAtMs,
}: Row): number | undefined {
  return (responseCode !== undefined ? endedAtMs : undefined) ?? startedAtMs ?? requestedAtMs;
}

export function hintOf(
  group: RankedGroup,
  nowMs: number,
  executionTimeout: number | undefined,
): string | undefined {
  const { responseCode, started, durations, peersMedian, lastEndedAtMs, ...evidence } = group.evidence;
  const open = openSeconds(group.evidence, nowMs);
  const ping = group.known && pingOf(group.known);
  const facts: HintFacts = {
    status: group.status,
    ...(group.plugin !== undefined && { plugin: group.plugin }),
    ...(group.document !== undefined && { document: group.document }),
    ...(group.cause !== undefined && { cause: group.cause }),
    ...(group.hides && { hides: group.hides }),
    ...(responseCode !== undefined && { responseCode }),
    ...(started !== undefined && { started }),
    ...(durations && { durations }),
    ...(executionTimeout !== undefined && { executionTimeout }),
    ...(open && { open }),
    ...(lastEndedAtMs !== undefined && { endedSecondsAgo: secondsSince(lastEndedAtMs, nowMs) }),
    ...(peersMedian !== undefined && { peersMedian }),
    ...(ping && { ping }),
    noOutput: evidence.noOutput,
    silent: evidence.silent,
    toS3: evidence.toS3,
    ...(evidence.s3Bucket !== undefined && { s3Bucket: evidence.s3Bucket }),
  };
  return hintFor(facts);
}

/** How long the nodes have been as they are: of the latest and of the earliest one. */
export function openSeconds(
  { openSince }: Evidence,
  nowMs: number,
): { min: number; max: number } | undefined {
  if (openSince === undefined) return undefined;
  return { min: secondsSince(openSince.last, nowMs), max: secondsSince(openSince.first, nowMs) };
}

/** What all have; `undefined` where they differ. */
function common<Value>(values: readonly Value[]): Value | undefined {
  const [first] = values;
  return values.every((value) => value === first) ? first : undefined;
}
