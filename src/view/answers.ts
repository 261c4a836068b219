/** What the tools answer, told apart by what each alone has. */

import type { CommandComparison, InvocationDetail, InvocationList } from '../tools/index.ts';
import type { ToolResult } from './host.ts';

export type Row = InvocationList['commands'][number]['invocations'][number];
export type Group = InvocationList['groups'][number];
export type Change = CommandComparison['changes'][number];
export type { CommandComparison, InvocationDetail, InvocationList };

export type Answer =
  | { readonly kind: 'list'; readonly list: InvocationList }
  | { readonly kind: 'comparison'; readonly comparison: CommandComparison }
  | { readonly kind: 'invocation'; readonly invocation: InvocationDetail };

export type AnswerKind = Answer['kind'];
export type AnswerOf<Kind extends AnswerKind> = Extract<Answer, { readonly kind: Kind }>;

export const TOOLS: Readonly<Record<AnswerKind, string>> = {
  list: 'list_command_invocations',
  comparison: 'compare_commands',
  invocation: 'get_command_invocation',
};

/** `undefined` for what is none of them. */
export function answerOf({ structuredContent }: ToolResult): Answer | undefined {
  if (!structuredContent) return undefined;
  if ('changes' in structuredContent)
    return { kind: 'comparison', comparison: structuredContent as CommandComparison };
  if ('plugins' in structuredContent)
    return { kind: 'invocation', invocation: structuredContent as InvocationDetail };
  if ('groups' in structuredContent) return { kind: 'list', list: structuredContent as InvocationList };
  return undefined;
}

export function textOf({ content = [] }: ToolResult): string {
  return content.map(({ text = '' }) => text).join('\n');
}

/** What answers a tool of this name, or, where the host does not name it, wrote this text: only one names a baseline. */
export function kindOf(tool: string | undefined, text: string): AnswerKind {
  // Some clients put the server's name before that of the tool.
  const compares = tool?.endsWith(TOOLS.comparison) ?? /^Baseline |beside the earlier /m.test(text);
  return compares ? 'comparison' : 'list';
}
