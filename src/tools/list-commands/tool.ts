/** `list_commands`: what was sent, when, to whom, and how it stands. The way to a command_id. */

import { z } from 'zod/v3';
import { formatCursor, type Kept, notACursor, successorOf } from '../../results/index.ts';
import type { ToolCall } from '../../session.ts';
import { COMMAND_FILTERS, filtersSchema } from '../filters.ts';
import { assertSameList, echoOf, listRequestOf, readContextOf } from '../list-request.ts';
import { commandId, cursor, instanceId, maxItems, maxTokens, pageSize, region } from '../parameters.ts';
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
    page_size: pageSize.optional(),
    max_items: maxItems.optional(),
    cursor: cursor.optional(),
    region: region.optional(),
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
    const snapshot = await readCommands(request, session.sanitizer, readContextOf(call, 'commands'));
    const maxTokens = input.max_tokens ?? session.defaultMaxTokens;
    return answer(session.results.keep(new CommandResult(snapshot, maxTokens)), 0, maxTokens, call);
  },
});

async function continueResult(input: Input, from: string, call: ToolCall): Promise<ToolAnswer<CommandList>> {
  const { kept, place } = call.session.results.find(from, CommandResult);
  const { request, count, resumeAt } = kept.result.snapshot;
  assertSameList(input, request);
  const offset = place.kind === 'resume' ? count.rows.length : place.kind === 'rows' ? place.offset : -1;
  const resumable = place.kind === 'rows' || resumeAt !== undefined;
  if (offset < 0 || offset > count.rows.length || !resumable) throw notACursor();
  const maxTokens = input.max_tokens ?? kept.result.maxTokens;
  if (offset < count.rows.length || resumeAt === undefined) return answer(kept, offset, maxTokens, call);
  const longer = await successorOf(kept.result, from, call.signal, async () => {
    const snapshot = await readCommandsOn(kept.result.snapshot, readContextOf(call, 'commands'));
    return call.session.results.keep(new CommandResult(snapshot, kept.result.maxTokens));
  });
  return answer(longer, count.rows.length, maxTokens, call);
}

function answer(
  kept: Kept<CommandResult>,
  offset: number,
  maxTokens: number,
  { session }: ToolCall,
): ToolAnswer<CommandList> {
  session.results.hold(kept);
  const { snapshot } = kept.result;
  const { count, request, end, resumeAt } = snapshot;
  const { list, text } = projectCommandPage(
    {
      region: request.query.region,
      query: echoOf(request.query),
      count,
      complete: end.kind === 'complete',
      notes: notesOn(snapshot),
      offset,
      resumes: resumeAt !== undefined,
      cursorTo: (place) => formatCursor(kept.id, place),
    },
    maxTokens,
    session.newBoundary(),
  );
  return { text, structured: list };
}
