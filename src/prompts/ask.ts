/** A prompt's data are the answers that the tools give now, bounded as theirs are. */

import type { z } from 'zod/v3';
import { summarizeError } from '../answer/index.ts';
import { SsmInvocationsError } from '../run-command/index.ts';
import type { ToolCall } from '../session.ts';
import { listCommandInvocations, parseInput, type Tool, type ToolAnswer } from '../tools/index.ts';
import type { EmbeddedAnswer, Found } from './text.ts';

/** All there are, for a share of them would not show how wide a failure is: the most that the tool takes. */
export const ALL_ITEMS = 20_000;

type Arguments = Readonly<Record<string, unknown>>;

/** Throws where nothing could be read: questions without figures are of no use. */
export async function askInvocations(
  args: Arguments,
  call: ToolCall,
): Promise<EmbeddedAnswer & { found: Found }> {
  const { text, structured } = await answerOf(listCommandInvocations, args, call);
  return { tool: listCommandInvocations.name, args, text, found: structured.summary };
}

/** Beside the invocations; where it cannot be had, the prompt says why and goes on. */
export async function askBeside<Input extends z.ZodTypeAny>(
  tool: Tool<Input>,
  args: Arguments,
  call: ToolCall,
): Promise<EmbeddedAnswer> {
  try {
    // Progress may only grow, so one call alone reports it: that of the invocations, which takes longer.
    const { text } = await answerOf(tool, args, { ...call, onProgress: () => {} });
    return { tool: tool.name, args, text };
  } catch (error) {
    call.signal.throwIfAborted();
    if (!(error instanceof SsmInvocationsError)) throw error;
    return { tool: tool.name, args, text: `${summarizeError(error)}.` };
  }
}

function answerOf<Input extends z.ZodTypeAny, Structured extends object>(
  tool: Tool<Input, Structured>,
  args: Arguments,
  call: ToolCall,
): Promise<ToolAnswer<Structured>> {
  return tool.handle(parseInput(tool.inputSchema, args), call);
}
