/** `list_command_invocations`: which nodes failed, why, and what each one printed. */

import { z } from 'zod/v3';
import { compileQuery, MAX_QUERY_LENGTH } from '../../queries/index.ts';
import { formatCursor, notACursor, type Stored, successorOf } from '../../results/index.ts';
import { InvalidInputError, placeOf } from '../../run-command/index.ts';
import type { ToolCall } from '../../session.ts';
import { filtersSchema, INVOCATION_FILTERS } from '../filters.ts';
import { assertSameList, listRequestOf, readContextOf, shownQuery } from '../list-request.ts';
import { shownPlaces } from '../listed-places.ts';
import { MAX_ITEMS } from '../notes.ts';
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
import { notesOn } from './page/notes.ts';
import { projectPage } from './page/page.ts';
import { type RowPlace, rowsAt } from './page/view.ts';
import { answerQuery, continueQuery } from './query/answer.ts';
import { othersTurn } from './read/in-turns.ts';
import { InvocationResult } from './read/result.ts';
import { type InvocationRequest, readOn, readSnapshot } from './read/snapshot.ts';
import { progressAfter, type Wait, waitForEnd } from './read/wait.ts';
import { type InvocationList, invocationListSchema } from './schema.ts';

/** Reading has the rest of the call's 45 seconds. */
const MAX_WAIT_SECONDS = 30;

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
      .describe('Also read output, and group nodes by what they printed; default false'),
    match: match
      .optional()
      .describe(
        'RE2 pattern on output, node name, comment: keeps the nodes that match. With a capture group it groups all by the value in their output: "version: (\\S+)"',
      ),
    query: z
      .string()
      .max(MAX_QUERY_LENGTH, 'at most 1,000 characters')
      .optional()
      .describe(
        "JMESPath, as --query of the AWS CLI: CommandInvocations[?Status=='Failed'].[InstanceId, Comment]; its result comes instead of groups and rows",
      ),
    page_size: pageSize.optional(),
    max_items: maxItems
      .optional()
      .describe('Invocations to read and count in all; default: all of command_id, else 1000'),
    wait_seconds: z
      .number()
      .int('must be an integer')
      .min(0, 'from 0 to 30')
      .max(MAX_WAIT_SECONDS, 'from 0 to 30')
      .optional()
      .describe('With command_id: first wait until the command has ended, at most so long'),
    cursor: cursor.optional(),
    region: region.optional(),
    profile: profile.optional(),
    max_tokens: maxTokens.optional(),
  })
  .strict();

type Input = z.infer<typeof inputSchema>;

export const listCommandInvocations = defineTool({
  name: 'list_command_invocations',
  title: 'List command invocations',
  description: `What Run Command did on managed nodes: counts by status, why nodes failed (grouped by cause), and one row per invocation, failures first.
instance_id alone gives a timeline of the node: since when it fails, and when it last worked.
Without details it counts statuses; with details: true it reads what nodes printed and names the causes; match finds what nodes printed. The answer stays within max_tokens, however many nodes there are.
complete: false means not everything was counted; notes say why, and the cursor read_on counts on in one call. next_cursor shows further rows; a group's cursor lists its nodes, ids 50 to a line (SendCommand's limit). get_command_invocation shows one invocation whole. AWS keeps 30 days, per Region.`,
  hasView: true,
  inputSchema,
  outputSchema: invocationListSchema,
  async handle(input, call) {
    if (input.cursor !== undefined) return await continueResult(input, input.cursor, call);
    const query = input.query === undefined ? undefined : compileQuery(input.query, 'query');
    const request = await requestOf(input, call);
    const { session } = call;
    const maxTokens = input.max_tokens ?? session.defaultMaxTokens;
    const wait = await waitAsAsked(input, request.query, call);
    if (query) return await answerQuery(query, request, maxTokens, call, wait);
    const stored = await session.results.addAsRead(async (growTo) => {
      const context = readContextOf(wait ? progressAfter(wait, call) : call, 'invocations', growTo);
      const read = (where: InvocationRequest) => readSnapshot(where, session, context, wait);
      const snapshot = await readLocated(request, call, read, sizeOfList);
      return new InvocationResult(snapshot, maxTokens);
    });
    await othersTurn();
    return answer(stored, { kind: 'rows', offset: 0 }, true, maxTokens, call);
  },
});

async function waitAsAsked(
  { wait_seconds: seconds = 0 }: Input,
  { commandId, ...query }: InvocationRequest['query'],
  call: ToolCall,
): Promise<Wait | undefined> {
  if (seconds === 0) return undefined;
  if (commandId !== undefined)
    return await waitForEnd({ ...placeOf(query), commandId }, seconds * 1_000, call);
  throw new InvalidInputError(
    'wait_seconds waits for one command, and no command_id is given.',
    'Pass its command_id (list_commands shows it), or leave wait_seconds out.',
  );
}

async function requestOf(input: Input, { session }: ToolCall): Promise<InvocationRequest> {
  if (input.match !== undefined && input.details === false) {
    throw new InvalidInputError(
      'details: false beside match, which is tried on what nodes printed.',
      'Leave details out, or leave match out to count statuses alone.',
    );
  }
  if (input.match !== undefined && input.query !== undefined) {
    throw new InvalidInputError(
      'match beside query: one groups invocations, the other projects them.',
      'Leave one of the two out.',
    );
  }
  const request = await listRequestOf(input, INVOCATION_FILTERS, session);
  return {
    ...request,
    query: { ...request.query, details: input.details ?? request.match !== undefined },
    // Whoever set no bound and reads on wants the rest.
    ...(input.max_items === undefined && { furtherItems: MAX_ITEMS }),
  };
}

async function continueResult(
  input: Input,
  from: string,
  call: ToolCall,
): Promise<ToolAnswer<InvocationList>> {
  const { results } = call.session;
  const queried = continueQuery(input, from, call);
  if (queried) return queried;
  const { stored, place } = results.find(from, InvocationResult);
  const { request, count, resumeAt, waited } = stored.result.snapshot;
  const asked = { details: request.query.details, wait_seconds: (waited?.allowedMs ?? 0) / 1_000 };
  assertSameList(input, request, asked);
  if (place.kind === 'output' || place.kind === 'match') throw notACursor();
  const maxTokens = input.max_tokens ?? stored.result.maxTokens;
  const behindAll = place.kind === 'resume' || (place.kind === 'rows' && place.offset === count.rows.length);
  if (behindAll && resumeAt !== undefined) {
    const longer = await successorOf(
      stored.result,
      from,
      call.signal,
      (id) => results.get(id, InvocationResult),
      () => readFurther(stored.result, call),
    );
    await othersTurn();
    return answer(longer, { kind: 'rows', offset: count.rows.length }, true, maxTokens, call);
  }
  if (place.kind === 'resume') throw notACursor();
  rowsAt(count, place);
  return answer(stored, place, place.offset === 0, maxTokens, call);
}

function readFurther({ snapshot, maxTokens }: InvocationResult, call: ToolCall) {
  const { session } = call;
  return session.results.addAsRead(async (growTo) => {
    const context = readContextOf(call, 'invocations', growTo);
    return new InvocationResult(await readOn(snapshot, session, context), maxTokens);
  });
}

function answer(
  stored: Stored<InvocationResult>,
  place: RowPlace,
  first: boolean,
  maxTokens: number,
  { session, drawn }: ToolCall,
): ToolAnswer<InvocationList> {
  session.results.hold(stored);
  const { snapshot } = stored.result;
  const { count, request, end, resumeAt, command } = snapshot;
  const { list, text } = projectPage(
    {
      where: shownPlaces(snapshot, maxTokens),
      query: { ...shownQuery(request, maxTokens), details: request.query.details },
      count,
      complete: end.kind === 'complete',
      ...(command && { command }),
      notes: place.kind === 'rows' ? notesOn(snapshot, session.nowMs()) : [],
      place,
      first,
      drawn: drawn ?? false,
      nowMs: session.nowMs(),
      resumes: resumeAt !== undefined,
      cursorTo: (place) => formatCursor(stored.id, place),
    },
    maxTokens,
    session.newBoundary(),
  );
  return { text, structured: list };
}
