/**
 * The published shape of `InvocationDetail`. Each field costs every client tokens, so plain strings that are
 * there only sometimes, and say by their names what they are, are let through without being listed.
 */

import { z } from 'zod/v3';

const count = z.number().int();
const text = z.string().optional();

export const invocationDetailSchema = z
  .object({
    status: z.string(),
    notes: z.array(z.string()).optional(),
    next_cursor: text,
    plugins: z.array(
      z
        .object({
          name: z.string(),
          status: z.string(),
          response_code: count.optional(),
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
        })
        .passthrough(),
    ),
    full_output: z.array(z.record(z.string())).optional(),
    untrusted_fields: z.array(z.string()),
  })
  .passthrough();
