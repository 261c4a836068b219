/** `list_commands`: what was sent, when, to whom, and how it stands. The way to a command_id. */

import { z } from 'zod/v3';
import { successorOf } from '../../results/read-on.ts';
import type { KeptCommands } from '../../results/results.ts';
import { assertCursorInRange, formatCursor } from '../../results/store.ts';
import { COMMAND_FILTERS, filtersSchema } from '../filters.ts';
import { askedWith, comparable, echoOf, endNotes, listRequestOf, readContextOf } from '../listing.ts';
import { commandId, cursor, instanceId, maxItems, maxTokens, pageSize, region } from '../parameters.ts';
import { assertSameQuery, wrongTool } from '../same-query.ts';
import { defineTool, type ToolAnswer, type ToolCall } from '../tool.ts';
import { emptyCommandNotes, NEXT_STEP_NOTE, redactedParametersNote, WHOLE_COMMAND_NOTE } from './notes.ts';
import { projectCommandPage } from './page.ts';
import { commandListSchema } from './schema.ts';
import { type CommandSnapshot, readCommands, readCommandsOn } from './snapshot.ts';

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
    const request = await listRequestOf(input, COMMAND_FILTERS, call.session);
    const snapshot = await readCommands(request, call.session.redactor, readContextOf(call, 'commands'));
    const maxTokens = input.max_tokens ?? call.session.defaultMaxTokens;
    const kept = keep({ tool: 'list_commands', snapshot, maxTokens }, call);
    return answer(kept.id, snapshot, 0, maxTokens, call);
  },
});

async function continueResult(input: Input, from: string, call: ToolCall): Promise<ToolAnswer> {
  const { kept, place } = call.session.results.find(from);
  const result = kept.value;
  if (result.tool !== 'list_commands') throw wrongTool(result.tool);
  const { request, count, resumeAt } = result.snapshot;
  assertSameQuery(comparable(input, request), askedWith(request));
  // Commands have one view, the whole.
  assertCursorInRange(place, place.view === 0 ? count.rows.length : 0);
  const maxTokens = input.max_tokens ?? result.maxTokens;
  if (place.offset < count.rows.length || resumeAt === undefined) {
    return answer(kept.id, result.snapshot, place.offset, maxTokens, call);
  }
  const longer = await successorOf(result, from, call.signal, async () => {
    const snapshot = await readCommandsOn(result.snapshot, readContextOf(call, 'commands'));
    return keep({ tool: 'list_commands', snapshot, maxTokens: result.maxTokens }, call);
  });
  return answer(longer.id, longer.value.snapshot, count.rows.length, maxTokens, call);
}

function keep(value: KeptCommands, { session }: ToolCall) {
  return { value, id: session.results.keep(value).id };
}

function answer(
  id: string,
  snapshot: CommandSnapshot,
  offset: number,
  maxTokens: number,
  { session }: ToolCall,
): ToolAnswer {
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
      cursorTo: (next) => formatCursor(id, { view: 0, offset: next }),
    },
    maxTokens,
    session.newBoundary(),
  );
  return { text, structured: list satisfies z.infer<typeof commandListSchema> };
}

function notesOn({ count, request: { query, maxItems }, end }: CommandSnapshot): string[] {
  const counted = count.rows.length;
  const notes = endNotes(end, counted, 'command', { maxItems });
  if (end.kind === 'complete' && counted === 0) notes.push(...emptyCommandNotes(query.region, echoOf(query)));
  if (counted > 0) notes.push(NEXT_STEP_NOTE);
  if (counted > 0 && query.instanceId !== undefined) notes.push(WHOLE_COMMAND_NOTE);
  if (count.masked > 0) notes.push(redactedParametersNote(count.masked));
  return notes;
}
