/** `list_command_invocations`: which nodes failed, why, and what each one said. */

import { z } from 'zod/v3';
import { successorOf } from '../../results/read-on.ts';
import type { KeptInvocations } from '../../results/results.ts';
import { assertCursorInRange, formatCursor, type Kept, type Place } from '../../results/store.ts';
import { classOf } from '../../run-command/statuses.ts';
import { filtersSchema, INVOCATION_FILTERS } from '../filters.ts';
import { askedWith, comparable, echoOf, endNotes, listRequestOf, readContextOf } from '../listing.ts';
import { emptyNotes, missingTargetsNote, redactedNote, WITHOUT_DETAILS_NOTE } from '../notes.ts';
import { commandId, cursor, instanceId, maxItems, maxTokens, pageSize, region } from '../parameters.ts';
import { assertSameQuery, wrongTool } from '../same-query.ts';
import { defineTool, type Session, type ToolAnswer, type ToolCall } from '../tool.ts';
import { viewOf } from './groups.ts';
import { projectPage } from './page.ts';
import { invocationListSchema } from './schema.ts';
import { type InvocationRequest, type InvocationSnapshot, readOn, readSnapshot } from './snapshot.ts';

const inputSchema = z
  .object({
    command_id: commandId.optional().describe('Invocations of this command; list_commands shows ids'),
    instance_id: instanceId.optional().describe('Invocations on this managed node'),
    filters: filtersSchema(
      INVOCATION_FILTERS,
      `Times: 2021-07-07T00:00:00Z, a date, or a span before now (30m, 2h, 7d). Status: ${INVOCATION_FILTERS.statuses.join(', ')}. DocumentName: exact`,
    ).optional(),
    details: z
      .boolean()
      .optional()
      .describe('Also read output, and group nodes by what they said; default false'),
    page_size: pageSize.optional(),
    max_items: maxItems.optional(),
    cursor: cursor.optional(),
    region: region.optional(),
    max_tokens: maxTokens.optional(),
  })
  .strict();

type Input = z.infer<typeof inputSchema>;

export const listCommandInvocations = defineTool({
  name: 'list_command_invocations',
  title: 'List command invocations',
  description: `What Run Command did on managed nodes: counts by status, why nodes failed (grouped by cause), and one row per invocation, failures first.
Without details it counts statuses; with details: true it reads what nodes said and names the causes. A command on thousands of nodes: set max_items to the number of targets, the answer stays within max_tokens.
complete: false means not everything was counted; notes say why. next_cursor goes on; a group's cursor lists its nodes. get_command_invocation shows one invocation whole. AWS keeps 30 days, per Region.`,
  inputSchema,
  outputSchema: invocationListSchema,
  async handle(input, call) {
    if (input.cursor !== undefined) return await continueResult(input, input.cursor, call);
    const request = await askedBy(input, call);
    const { session } = call;
    const maxTokens = input.max_tokens ?? session.defaultMaxTokens;
    const before = askedBefore(request, maxTokens, session);
    const context = readContextOf(call, 'invocations');
    const snapshot = await readSnapshot(request, session.outputs, context, before?.value.snapshot);
    const value: KeptInvocations = { tool: 'list_command_invocations', snapshot, maxTokens };
    if (before?.value.opening && saysTheSame(snapshot, before.value.snapshot)) {
      // Under the same cursors, which go on where AWS stands now.
      session.results.renew(before.id, { ...value, opening: before.value.opening });
      return before.value.opening;
    }
    const kept = session.results.keep(value);
    value.opening = answer(kept.id, snapshot, { view: 0, offset: 0 }, maxTokens, call);
    return value.opening;
  },
});

/** The latest answer to the same request. One that was made by context on has no opening. */
function askedBefore(
  request: InvocationRequest,
  maxTokens: number,
  { results }: Session,
): Kept<KeptInvocations> | undefined {
  const asked = JSON.stringify(request);
  for (const { id, value } of results.newest()) {
    if (value.tool !== 'list_command_invocations' || value.maxTokens !== maxTokens) continue;
    if (JSON.stringify(value.snapshot.request) === asked) return { id, value };
  }
  return undefined;
}

/** The count is the very one where nothing has changed; what else a page says is how far the context got, and why. */
function saysTheSame(now: InvocationSnapshot, before: InvocationSnapshot): boolean {
  const [end, endBefore] = [now.end.kind, before.end.kind];
  return (
    now.count === before.count &&
    end === endBefore &&
    end !== 'fault' &&
    now.targetCount === before.targetCount
  );
}

async function askedBy(input: Input, { session }: ToolCall): Promise<InvocationRequest> {
  const request = await listRequestOf(input, INVOCATION_FILTERS, session);
  return { ...request, query: { ...request.query, details: input.details ?? false } };
}

async function continueResult(input: Input, from: string, call: ToolCall): Promise<ToolAnswer> {
  const { kept, place } = call.session.results.find(from);
  const result = kept.value;
  if (result.tool !== 'list_command_invocations') throw wrongTool(result.tool);
  const { request, count, resumeAt } = result.snapshot;
  assertSameQuery(comparable(input, request), {
    ...askedWith(request),
    details: request.query.details,
  });
  const { rows } = viewOf(count, place.view);
  assertCursorInRange(place, rows.length);
  const maxTokens = input.max_tokens ?? result.maxTokens;
  const pastTheEnd = place.view === 0 && place.offset === rows.length;
  if (!pastTheEnd || resumeAt === undefined) return answer(kept.id, result.snapshot, place, maxTokens, call);

  const longer = await successorOf(result, from, call.signal, () => readFurther(result, call));
  return answer(longer.id, longer.value.snapshot, { view: 0, offset: rows.length }, maxTokens, call);
}

async function readFurther({ tool, snapshot, maxTokens }: KeptInvocations, call: ToolCall) {
  const longer = await readOn(snapshot, readContextOf(call, 'invocations'));
  const value: KeptInvocations = { tool, snapshot: longer, maxTokens };
  return { value, id: call.session.results.keep(value).id };
}

function answer(
  id: string,
  snapshot: InvocationSnapshot,
  { view, offset }: Place,
  maxTokens: number,
  { session }: ToolCall,
): ToolAnswer {
  const { count, request, end, resumeAt, targetCount } = snapshot;
  const { list, text } = projectPage(
    {
      region: request.query.region,
      query: { ...echoOf(request.query), details: request.query.details },
      count,
      complete: end.kind === 'complete',
      ...(targetCount !== undefined && { targetCount }),
      notes: notesOn(snapshot),
      view,
      offset,
      resumes: resumeAt !== undefined,
      cursorTo: (place) => formatCursor(id, place),
    },
    maxTokens,
    session.newBoundary(),
  );
  return { text, structured: list satisfies z.infer<typeof invocationListSchema> };
}

function notesOn({ count, request, end, targetCount }: InvocationSnapshot): string[] {
  const { query, maxItems } = request;
  const counted = count.rows.length;
  const complete = end.kind === 'complete';
  const targets = targetCount === undefined ? {} : { targetCount };
  const notes = endNotes(end, counted, 'invocation', { maxItems, ...targets });
  if (complete && counted === 0) notes.push(...emptyNotes({ region: query.region, ...echoOf(query) }));
  if (complete && counted > 0 && targetCount !== undefined && targetCount > counted) {
    notes.push(missingTargetsNote(targetCount, counted));
  }
  if (count.masked > 0) notes.push(redactedNote(count.masked));
  if (!query.details && count.rows.some(({ status }) => classOf(status) === 'notSucceeded')) {
    notes.push(WITHOUT_DETAILS_NOTE);
  }
  return notes;
}
