/** What a tool is: what a client is shown of it above, what it does below. Knows nothing of the protocol's wire. */

import type { z } from 'zod/v3';
import type { Results } from '../results/results.ts';
import type { RunCommandReader } from '../run-command/types.ts';
import type { Redactor } from '../sanitize/redactor.ts';
import type { OutputReader } from './list-command-invocations/output-reader.ts';

/** What tools share for the life of a process. */
export type Session = {
  readonly reader: RunCommandReader;
  readonly redactor: Redactor;
  readonly outputs: OutputReader;
  readonly results: Results;
  /** Tokens of an answer whose caller names no bound. */
  readonly defaultMaxTokens: number;
  /** Unguessable, new for each answer: fences what nodes wrote. */
  newBoundary(): string;
  nowMs(): number;
};

export type ToolCall = {
  readonly session: Session;
  /** Aborts when the client cancels or goes away. */
  readonly signal: AbortSignal;
  /** Tells a client that asked for it how far a long call got. */
  onProgress(done: number, message: string): void;
};

/** Both forms of one answer, each complete by itself. */
export type ToolAnswer = { readonly text: string; readonly structured: Readonly<Record<string, unknown>> };

export type Tool<Input extends z.ZodTypeAny = z.ZodTypeAny> = {
  readonly name: string;
  readonly title: string;
  /** At most 2,048 characters: Claude Code cuts there without a word. */
  readonly description: string;
  readonly inputSchema: Input;
  readonly outputSchema: z.ZodTypeAny;
  handle(input: z.infer<Input>, call: ToolCall): Promise<ToolAnswer>;
};

/** Does nothing but let the handler's input be inferred from the schema above it. */
export function defineTool<Input extends z.ZodTypeAny>(tool: Tool<Input>): Tool<Input> {
  return tool;
}
