/** One invocation as a list shows it. */

import type { AwsPlace, OutputStoreName } from '../../../run-command/index.ts';
import type { Match } from '../match/match.ts';

/** The part of a command that all its invocations share. */
export type CommandHead = {
  readonly place: AwsPlace;
  readonly commandId: string;
  readonly documentName: string;
  readonly comment: string;
  /** Secrets redacted in it. */
  readonly redactions: number;
  /** Where the sender asked for output in S3; filled by the first plugin that names it. */
  s3Bucket?: string;
};

export type Row = {
  /** Its place in the order of arrival, from 0. */
  readonly member: number;
  readonly command: CommandHead;
  readonly instanceId: string;
  readonly instanceName: string;
  readonly status: string;
  /** Of the plugin that decided, where it ended by exit; undefined when 0, which says no more than Success does. */
  readonly responseCode: number | undefined;
  /** Of invocations that have ended. */
  readonly durationSeconds: number | undefined;
  readonly requestedAtMs: number | undefined;
  /** Undefined where details were not read. */
  readonly started: boolean | undefined;
  readonly startedAtMs: number | undefined;
  /** When the last plugin so far ended. */
  readonly endedAtMs: number | undefined;
  readonly output: OutputTraits;
  /** Secrets redacted in what the node wrote, and texts that took too long to read. */
  readonly redactions: number;
  readonly withheld: number;
  /** Where its output was read with GetCommandInvocation, because ListCommandInvocations had it cut. */
  readonly readWhole?: true;
  /** Where its end was read outside of SSM, because GetCommandInvocation had it cut, too. */
  readonly readFrom?: OutputStoreName;
  /** What the caller's pattern says of it. */
  readonly match?: Match;
};

/** What an answer says about an output beside the output itself; as bits, for there may be 20,000 rows. */
export type OutputTraits = number;

/** SSM has no text at all: not even the agent's own line that follows every failure. */
export const NO_OUTPUT = 1;
/** The node printed nothing itself. */
export const SILENT = 2;
/** SSM holds only the first 2,500 bytes. */
export const CUT_BY_SSM = 4;
/** The sender asked for output in S3. */
export const TO_S3 = 8;
