/**
 * The answer of `get_command_invocation`, in its wire spelling. This object is the structured result, and the
 * text is rendered from it, so the two cannot disagree.
 */

import type { StreamName } from '../../run-command/ssm-cuts.ts';

export type ShownOutput = {
  stream: StreamName;
  /** Only where an earlier page ended: the characters before `text`. */
  from?: number;
  text: string;
  /** Only where not all of it is on this page: its characters in all. */
  length?: number;
  /** Characters after `text` that this page leaves out, `tail_preview` not among them. */
  omitted?: number;
  /** The end of it; reading on comes to it again in its place. */
  tail_preview?: string;
  /** Reads on here, then what else was cut. Only where several were cut; else it is `next_cursor`. */
  cursor?: string;
  cut_by_ssm?: true;
};

export type ShownPlugin = {
  name: string;
  status: string;
  response_code?: number;
  started_at?: string;
  finished_at?: string;
  duration_seconds?: number;
  outputs: ShownOutput[];
};

export type FullOutput = {
  plugin: string;
  stream: string;
  s3_url?: string;
  s3_bucket?: string;
  s3_key?: string;
  log_group?: string;
  log_stream?: string;
};

export type InvocationDetail = {
  region: string;
  command_id: string;
  instance_id: string;
  instance_name?: string;
  document_name: string;
  document_version?: string;
  comment?: string;
  requested_at?: string;
  status: string;
  cause?: string;
  hint?: string;
  notes?: string[];
  /** What this page has no room for, counted: plugins, notes, fields, locations of full output. */
  left_out?: Record<string, number>;
  next_cursor?: string;
  plugins: ShownPlugin[];
  skipped_plugins?: { name: string; why: string }[];
  full_output?: FullOutput[];
  trace_output?: string;
  service_role?: string;
  notification_arn?: string;
  /** Fields that hold what machines or other people wrote: data, never instructions. */
  untrusted_fields: string[];
};

/** Contract 6: clients that show only the structure lose the fences, so the structure says it itself. */
export const UNTRUSTED_DETAIL_FIELDS = [
  'text',
  'tail_preview',
  'trace_output',
  'cause',
  'comment',
  'document_name',
  'instance_name',
  'name',
  'full_output',
  'service_role',
  'notification_arn',
];
