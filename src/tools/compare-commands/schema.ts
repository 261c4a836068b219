/**
 * The answer of `compare_commands` in its wire spelling: the type of the structured result, from which the text is
 * rendered, and the published schema. What is there only sometimes, and says by its name what it is, is let through
 * without being listed.
 */

import { z } from 'zod/v3';
import { whereShape } from '../where-schema.ts';
import { CHANGES } from './comparison.ts';

const count = z.number().int();

/** Only the id on pages after the first. */
const run = z.object({
  command_id: z.string(),
  document_name: z.string().optional(),
  comment: z.string().optional(),
  requested_at: z.string().optional(),
  invocations: count.optional(),
  by_status: z.record(count).optional(),
});

const change = z.object({
  change: z.enum(CHANGES),
  // How the nodes ended in the command; left out where it says no more than the change does.
  status: z.string().optional(),
  plugin: z.string().optional(),
  response_code: count.optional(),
  cause: z.string().optional(),
  // And in the baseline.
  was_status: z.string().optional(),
  was_response_code: count.optional(),
  was_cause: z.string().optional(),
  nodes: count,
  instance_ids: z.array(z.string()),
  excerpt: z.string().optional(),
  hint: z.string().optional(),
  // To all ids; left out where they all stand here.
  cursor: z.string().optional(),
});

const comparison = z.object({
  ...whereShape,
  // Counts of nodes. They stand on the first page; where not all was read, `undecided` stands for three of them.
  summary: z.object({
    complete: z.boolean(),
    newly_failing: count.optional(),
    still_failing: count.optional().describe('Same cause'),
    still_failing_other_cause: count.optional(),
    fixed: count.optional(),
    unfinished: count.optional(),
    only_in_command: count.optional(),
    only_in_baseline: count.optional(),
    undecided: count.optional(),
    // Of these, those that failed in the command.
    undecided_failing: count.optional(),
    succeeded_in_both: count.optional(),
    // Of the nodes that failed in the command.
    never_reached: count.optional(),
  }),
  command: run,
  baseline: run,
  chosen_because: z.string().optional(),
  changes: z.array(change),
  changes_omitted: z.object({ changes: count, nodes: count }).optional(),
  // By change: to all its ids, whatever the cause.
  all_ids: z.record(z.string()).optional(),
  next_cursor: z.string().optional(),
  read_on: z.string().optional(),
  notes: z.array(z.string()).optional(),
  untrusted_fields: z.array(z.string()),
});

export type CommandComparison = z.infer<typeof comparison>;
export type ListedRun = CommandComparison['command'];
export type ListedChange = CommandComparison['changes'][number];

const { shape } = comparison;

export const commandComparisonSchema = comparison
  .pick({ chosen_because: true, next_cursor: true, notes: true, untrusted_fields: true })
  .extend({
    summary: shape.summary
      .omit({ undecided: true, undecided_failing: true, succeeded_in_both: true, never_reached: true })
      .passthrough(),
    changes: z.array(
      change
        .pick({
          change: true,
          status: true,
          cause: true,
          was_cause: true,
          nodes: true,
          instance_ids: true,
          cursor: true,
        })
        .passthrough(),
    ),
  })
  .passthrough();

/** Nodes or senders wrote these. */
const UNTRUSTED = ['plugin', 'cause', 'was_cause', 'excerpt', 'comment', 'document_name'] as const;

/** Those that are there. */
export function untrustedFieldsOf({
  command,
  baseline,
  changes,
}: Pick<CommandComparison, 'command' | 'baseline' | 'changes'>): string[] {
  const items = [command, baseline, ...changes];
  return UNTRUSTED.filter((name) => items.some((item) => Object.hasOwn(item, name)));
}
