/** `search_command_output`: which nodes ever printed it, in which commands, in CloudWatch Logs, beyond SSM's 30 days. */

import { z } from 'zod/v3';
import { explainError } from '../../answer/index.ts';
import {
  CALL_LIMIT_MS,
  formatCursor,
  inParallel,
  notACursor,
  type Stored,
  successorOf,
  withLimit,
} from '../../results/index.ts';
import { type OutputSearch, SsmInvocationsError } from '../../run-command/index.ts';
import type { ToolCall } from '../../session.ts';
import { commandId, cursor, instanceId, maxTokens, region } from '../parameters.ts';
import { assertSameQuery } from '../same-query.ts';
import { defineTool, type ToolAnswer } from '../tool.ts';
import { COMMANDS_GROUP, NODES_GROUP, type PageFacts, type SearchPage } from './frame.ts';
import { type EventLines, type LinesWanted, linePattern, readLines } from './lines.ts';
import { projectEvent, projectEvents, projectShares, projectSummary, type ReadEvents } from './page.ts';
import { groupsOf, requestOf } from './request.ts';
import { SearchResult } from './result.ts';
import { type OutputMatches, outputMatchesSchema } from './schema.ts';
import { nothingFound, searchOn } from './search.ts';

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
    after: z.string().max(60).optional().describe('ISO 8601, date, or span before now (40d); default 24h'),
    before: z.string().max(60).optional().describe('Default now; 90 days at most'),
    document_name: z.string().min(1).max(200).optional().describe('Its log group only'),
    log_group: z.string().min(1).max(512).optional().describe('This group only'),
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
  outputSchema: outputMatchesSchema,
  async handle(input, call) {
    const started = performance.now();
    if (input.cursor !== undefined) return await continueResult(input, input.cursor, started, call);
    const { session } = call;
    const request = await requestOf(input, session);
    const maxTokens = input.max_tokens ?? session.defaultMaxTokens;
    const stored = await session.results.addAsRead(async (growTo) => {
      const groups = await groupsOf(request, outputsOf(call), withLimit(call.signal, CALL_LIMIT_MS));
      const found = await searchOn(request, nothingFound(request, groups), outputsOf(call), call, growTo);
      return new SearchResult(request, found, maxTokens);
    });
    return await answer(stored, { kind: 'summary', offset: 0 }, maxTokens, started, call);
  },
});

/** The tool is offered only where there is one. */
function outputsOf({ session: { search } }: ToolCall): OutputSearch {
  if (search === undefined) throw new TypeError('this session does not search');
  return search.outputs;
}

type Shown =
  | { readonly kind: 'summary' | 'events'; readonly offset: number }
  | { readonly kind: 'shares'; readonly group: number; readonly offset: number }
  | { readonly kind: 'event'; readonly index: number; readonly line: number };

async function continueResult(
  input: Input,
  from: string,
  started: number,
  call: ToolCall,
): Promise<ToolAnswer<OutputMatches>> {
  const { results } = call.session;
  const { stored, place } = results.find(from, SearchResult);
  const { request, found, counts } = stored.result;
  assertSameQuery(input, { ...request.written, region: request.region }, request.written);
  const maxTokens = input.max_tokens ?? stored.result.maxTokens;
  const show = (shown: Shown) => answer(stored, shown, maxTokens, started, call);
  switch (place.kind) {
    case 'group': {
      const shares = place.group === NODES_GROUP ? counts.nodes : counts.commands;
      const known = place.group === NODES_GROUP || place.group === COMMANDS_GROUP;
      if (!known || place.folded || place.offset >= shares.length) throw notACursor();
      return await show({ kind: 'shares', group: place.group, offset: place.offset });
    }
    case 'output':
      if (found.events[place.text] === undefined || place.piece !== undefined) throw notACursor();
      return await show({ kind: 'event', index: place.text, line: place.offset });
    case 'rows':
      if (place.offset >= found.events.length) throw notACursor();
      return await show({ kind: 'events', offset: place.offset });
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
                await searchOn(request, found, outputsOf(call), call, growTo),
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
  const { list, text } = await project(facts, shown, started, call);
  return { text, structured: list };
}

/** The events before this one are shown with the lines around, in the order of all that were found. */
const WITH_SURROUNDINGS = 2;
const AROUND = 2;

/** Events read at a time: the rate limit is the account's. */
const AT_A_TIME = 4;

async function project(facts: PageFacts, shown: Shown, started: number, call: ToolCall): Promise<SearchPage> {
  const { session } = call;
  const { sanitizer } = session;
  const signal = withLimit(call.signal, Math.max(0, CALL_LIMIT_MS - (performance.now() - started)));
  const { result, maxTokens } = facts;
  const pattern = linePattern(result.request.contains);
  // A token is four bytes at most.
  const characters = maxTokens * 4;

  const linesAt = async (index: number, wanted: Omit<LinesWanted, 'characters'>): Promise<EventLines> => {
    const event = result.found.events[index];
    if (event === undefined) throw notACursor();
    return await readLines(
      event,
      pattern,
      { ...wanted, characters },
      { region: result.region, outputs: outputsOf(call), sanitizer, signal },
    );
  };

  const readEvents: ReadEvents = async (indexes) => {
    const lines = new Map<number, EventLines>();
    let fault: string | undefined;
    await inParallel(indexes, AT_A_TIME, async (index) => {
      try {
        lines.set(index, await linesAt(index, { from: 0, around: index < WITH_SURROUNDINGS ? AROUND : 0 }));
        return true;
      } catch (error) {
        call.signal.throwIfAborted();
        if (!signal.aborted && !(error instanceof SsmInvocationsError)) throw error;
        fault = signal.aborted
          ? 'The time of one call was over before all lines were read: a cursor reads them.'
          : `Lines could not be read. ${explainError(error)}`;
        return false;
      }
    });
    return { lines: indexes.map((index) => lines.get(index)), fault };
  };

  switch (shown.kind) {
    case 'summary':
      return await projectSummary(facts, shown.offset, session.nowMs(), sanitizer, readEvents);
    case 'events':
      return await projectEvents(facts, shown.offset, sanitizer, readEvents);
    case 'shares':
      return projectShares(facts, shown.group, shown.offset);
    case 'event': {
      const lines = await linesAt(shown.index, { from: shown.line, around: AROUND });
      return projectEvent(facts, shown.index, lines, sanitizer);
    }
  }
}
