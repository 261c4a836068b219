/**
 * The answer of `search_command_output` in its wire spelling: the type of the structured result, from which the text is
 * rendered, and the published schema, which lists what a client needs.
 */

import { z } from 'zod/v3';
import { whereShape } from '../where-schema.ts';

const count = z.number().int();

const nodeShare = z.object({
  instance_id: z.string(),
  events: count,
  commands: count,
  first_at: z.string(),
  // Where it is another moment.
  last_at: z.string().optional(),
});

const commandShare = z.object({
  command_id: z.string(),
  events: count,
  nodes: count,
  first_at: z.string(),
  last_at: z.string().optional(),
  // Where several groups hold events.
  log_group: z.string().optional(),
});

const match = z.object({
  at: z.string(),
  command_id: z.string(),
  instance_id: z.string(),
  plugin: z.string(),
  stream: z.enum(['stdout', 'stderr']),
  // Lines that match, some with those around; left out where the event could not be read.
  text: z.string().optional(),
  // Further lines of this event that match.
  more: z.object({ lines: count, cursor: z.string() }).optional(),
});

const list = z.object({
  ...whereShape,
  query: z.object({
    contains: z.array(z.string()),
    after: z.string(),
    before: z.string(),
    log_groups: z.array(z.string()),
    log_groups_omitted: count.optional(),
    command_id: z.string().optional(),
    instance_id: z.string().optional(),
  }),
  summary: z.object({
    events: count,
    nodes: count,
    commands: count,
    complete: z.boolean(),
    // Everything since then was searched; left out where that is all.
    searched_from: z.string().optional(),
    scanned_gb: z.number(),
    list_price_usd: z.number(),
  }),
  notes: z.array(z.string()).optional(),
  next_cursor: z.string().optional(),
  read_on: z.string().optional(),
  by_day: z.record(count).optional(),
  earlier_days: z.object({ days: count, events: count }).optional(),
  nodes: z.array(nodeShare).optional(),
  nodes_omitted: z.object({ nodes: count, cursor: z.string() }).optional(),
  commands: z.array(commandShare).optional(),
  commands_omitted: z.object({ commands: count, cursor: z.string() }).optional(),
  shown: count,
  matches: z.array(match),
  untrusted_fields: z.array(z.string()),
});

export type OutputMatches = z.infer<typeof list>;
export type NodeShare = z.infer<typeof nodeShare>;
export type CommandShare = z.infer<typeof commandShare>;
export type Match = z.infer<typeof match>;

const shares = z.array(z.object({ events: count }).passthrough()).optional();

export const outputMatchesSchema = list
  .pick({ notes: true, next_cursor: true, untrusted_fields: true })
  .extend({
    summary: list.shape.summary
      .pick({ events: true, nodes: true, commands: true, complete: true })
      .passthrough(),
    nodes: shares,
    commands: shares,
    matches: z.array(match.pick({ command_id: true, instance_id: true, text: true }).passthrough()),
  })
  .passthrough();
