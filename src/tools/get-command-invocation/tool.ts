/** `get_command_invocation`: all that one command did and said on one managed node. */

import { z } from 'zod/v3';
import { readInvocation } from '../../results/read-invocation.ts';
import { formatCursor, notACursor } from '../../results/store.ts';
import type { InvocationRef } from '../../run-command/types.ts';
import { commandId, cursor, instanceId, maxTokens, region } from '../parameters.ts';
import { assertSameQuery, wrongTool } from '../same-query.ts';
import { defineTool, type ToolAnswer, type ToolCall } from '../tool.ts';
import { projectFirstPage } from './first-page.ts';
import { sanitizeInvocation } from './invocation.ts';
import { projectRest } from './next-page.ts';
import { detailNotes } from './notes.ts';
import { type DetailPage, isPlaceIn } from './parts.ts';
import { invocationDetailSchema } from './schema.ts';

const inputSchema = z
  .object({
    command_id: commandId.describe('The command'),
    instance_id: instanceId.describe('The managed node'),
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
Long output shows its head and a preview of its end; next_cursor reads on to the last character. list_command_invocations names the nodes of a command.`,
  inputSchema,
  outputSchema: invocationDetailSchema,
  async handle(input, call) {
    if (input.cursor !== undefined) return readOn(input, input.cursor, call);
    const { session, signal } = call;
    const ref = {
      region: input.region ?? (await session.reader.defaultRegion()),
      commandId: input.command_id,
      instanceId: input.instance_id,
    };
    const read = await readInvocation(ref, input.plugin_name, session, signal);
    const account = sanitizeInvocation(ref, read, session.redactor, input.plugin_name);
    const notes = detailNotes(account, read, session.nowMs());
    const maxTokens = input.max_tokens ?? session.defaultMaxTokens;
    const firstShown: number[] = [];
    let keptAs: string | undefined;
    const page = projectFirstPage(
      {
        account,
        notes,
        cursorTo: (unit, offset) => {
          // Most invocations fit, need no cursor, and take no place among the kept results.
          keptAs ??= session.results.keep({
            tool: 'get_command_invocation',
            account,
            ...(input.plugin_name !== undefined && { pluginName: input.plugin_name }),
            firstShown,
            maxTokens,
          }).id;
          return cursorOf(keptAs, unit, offset);
        },
      },
      maxTokens,
      session.newBoundary(),
    );
    firstShown.push(...page.shown);
    return toAnswer(page);
  },
});

function readOn(input: Input, from: string, { session }: ToolCall): ToolAnswer {
  const { kept, place } = session.results.find(from);
  const result = kept.value;
  if (result.tool !== 'get_command_invocation') throw wrongTool(result.tool);
  assertSameQuery(input, askedWith(result.account.ref, result.pluginName));
  const unit = place.view - 1;
  if (!isPlaceIn(result.account, unit, place.offset)) throw notACursor();
  return toAnswer(
    projectRest(
      { account: result.account, cursorTo: (...place) => cursorOf(kept.id, ...place) },
      result.firstShown,
      { unit, offset: place.offset },
      input.max_tokens ?? result.maxTokens,
      session.newBoundary(),
    ),
  );
}

/** The numbers of a cursor's views begin at 1: view 0 is the whole of a list. */
function cursorOf(id: string, unit: number, offset: number): string {
  return formatCursor(id, { view: unit + 1, offset });
}

function askedWith({ region, commandId, instanceId }: InvocationRef, pluginName: string | undefined) {
  return { region, command_id: commandId, instance_id: instanceId, plugin_name: pluginName };
}

function toAnswer({ detail, text }: DetailPage): ToolAnswer {
  return { text, structured: detail satisfies z.infer<typeof invocationDetailSchema> };
}
