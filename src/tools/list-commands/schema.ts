/**
 * The published shape of `CommandList`. Each field costs every client tokens, so plain values that are there
 * only sometimes, and say by their names what they are, are let through without being listed.
 */

import { z } from 'zod/v3';

const count = z.number().int();

export const commandListSchema = z
  .object({
    summary: z.object({
      commands: count,
      complete: z.boolean(),
      by_status: z.record(count),
    }),
    notes: z.array(z.string()).optional(),
    next_cursor: z.string().optional(),
    commands: z.array(
      z
        .object({
          command_id: z.string(),
          document_name: z.string(),
          requested_at: z.string(),
          status: z.string(),
          counts: z.record(count),
        })
        .passthrough(),
    ),
    untrusted_fields: z.array(z.string()),
  })
  .passthrough();
