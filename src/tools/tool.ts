/** What a tool is: what a client is shown of it above, what it does below. Knows nothing of the protocol's wire. */

import type { z } from 'zod/v3';
import type { ToolCall } from '../session.ts';

/** Both forms of one answer, each complete by itself. */
export type ToolAnswer<Structured extends object = object> = {
  readonly text: string;
  readonly structured: Structured;
};

export type Tool<Input extends z.ZodTypeAny = z.ZodTypeAny, Structured extends object = object> = {
  readonly name: string;
  readonly title: string;
  /** At most 2,048 characters: Claude Code cuts there without a word. */
  readonly description: string;
  readonly inputSchema: Input;
  /** Hosts of MCP Apps may draw its answers. */
  readonly hasView?: true;
  /** A call asks one Region of one account, even where several are allowed. */
  readonly asksOnePlace?: true;
  /** What clients are shown of `Structured`: the same, but for fields that are let through without being listed. */
  readonly outputSchema: z.ZodTypeAny;
  handle(input: z.infer<Input>, call: ToolCall): Promise<ToolAnswer<Structured>>;
};

/** Does nothing but let the handler's input be inferred from the schema above it. */
export function defineTool<Input extends z.ZodTypeAny, Structured extends object>(
  tool: Tool<Input, Structured>,
): Tool<Input, Structured> {
  return tool;
}
