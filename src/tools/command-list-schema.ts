/** The published shape of `CommandList`. Described is only what a name does not say: each word costs tokens. */

import { z } from 'zod/v3';

const count = z.number().int();
const text = z.string().optional();

export const commandListSchema = z.object({
  region: z.string(),
  query: z.object({
    command_id: text,
    instance_id: text,
    filters: z.array(z.object({ key: z.string(), value: z.string() })).optional(),
  }),
  summary: z.object({
    commands: count,
    complete: z.boolean(),
    by_status: z.record(count),
    requested_at: z.object({ first: z.string(), last: z.string() }).optional(),
  }),
  notes: z.array(z.string()).optional(),
  next_cursor: text,
  shown: count,
  commands: z.array(
    z.object({
      command_id: z.string(),
      document_name: z.string(),
      document_version: text,
      comment: text,
      requested_at: z.string(),
      status: z.string(),
      targets: count,
      completed: count,
      errors: count,
      delivery_timed_out: count,
      sent_to: text,
      hint: text,
      expires_at: text,
      timeout_seconds: count.optional(),
      max_concurrency: text,
      max_errors: text,
      parameters: z.record(z.string()).optional(),
      parameters_omitted: count.optional(),
    }),
  ),
  untrusted_fields: z.array(z.string()),
});
