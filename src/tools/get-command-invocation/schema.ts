/**
 * The answer of `get_command_invocation` in its wire spelling: the type of the structured result, from which the text
 * is rendered, and the published schema. Each listed field costs every client tokens, so what is there only sometimes,
 * and says by its name what it is, is let through without being listed.
 */

import { z } from 'zod/v3';
import { whereShape } from '../where-schema.ts';

const count = z.number().int();
const text = z.string().optional();

const output = z.object({
  stream: z.enum(['stdout', 'stderr', 'output']),
  // Only where an earlier page ended: the characters before `text`.
  from: count.optional(),
  text: z.string(),
  // Only where not all of it is on this page: its characters in all, and those left out behind `text`.
  length: count.optional(),
  omitted: count.optional(),
  // The end of it; reading on comes to it again in its place.
  tail_preview: text,
  // Reads on here, then what else was cut. Only where several were cut; else it is `next_cursor`.
  cursor: text,
  cut_by_ssm: z.literal(true).optional(),
  // Only of a whole that was read outside of SSM: where, its bytes where they are known, and the share of them that
  // ends with `text`. `more` where something stands behind `text`, of which the characters are not known.
  read_from: z.enum(['S3', 'CloudWatch Logs']).optional(),
  size: count.optional(),
  share: z.number().optional(),
  more: z.literal(true).optional(),
});

const plugin = z.object({
  name: z.string(),
  status: z.string(),
  response_code: count.optional(),
  started_at: text,
  finished_at: text,
  duration_seconds: z.number().optional(),
  outputs: z.array(output),
});

const fullOutput = z.object({
  plugin: z.string(),
  stream: z.string(),
  s3_url: text,
  s3_bucket: text,
  s3_key: text,
  log_group: text,
  log_stream: text,
});

const detail = z.object({
  ...whereShape,
  command_id: z.string(),
  instance_id: z.string(),
  instance_name: text,
  document_name: z.string(),
  document_version: text,
  comment: text,
  requested_at: text,
  status: z.string(),
  cause: text,
  hint: text,
  notes: z.array(z.string()).optional(),
  // What this page has no room for, counted: plugins, notes, fields, locations of full output.
  left_out: z.record(count).optional(),
  // Only with match: the lines that match in what was read so far, its bytes, and of how many in all where not all was read.
  matched: z
    .object({
      pattern: z.string(),
      lines: count,
      read_bytes: count,
      of_bytes: count.optional(),
      complete: z.boolean(),
      // Some of it SSM cut, and it could not be read elsewhere.
      cut_by_ssm: z.literal(true).optional(),
    })
    .optional(),
  next_cursor: text,
  plugins: z.array(plugin),
  skipped_plugins: z.array(z.object({ name: z.string(), why: z.string() })).optional(),
  full_output: z.array(fullOutput).optional(),
  trace_output: text,
  service_role: text,
  notification_arn: text,
  untrusted_fields: z.array(z.string()),
});

export type InvocationDetail = z.infer<typeof detail>;
export type ShownPlugin = z.infer<typeof plugin>;
export type ShownOutput = z.infer<typeof output>;
export type FullOutput = z.infer<typeof fullOutput>;

const listedOutput = output
  .omit({ read_from: true, share: true, more: true })
  .extend({
    stream: z.string().describe('stdout, stderr, or output: both in one'),
    from: count.optional().describe('Characters shown before'),
    size: count.optional().describe('Bytes of the whole'),
    cut_by_ssm: z.boolean().optional(),
  })
  .passthrough();

const listedPlugin = plugin
  .pick({ name: true, status: true, response_code: true, duration_seconds: true })
  .extend({ outputs: z.array(listedOutput) })
  .passthrough();

export const invocationDetailSchema = detail
  .pick({ status: true, notes: true, next_cursor: true, untrusted_fields: true })
  .extend({
    matched: z.object({ lines: count, complete: z.boolean() }).passthrough().optional(),
    plugins: z.array(listedPlugin),
    full_output: z.array(z.record(z.string())).optional(),
  })
  .passthrough();

/** Clients that show only the structure lose the fences, so the structure says it itself. */
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
