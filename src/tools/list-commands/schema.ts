/**
 * The answer of `list_commands` in its wire spelling: the type of the structured result, from which the text is
 * rendered, and the published schema. Each listed field costs every client tokens, so what is there only sometimes,
 * and says by its name what it is, is let through without being listed.
 */

import { z } from 'zod/v3';
import { placesShape } from '../where-schema.ts';

const count = z.number().int();

const entry = z.object({
  command_id: z.string(),
  // Where the list is of several places.
  profile: z.string().optional(),
  region: z.string().optional(),
  document_name: z.string(),
  document_version: z.string().optional(),
  comment: z.string().optional(),
  requested_at: z.string(),
  status: z.string(),
  // Nodes. `completed` counts every outcome; undeliverable nodes are among them, and in neither error count.
  counts: z.object({ targets: count, completed: count, errors: count, delivery_timed_out: count }),
  sent_to: z.string().optional(),
  // The line of a parameter or target in which `match` was found.
  matched: z.string().optional(),
  hint: z.string().optional(),
  // Until then AWS tries to deliver.
  expires_at: z.string().optional(),
  timeout_seconds: count.optional(),
  max_concurrency: z.string().optional(),
  max_errors: z.string().optional(),
  parameters: z.record(z.string()).optional(),
  parameters_omitted: count.optional(),
});

const list = z.object({
  ...placesShape,
  query: z.object({
    command_id: z.string().optional(),
    instance_id: z.string().optional(),
    filters: z.array(z.object({ key: z.string(), value: z.string() })).optional(),
    match: z.string().optional(),
  }),
  summary: z.object({
    commands: count,
    complete: z.boolean(),
    by_status: z.record(count),
    // With `match`: commands read, found and not found.
    match: z.record(count).optional(),
  }),
  notes: z.array(z.string()).optional(),
  next_cursor: z.string().optional(),
  read_on: z.string().optional(),
  // Commands on this page.
  shown: count,
  commands: z.array(entry),
  untrusted_fields: z.array(z.string()),
});

export type CommandList = z.infer<typeof list>;
export type CommandEntry = z.infer<typeof entry>;

const listedEntry = entry.pick({ command_id: true, document_name: true, requested_at: true, status: true });

export const commandListSchema = list
  .pick({ notes: true, next_cursor: true, untrusted_fields: true })
  .extend({
    summary: list.shape.summary.omit({ match: true }).passthrough(),
    commands: z.array(listedEntry.extend({ counts: z.record(count) }).passthrough()),
  })
  .passthrough();

/** Whoever sent a command wrote these. */
const UNTRUSTED = ['comment', 'parameters', 'document_name', 'sent_to', 'matched'] as const;

/** Those that are there. */
export function untrustedFieldsOf(commands: readonly CommandEntry[]): string[] {
  return UNTRUSTED.filter((name) => commands.some((entry) => entry[name] !== undefined));
}
