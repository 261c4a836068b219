/** `search_command_output`: which nodes ever printed it, in which commands, in CloudWatch Logs, beyond SSM's 30 days. */

import { z } from 'zod/v3';
import { formatCursor, type GrowTo, notACursor, type Stored, successorOf } from '../../results/index.ts';
import type { ToolCall } from '../../session.ts';
import { commandId, cursor, instanceId, maxTokens, profile, region } from '../parameters.ts';
import { readAt } from '../places.ts';
import { assertSameQuery } from '../same-query.ts';
import { defineTool, type ToolAnswer } from '../tool.ts';
import { inTime, outputsOf } from './call.ts';
import { COMMANDS_GROUP, NODES_GROUP, type PageFacts } from './frame.ts';
import { groupsOf, requestOf } from './request.ts';
import { SearchResult } from './result.ts';
import { type OutputMatches, outputMatchesSchema } from './schema.ts';
import { nothingFound, SEARCH_LIMIT_MS, type SearchContext, searchOn } from './search.ts';
import { type Shown, show } from './show.ts';

/** The queries stay below the 10,000 characters that the engine takes, whatever is in the texts. */
const MAX_TEXT = 200;

const inputSchema = z
  .object({
    contains: z
      .array(
        z
          .string()
          .max(MAX_TEXT, `at most ${MAX_TEXT} characters`)
          .refine((text) => text.trim() !== '', 'a text that is not blank')
          .refine((text) => !/\p{Surrogate}/u.test(text), 'whole characters, not halves of one'),
      )
      .min(1, '1 to 5 texts')
      .max(5, '1 to 5 texts')
      .optional()
      .describe('Plain texts, all in one event, in any case'),
    after: z.string().optional().describe('ISO 8601, date, or span before now (40d); default 24h'),
    before: z.string().optional().describe('Default now; 90 days at most'),
    document_name: z.string().max(200).optional().describe('Its log group only'),
    log_group: z.string().max(512).optional().describe('This group only'),
    command_id: commandId.optional().describe('This command only'),
    instance_id: instanceId.optional().describe('This node only'),
    max_scan_gb: z
      .number()
      .min(0.001, 'from 0.001 to 1,000')
      .max(1_000, 'from 0.001 to 1,000')
      .optional()
      .describe('GB to scan at most; default 10'),
    cursor: cursor.optional(),
    region: region.optional(),
    profile: profile.describe('Profile; default: the first').optional(),
    max_tokens: maxTokens.optional(),
  })
  .strict();

type Input = z.infer<typeof inputSchema>;

export const searchCommandOutput = defineTool({
  name: 'search_command_output',
  title: 'Search command output',
  description:
    'Searches what nodes printed, beyond the 30 days of SSM, where commands sent output to CloudWatch Logs: nodes, commands and days that hold the texts, then the lines. AWS charges 0.005 USD a GB scanned: a short span and one log group cost less.',
  inputSchema,
  asksOnePlace: true,
  outputSchema: outputMatchesSchema,
  async handle(input, call) {
    const started = performance.now();
    if (input.cursor !== undefined) return await continueResult(input, input.cursor, started, call);
    const { session } = call;
    const request = await requestOf(input, session);
    const maxTokens = input.max_tokens ?? session.defaultMaxTokens;
    const stored = await session.results.addAsRead(async (growTo) => {
      const { result, where } = await readAt(request.place, call, async (place) => {
        const groups = await inTime(started + SEARCH_LIMIT_MS, 'DescribeLogGroups', place, call, (signal) =>
          groupsOf(request, outputsOf(call), signal),
        );
        const context = contextOf(started, growTo, call);
        return await searchOn(request, nothingFound(request, groups), context, call);
      });
      return new SearchResult(request, result, where, maxTokens);
    });
    return await answer(stored, { kind: 'summary', offset: 0 }, maxTokens, started, call);
  },
});

function contextOf(started: number, growTo: GrowTo, call: ToolCall): SearchContext {
  const { strings } = call.session;
  return { outputs: outputsOf(call), strings, growTo, endsAt: started + SEARCH_LIMIT_MS };
}

async function continueResult(
  input: Input,
  from: string,
  started: number,
  call: ToolCall,
): Promise<ToolAnswer<OutputMatches>> {
  const { results } = call.session;
  const { stored, place } = results.find(from, SearchResult);
  const { request, found, counts } = stored.result;
  assertSameQuery(input, { ...request.written, ...request.place }, request.written);
  const maxTokens = input.max_tokens ?? stored.result.maxTokens;
  const shows = (shown: Shown) => answer(stored, shown, maxTokens, started, call);
  switch (place.kind) {
    case 'group': {
      const shares = place.group === NODES_GROUP ? counts.nodes : counts.commands;
      const known = place.group === NODES_GROUP || place.group === COMMANDS_GROUP;
      if (!known || place.folded || place.offset >= shares.length) throw notACursor();
      return await shows({ kind: 'shares', group: place.group, offset: place.offset });
    }
    case 'output':
      if (found.events[place.text] === undefined || place.piece !== undefined) throw notACursor();
      return await shows({ kind: 'event', index: place.text, line: place.offset });
    case 'rows':
      if (place.offset >= found.events.length) throw notACursor();
      return await shows({ kind: 'events', offset: place.offset });
    case 'match':
      throw notACursor();
    case 'resume': {
      if (found.end.kind === 'complete') throw notACursor();
      const longer = await successorOf(
        stored.result,
        from,
        call.signal,
        (id) => results.get(id, SearchResult),
        () =>
          results.addAsRead(
            async (growTo) =>
              new SearchResult(
                request,
                await searchOn(request, found, contextOf(started, growTo, call), call),
                stored.result.where,
                stored.result.maxTokens,
              ),
          ),
      );
      return await answer(longer, { kind: 'summary', offset: found.events.length }, maxTokens, started, call);
    }
  }
}

async function answer(
  stored: Stored<SearchResult>,
  shown: Shown,
  maxTokens: number,
  started: number,
  call: ToolCall,
): Promise<ToolAnswer<OutputMatches>> {
  const { session } = call;
  session.results.hold(stored);
  const facts: PageFacts = {
    result: stored.result,
    maxTokens,
    boundary: session.newBoundary(),
    cursorTo: (place) => formatCursor(stored.id, place),
  };
  const { list, text } = await show(facts, shown, started, call);
  return { text, structured: list };
}
