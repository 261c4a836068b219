/** `list_commands`: what was sent, when, to whom, and how it stands. The way to a command_id. */

import { z } from 'zod/v3';
import { formatCursor, type ListRequest, notACursor, type Stored, successorOf } from '../../results/index.ts';
import type { ToolCall } from '../../session.ts';
import { COMMAND_FILTERS, filtersSchema } from '../filters.ts';
import { assertSameList, listRequestOf, readContextOf, shownQuery } from '../list-request.ts';
import { shownPlaces } from '../listed-places.ts';
import {
  commandId,
  cursor,
  instanceId,
  match,
  maxItems,
  maxTokens,
  pageSize,
  profile,
  region,
} from '../parameters.ts';
import { readLocated, sizeOfList } from '../places.ts';
import { defineTool, type ToolAnswer } from '../tool.ts';
import { notesOn } from './notes.ts';
import { projectCommandPage } from './page.ts';
import { CommandResult } from './result.ts';
import { type CommandList, commandListSchema } from './schema.ts';
import { readCommands, readCommandsOn } from './snapshot.ts';

const inputSchema = z
  .object({
    command_id: commandId.optional().describe('Only this command, parameters whole'),
    instance_id: instanceId.optional().describe('Commands sent to this managed node'),
    filters: filtersSchema(
      COMMAND_FILTERS,
      `ExecutionStage: Executing, Complete. Status: ${COMMAND_FILTERS.statuses.join(', ')}`,
    ).optional(),
    match: match
      .optional()
      .describe('RE2 pattern on comment, document, targets, parameters; reads on until it finds something'),
    page_size: pageSize.optional(),
    max_items: maxItems.optional(),
    cursor: cursor.optional(),
    region: region.optional(),
    profile: profile.optional(),
    max_tokens: maxTokens.optional(),
  })
  .strict();

type Input = z.infer<typeof inputSchema>;

export const listCommands = defineTool({
  name: 'list_commands',
  title: 'List commands',
  description:
    'Commands sent, newest first: document, comment, status, node counts, targets, parameters. The way to a command_id.',
  inputSchema,
  outputSchema: commandListSchema,
  async handle(input, call) {
    if (input.cursor !== undefined) return await continueResult(input, input.cursor, call);
    const { session } = call;
    const request = await listRequestOf(input, COMMAND_FILTERS, session);
    const maxTokens = input.max_tokens ?? session.defaultMaxTokens;
    const stored = await session.results.addAsRead(async (growTo) => {
      const context = readContextOf(call, 'commands', growTo);
      const read = (where: ListRequest) => readCommands(where, session.sanitizer, context);
      const snapshot = await readLocated(request, call, read, sizeOfList);
      return new CommandResult(snapshot, maxTokens);
    });
    return answer(stored, 0, maxTokens, call);
  },
});

async function continueResult(input: Input, from: string, call: ToolCall): Promise<ToolAnswer<CommandList>> {
  const { stored, place } = call.session.results.find(from, CommandResult);
  const { request, count, resumeAt } = stored.result.snapshot;
  assertSameList(input, request);
  const offset = place.kind === 'resume' ? count.rows.length : place.kind === 'rows' ? place.offset : -1;
  const resumable = place.kind === 'rows' || resumeAt !== undefined;
  if (offset < 0 || offset > count.rows.length || !resumable) throw notACursor();
  const maxTokens = input.max_tokens ?? stored.result.maxTokens;
  if (offset < count.rows.length || resumeAt === undefined) return answer(stored, offset, maxTokens, call);
  const { results, sanitizer } = call.session;
  const longer = await successorOf(
    stored.result,
    from,
    call.signal,
    (id) => results.get(id, CommandResult),
    () =>
      results.addAsRead(async (growTo) => {
        const { snapshot, maxTokens } = stored.result;
        const context = readContextOf(call, 'commands', growTo);
        return new CommandResult(await readCommandsOn(snapshot, sanitizer, context), maxTokens);
      }),
  );
  return answer(longer, count.rows.length, maxTokens, call);
}

function answer(
  stored: Stored<CommandResult>,
  offset: number,
  maxTokens: number,
  { session }: ToolCall,
): ToolAnswer<CommandList> {
  session.results.hold(stored);
  const { snapshot } = stored.result;
  const { count, request, end, resumeAt } = snapshot;
  const { list, text } = projectCommandPage(
    {
      where: shownPlaces(snapshot, maxTokens),
      query: shownQuery(request, maxTokens),
      count,
      complete: end.kind === 'complete',
      notes: notesOn(snapshot),
      offset,
      resumes: resumeAt !== undefined,
      cursorTo: (place) => formatCursor(stored.id, place),
    },
    maxTokens,
    session.newBoundary(),
  );
  return { text, structured: list };
}
