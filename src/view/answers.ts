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

/** `undefined` for what is none of them. */
export function answerOf({ structuredContent }: ToolResult): Answer | undefined {
  if (structuredContent === undefined) return undefined;
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

/** Which of the two tools that have this view answered so, where the host does not tell it: only one names a baseline. */
export function toolOf(text: string): string {
  return /^Baseline |beside the earlier /m.test(text) ? 'compare_commands' : 'list_command_invocations';
}
