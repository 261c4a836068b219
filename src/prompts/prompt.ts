/** What a prompt is: questions that a person picks from a menu, with today's figures already in them. */

import type { z } from 'zod/v3';
import type { ToolCall } from '../session.ts';

export type PromptArgument = {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
};

export type Prompt<Input extends z.ZodTypeAny = z.ZodTypeAny> = {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** One at most: some clients leave out prompts that have more. */
  readonly arguments: readonly PromptArgument[];
  readonly inputSchema: Input;
  /** The text of the one message; some clients take no second. Throws an error of `errors.ts`. */
  write(input: z.infer<Input>, call: ToolCall): Promise<string>;
};

/** Does nothing but let `write`'s input be inferred from the schema beside it. */
export function definePrompt<Input extends z.ZodTypeAny>(prompt: Prompt<Input>): Prompt<Input> {
  return prompt;
}
