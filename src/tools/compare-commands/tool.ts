/** `compare_commands`: which nodes fail since an earlier run, which still do, and which are fixed. */

import { z } from 'zod/v3';
import { formatCursor, notACursor, type Stored, successorOf } from '../../results/index.ts';
import { type AwsPlace, InvalidInputError } from '../../run-command/index.ts';
import type { ToolCall } from '../../session.ts';
import { othersTurn } from '../list-command-invocations/read/in-turns.ts';
import { readContextOf } from '../list-request.ts';
import { commandId, cursor, maxTokens, profile, region } from '../parameters.ts';
import { namesOf, readInPlace } from '../places.ts';
import { assertSameQuery } from '../same-query.ts';
import { defineTool, type ToolAnswer } from '../tool.ts';
import type { ComparisonPlace } from './frame.ts';
import { projectComparison } from './page.ts';
import { ComparisonResult } from './result.ts';
import { type CommandComparison, commandComparisonSchema } from './schema.ts';
import { readComparison, readComparisonOn } from './snapshot.ts';

const inputSchema = z
  .object({
    command_id: commandId.optional().describe('The later run'),
    baseline_command_id: commandId
      .optional()
      .describe(
        'The earlier run; default: the earlier command of the same document most alike in comment, targets and parameters',
      ),
    cursor: cursor.optional(),
    region: region.optional(),
    profile: profile.optional(),
    max_tokens: maxTokens.optional(),
  })
  .strict();

type Input = z.infer<typeof inputSchema>;

export const compareCommands = defineTool({
  name: 'compare_commands',
  title: 'Compare commands',
  description:
    'Two runs node by node: which nodes newly fail, fail in both (for the same cause or another), are fixed, not finished, or in one run alone; each with causes and node ids. Failing is every ended invocation that did not succeed; status tells which were never reached. A cursor lists ids, 50 to a line.',
  hasView: true,
  inputSchema,
  outputSchema: commandComparisonSchema,
  async handle(input, call) {
    if (input.cursor !== undefined) return await continueResult(input, input.cursor, call);
    const asked = askedFor(input);
    const { session } = call;
    const maxTokens = input.max_tokens ?? session.defaultMaxTokens;
    const stored = await session.results.addAsRead(async (growTo) => {
      const context = readContextOf(call, 'invocations', growTo);
      const read = (place: AwsPlace) => readComparison({ ...asked, ...place }, session, context);
      const { result, where, note } = await readInPlace(asked.commandId, input, call, read);
      return new ComparisonResult({ ...result, located: { where, elsewhere: note } }, maxTokens);
    });
    await othersTurn();
    return answer(stored, { kind: 'rows', offset: 0 }, true, maxTokens, call);
  },
});

function askedFor({ command_id: commandId, baseline_command_id: baselineId }: Input) {
  if (commandId === undefined) {
    throw new InvalidInputError(
      'command_id is missing.',
      'Pass the id of the later run (list_commands shows ids), or a cursor alone.',
    );
  }
  if (commandId === baselineId) {
    throw new InvalidInputError(
      'command_id and baseline_command_id are the same command.',
      'Leave baseline_command_id out to compare with an earlier run, or pass the id of one.',
    );
  }
  return {
    commandId,
    ...(baselineId !== undefined && { baselineId }),
    filters: [],
  };
}

async function continueResult(
  input: Input,
  from: string,
  call: ToolCall,
): Promise<ToolAnswer<CommandComparison>> {
  const { results } = call.session;
  const { stored, place } = results.find(from, ComparisonResult);
  const { snapshot } = stored.result;
  const { query } = snapshot.request;
  assertSameQuery(input, {
    command_id: query.commandId,
    baseline_command_id: snapshot.runs.baseline.commandId,
    ...namesOf([query]),
  });
  const maxTokens = input.max_tokens ?? stored.result.maxTokens;
  if (place.kind === 'output' || place.kind === 'match') throw notACursor();
  if (place.kind !== 'resume') return answer(stored, place, false, maxTokens, call);
  const { command, baseline } = snapshot.runs;
  if (command.resumeAt === undefined && baseline.resumeAt === undefined) throw notACursor();
  const longer = await successorOf(
    stored.result,
    from,
    call.signal,
    (id) => results.get(id, ComparisonResult),
    () => readFurther(stored.result, call),
  );
  await othersTurn();
  return answer(longer, { kind: 'rows', offset: 0 }, true, maxTokens, call);
}

function readFurther({ snapshot, maxTokens }: ComparisonResult, call: ToolCall) {
  const { session } = call;
  return session.results.addAsRead(async (growTo) => {
    const context = readContextOf(call, 'invocations', growTo);
    return new ComparisonResult(await readComparisonOn(snapshot, session, context), maxTokens);
  });
}

function answer(
  stored: Stored<ComparisonResult>,
  place: ComparisonPlace,
  first: boolean,
  maxTokens: number,
  { session }: ToolCall,
): ToolAnswer<CommandComparison> {
  session.results.hold(stored);
  const { list, text } = projectComparison(
    {
      snapshot: stored.result.snapshot,
      place,
      first,
      nowMs: session.nowMs(),
      cursorTo: (to) => formatCursor(stored.id, to),
    },
    maxTokens,
    session.newBoundary(),
  );
  return { text, structured: list };
}
