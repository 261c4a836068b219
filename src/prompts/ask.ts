/** A prompt's data are the answers that the tools give now, bounded as theirs are. */

import { summarizeError } from '../answer/problem.ts';
import { SsmInvocationsError } from '../run-command/errors.ts';
import { parseInput } from '../tools/input.ts';
import { invocationListSchema } from '../tools/list-command-invocations/schema.ts';
import { listCommandInvocations } from '../tools/list-command-invocations/tool.ts';
import type { Tool, ToolAnswer, ToolCall } from '../tools/tool.ts';
import type { EmbeddedAnswer, Found } from './text.ts';

/** All there are, for a share of them would not tell how wide a failure is: the most that the tool takes. */
export const ALL_ITEMS = 20_000;

type Arguments = Readonly<Record<string, unknown>>;

/** Throws where nothing could be read: questions without figures are of no use. */
export async function askInvocations(
  args: Arguments,
  call: ToolCall,
): Promise<EmbeddedAnswer & { found: Found }> {
  const { text, structured } = await answerOf(listCommandInvocations, args, call);
  const found = invocationListSchema.parse(structured).summary;
  return { tool: listCommandInvocations.name, args, text, found };
}

/** Beside the invocations; where it cannot be had, the prompt says why and goes on. */
export async function askBeside(tool: Tool, args: Arguments, call: ToolCall): Promise<EmbeddedAnswer> {
  try {
    // One progress is told, and it may only grow: that of the invocations, which take longer.
    const { text } = await answerOf(tool, args, { ...call, onProgress: () => {} });
    return { tool: tool.name, args, text };
  } catch (error) {
    call.signal.throwIfAborted();
    if (!(error instanceof SsmInvocationsError)) throw error;
    return { tool: tool.name, args, text: `${summarizeError(error)}.` };
  }
}

function answerOf(tool: Tool, args: Arguments, call: ToolCall): Promise<ToolAnswer> {
  return tool.handle(parseInput(tool.inputSchema, args), call);
}
