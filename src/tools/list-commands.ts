/** `list_commands`: what was sent, when, to whom, and how it stands. The way to a command_id. */

import { z } from 'zod/v3';
import type { CommandList } from '../report/command-list.ts';
import {
  emptyCommandNotes,
  maskedParametersNote,
  NEXT_STEP_NOTE,
  WHOLE_COMMAND_NOTE,
} from '../report/command-list-notes.ts';
import { projectCommandPage } from '../report/command-list-page.ts';
import { earlyEndNote } from '../report/notes.ts';
import { brieflyWhy } from '../report/problem.ts';
import { echoFilters } from '../report/query-echo.ts';
import {
  type CommandQuestion,
  type CommandSnapshot,
  readCommands,
  readCommandsOn,
} from '../snapshots/command-snapshot.ts';
import { successorOf } from '../snapshots/read-on.ts';
import type { KeptCommands } from '../snapshots/results.ts';
import { formatCursor } from '../snapshots/store.ts';
import { refuseDifferent, wrongTool } from './beside-cursor.ts';
import { commandListSchema } from './command-list-schema.ts';
import { COMMAND_FILTERS, filtersSchema, resolveFilters } from './filters.ts';
import { commandId, cursor, instanceId, maxItems, maxTokens, pageSize, region } from './parameters.ts';
import { defineTool, type ToolAnswer, type ToolCall } from './tool.ts';

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

const DEFAULTS = { pageSize: 50, maxItems: 1_000 };

export const listCommands = defineTool({
  name: 'list_commands',
  title: 'List commands',
  description:
    'Commands sent, newest first: document, comment, status, node counts, targets, parameters. The way to a command_id.',
  inputSchema,
  outputSchema: commandListSchema,
  async handle(input, call) {
    if (input.cursor !== undefined) return await continueResult(input, input.cursor, call);
    const question = await askedBy(input, call);
    const snapshot = await readCommands(question, call.session.redactor, readingOf(call));
    const maxTokens = input.max_tokens ?? call.session.defaultMaxTokens;
    const kept = keep({ tool: 'list_commands', snapshot, maxTokens }, call);
    return answer(kept.id, snapshot, 0, maxTokens, call);
  },
});

async function askedBy(input: Input, { session }: ToolCall): Promise<CommandQuestion> {
  return {
    query: {
      region: input.region ?? (await session.reader.defaultRegion()),
      ...(input.command_id !== undefined && { commandId: input.command_id }),
      ...(input.instance_id !== undefined && { instanceId: input.instance_id }),
      filters: resolveFilters(input.filters, input.instance_id, COMMAND_FILTERS, session.nowMs()),
    },
    pageSize: input.page_size ?? DEFAULTS.pageSize,
    maxItems: input.max_items ?? DEFAULTS.maxItems,
    ...(input.filters && { filtersAsWritten: input.filters }),
  };
}

async function continueResult(input: Input, from: string, call: ToolCall): Promise<ToolAnswer> {
  const { kept, place } = call.session.results.find(from);
  const result = kept.value;
  if (result.tool !== 'list_commands') throw wrongTool(result.tool);
  const { question, count, resumeAt } = result.snapshot;
  refuseDifferent(comparable(input, question), askedWith(question));
  const maxTokens = input.max_tokens ?? result.maxTokens;
  if (place.offset < count.rows.length || resumeAt === undefined) {
    return answer(kept.id, result.snapshot, place.offset, maxTokens, call);
  }
  const longer = await successorOf(result, from, call.signal, async () => {
    const snapshot = await readCommandsOn(result.snapshot, readingOf(call));
    return keep({ tool: 'list_commands', snapshot, maxTokens: result.maxTokens }, call);
  });
  return answer(longer.id, longer.value.snapshot, count.rows.length, maxTokens, call);
}

function keep(value: KeptCommands, { session }: ToolCall) {
  return { value, id: session.results.keep(value).id };
}

function readingOf({ session, signal, onProgress }: ToolCall) {
  return {
    reader: session.reader,
    signal,
    onProgress: (count: number) => onProgress(count, `${count} commands read`),
  };
}

function answer(
  id: string,
  snapshot: CommandSnapshot,
  offset: number,
  maxTokens: number,
  { session }: ToolCall,
): ToolAnswer {
  const { count, question, end, resumeAt } = snapshot;
  const { list, text } = projectCommandPage(
    {
      region: question.query.region,
      query: echoOf(question),
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

function notesOn({ count, question, end }: CommandSnapshot): string[] {
  const counted = count.rows.length;
  const notes: string[] = [];
  if (end.kind === 'fault') {
    notes.push(earlyEndNote({ kind: 'fault', why: brieflyWhy(end.error) }, counted, 'command'));
  } else if (end.kind === 'maxItems') {
    notes.push(earlyEndNote({ kind: 'maxItems', maxItems: question.maxItems }, counted, 'command'));
  } else if (end.kind !== 'complete') {
    notes.push(earlyEndNote(end, counted, 'command'));
  } else if (counted === 0) {
    notes.push(...emptyCommandNotes(question.query.region, echoOf(question)));
  }
  if (counted > 0) notes.push(NEXT_STEP_NOTE);
  if (counted > 0 && question.query.instanceId !== undefined) notes.push(WHOLE_COMMAND_NOTE);
  if (count.masked > 0) notes.push(maskedParametersNote(count.masked));
  return notes;
}

function echoOf({ query }: CommandQuestion): CommandList['query'] {
  return {
    ...(query.commandId !== undefined && { command_id: query.commandId }),
    ...(query.instanceId !== undefined && { instance_id: query.instanceId }),
    ...echoFilters(query.filters),
  };
}

function askedWith(question: CommandQuestion) {
  return {
    ...echoOf(question),
    region: question.query.region,
    page_size: question.pageSize,
    max_items: question.maxItems,
  };
}

/** A span such as "2h" is another moment by now, so filters are compared as first written or as resolved. */
function comparable(input: Input, { query, filtersAsWritten }: CommandQuestion) {
  const { filters } = input;
  const repeated = filters && JSON.stringify(filters) === JSON.stringify(filtersAsWritten);
  return { ...input, filters: repeated ? echoFilters(query.filters).filters : filters };
}
