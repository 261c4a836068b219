/** `get_command_invocation`: all that one command did and printed on one managed node. */

import { z } from 'zod/v3';
import { compilePattern } from '../../patterns/index.ts';
import { formatCursor, notACursor, readInvocation, type Stored } from '../../results/index.ts';
import { InvalidInputError } from '../../run-command/index.ts';
import type { ToolCall } from '../../session.ts';
import { commandId, cursor, instanceId, match, maxTokens, profile, region } from '../parameters.ts';
import { namesOf, readInPlace } from '../places.ts';
import { assertSameQuery } from '../same-query.ts';
import { defineTool, type ToolAnswer } from '../tool.ts';
import { projectFirstPage } from './first-page.ts';
import { sanitizeInvocation } from './invocation.ts';
import { matchFrom } from './match.ts';
import { projectNextPage } from './next-page.ts';
import { detailNotes, pieceNotes } from './notes.ts';
import { type DetailPage, isPlaceIn, unitsOf } from './parts.ts';
import { unitsAt } from './read-on.ts';
import { OutputResult } from './result.ts';
import { type InvocationDetail, invocationDetailSchema } from './schema.ts';
import { readWholes } from './wholes.ts';

const inputSchema = z
  .object({
    command_id: commandId.optional().describe('The command; required unless cursor is given'),
    instance_id: instanceId.optional().describe('The managed node; required unless cursor is given'),
    plugin_name: z
      .string()
      .min(1, 'a plugin has a name')
      .max(200, 'the name of a plugin is shorter')
      .optional()
      .describe('Only this plugin, such as aws:runShellScript; default: all'),
    match: match
      .optional()
      .describe('RE2 pattern: only lines of the whole output that match, with two around'),
    region: region.optional(),
    profile: profile.optional(),
    cursor: cursor.optional(),
    max_tokens: maxTokens.optional(),
  })
  .strict();

type Input = z.infer<typeof inputSchema>;

export const getCommandInvocation = defineTool({
  name: 'get_command_invocation',
  title: 'Get command invocation',
  description: `One invocation whole: what one command did on one node, each plugin with exit code, times, stdout and stderr, why it failed. What SSM cut is read on in S3 or CloudWatch Logs, where the command sent it there.
Long output shows its head and a preview of its end; next_cursor, alone, reads on to the last character, and match shows the lines that count. list_command_invocations names the nodes of a command.`,
  inputSchema,
  outputSchema: invocationDetailSchema,
  async handle(input, call): Promise<ToolAnswer<InvocationDetail>> {
    if (input.cursor !== undefined) return await readOn(input, input.cursor, call);
    const { session, signal } = call;
    const { command_id, instance_id } = input;
    if (command_id === undefined) throw missing('command_id');
    if (instance_id === undefined) throw missing('instance_id');
    const pattern = input.match === undefined ? undefined : compilePattern(input.match, 'match');
    const startedMs = performance.now();
    const { result, where, note } = await readInPlace(command_id, input, call, async (place) => {
      const ref = { ...place, commandId: command_id, instanceId: instance_id };
      return { ref, read: await readInvocation(ref, input.plugin_name, session, signal) };
    });
    const { ref, read } = result;
    const wholes = await readWholes(ref, read, input.plugin_name, session, { signal, startedMs });
    const { sanitizer } = session;
    const nowMs = session.nowMs();
    const sanitized = sanitizeInvocation(ref, read, { sanitizer, nowMs }, input.plugin_name, wholes);
    const invocation = { ...sanitized, where };
    session.seen.note({ ...invocation, ...ref });
    const maxTokens = input.max_tokens ?? session.defaultMaxTokens;
    const notes = [...(note === undefined ? [] : [note]), ...detailNotes(invocation, read, wholes, nowMs)];
    if (pattern !== undefined) {
      const matching = { pattern, stops: [] };
      const result = new OutputResult(invocation, input.plugin_name, [], maxTokens, matching);
      return toAnswer(await matchFrom(result, undefined, { notes, maxTokens, startedMs }, call));
    }
    const firstShown: number[] = [];
    let stored: Stored<OutputResult> | undefined;
    const page = projectFirstPage(
      {
        invocation,
        notes,
        cursorTo: (text, offset) => {
          // Most invocations fit, need no cursor, and take no place among the results.
          stored ??= session.results.add(
            new OutputResult(invocation, input.plugin_name, firstShown, maxTokens),
          );
          return formatCursor(stored.id, { kind: 'output', text, offset });
        },
      },
      maxTokens,
      session.newBoundary(),
    );
    firstShown.push(...page.shown);
    return toAnswer(page);
  },
});

async function readOn(input: Input, from: string, call: ToolCall): Promise<ToolAnswer<InvocationDetail>> {
  const { session, signal } = call;
  const { stored, place } = session.results.find(from, OutputResult);
  const { invocation, firstShown, maxTokens, matching } = stored.result;
  assertSameQuery(input, askedWith(stored.result));
  if (place.kind === 'match') {
    if (matching?.stops[place.stop] === undefined) throw notACursor();
    session.results.hold(stored);
    const startedMs = performance.now();
    const asked = { notes: [], maxTokens: input.max_tokens ?? maxTokens, startedMs };
    return toAnswer(await matchFrom(stored.result, { stored, stop: place.stop }, asked, call));
  }
  if (place.kind !== 'output') throw notACursor();
  const { units, replaced, withheld, ...at } = await unitsAt(
    unitsOf(invocation),
    place,
    invocation.ref,
    signal,
  );
  if (!isPlaceIn(units, place.text, at.offset)) throw notACursor();
  session.results.hold(stored);
  const notes = pieceNotes(replaced && !stored.result.replacementTold, withheld);
  if (replaced) stored.result.replacementTold = true;
  return toAnswer(
    projectNextPage(
      {
        invocation,
        units,
        notes,
        cursorTo: (text, offset) =>
          formatCursor(stored.id, {
            kind: 'output',
            text,
            piece: text === place.text ? at.piece : 0,
            offset,
          }),
      },
      firstShown,
      { unit: place.text, offset: at.offset },
      input.max_tokens ?? maxTokens,
      session.newBoundary(),
    ),
  );
}

function missing(parameter: string): InvalidInputError {
  return new InvalidInputError(
    `${parameter} is missing.`,
    `Pass ${parameter} as a string, or a cursor alone to read on.`,
  );
}

function askedWith({ invocation, pluginName, matching }: OutputResult) {
  const { commandId, instanceId } = invocation.ref;
  return {
    ...namesOf([invocation.ref]),
    command_id: commandId,
    instance_id: instanceId,
    plugin_name: pluginName,
    match: matching?.pattern.source,
  };
}

function toAnswer({ detail, text }: DetailPage): ToolAnswer<InvocationDetail> {
  return { text, structured: detail };
}
