/** The published shape of `InvocationDetail`. Described is only what a name does not say: each word costs tokens. */

import { z } from 'zod/v3';

const count = z.number().int();
const text = z.string().optional();

export const invocationDetailSchema = z.object({
  region: z.string(),
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
  left_out: z.record(count).optional(),
  next_cursor: text,
  steps: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      response_code: count.optional(),
      started_at: text,
      finished_at: text,
      duration_seconds: z.number().optional(),
      outputs: z.array(
        z.object({
          stream: z.string().describe('stdout, stderr, or output: both in one'),
          from: count.optional().describe('Characters shown before'),
          text: z.string(),
          length: count.optional(),
          omitted: count.optional(),
          tail_preview: text,
          cursor: text,
          cut_by_ssm: z.boolean().optional(),
        }),
      ),
    }),
  ),
  skipped_steps: z.array(z.object({ name: z.string(), why: z.string() })).optional(),
  full_output: z
    .array(
      z.object({
        step: z.string(),
        stream: z.string(),
        s3_url: text,
        s3_bucket: text,
        s3_key: text,
        log_group: text,
        log_stream: text,
      }),
    )
    .optional(),
  trace_output: text,
  service_role: text,
  notification_arn: text,
  untrusted_fields: z.array(z.string()),
});
