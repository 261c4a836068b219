/** `get_command_invocation`: all that one command did and printed on one managed node. */

import { z } from 'zod/v3';
import { formatCursor, notACursor, readInvocation, type Stored } from '../../results/index.ts';
import { InvalidInputError, type InvocationRef } from '../../run-command/index.ts';
import type { ToolCall } from '../../session.ts';
import { commandId, cursor, instanceId, maxTokens, region } from '../parameters.ts';
import { assertSameQuery } from '../same-query.ts';
import { defineTool, type ToolAnswer } from '../tool.ts';
import { projectFirstPage } from './first-page.ts';
import { sanitizeInvocation } from './invocation.ts';
import { projectNextPage } from './next-page.ts';
import { detailNotes } from './notes.ts';
import { type DetailPage, isPlaceIn } from './parts.ts';
import { OutputResult } from './result.ts';
import { type InvocationDetail, invocationDetailSchema } from './schema.ts';

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
    region: region.optional(),
    cursor: cursor.optional(),
    max_tokens: maxTokens.optional(),
  })
  .strict();

type Input = z.infer<typeof inputSchema>;

export const getCommandInvocation = defineTool({
  name: 'get_command_invocation',
  title: 'Get command invocation',
  description: `One invocation whole: what one command did on one node, each plugin with exit code, times, stdout and stderr, why it failed, what SSM cut and where the full output lies.
Long output shows its head and a preview of its end; next_cursor, alone, reads on to the last character. list_command_invocations names the nodes of a command.`,
  inputSchema,
  outputSchema: invocationDetailSchema,
  async handle(input, call): Promise<ToolAnswer<InvocationDetail>> {
    if (input.cursor !== undefined) return readOn(input, input.cursor, call);
    const { session, signal } = call;
    const { command_id, instance_id } = input;
    if (command_id === undefined) throw missing('command_id');
    if (instance_id === undefined) throw missing('instance_id');
    const ref = {
      region: input.region ?? (await session.reader.defaultRegion()),
      commandId: command_id,
      instanceId: instance_id,
    };
    const read = await readInvocation(ref, input.plugin_name, session, signal);
    const { sanitizer } = session;
    const nowMs = session.nowMs();
    const invocation = sanitizeInvocation(ref, read, { sanitizer, nowMs }, input.plugin_name);
    session.seen.note({ ...invocation, ...ref });
    const maxTokens = input.max_tokens ?? session.defaultMaxTokens;
    const firstShown: number[] = [];
    let stored: Stored<OutputResult> | undefined;
    const page = projectFirstPage(
      {
        invocation,
        notes: detailNotes(invocation, read, nowMs),
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

function readOn(input: Input, from: string, { session }: ToolCall): ToolAnswer<InvocationDetail> {
  const { stored, place } = session.results.find(from, OutputResult);
  const { invocation, pluginName, firstShown, maxTokens } = stored.result;
  assertSameQuery(input, askedWith(invocation.ref, pluginName));
  if (place.kind !== 'output' || !isPlaceIn(invocation, place.text, place.offset)) throw notACursor();
  session.results.hold(stored);
  return toAnswer(
    projectNextPage(
      {
        invocation,
        cursorTo: (text, offset) => formatCursor(stored.id, { kind: 'output', text, offset }),
      },
      firstShown,
      { unit: place.text, offset: place.offset },
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

function askedWith({ region, commandId, instanceId }: InvocationRef, pluginName: string | undefined) {
  return { region, command_id: commandId, instance_id: instanceId, plugin_name: pluginName };
}

function toAnswer({ detail, text }: DetailPage): ToolAnswer<InvocationDetail> {
  return { text, structured: detail };
}
