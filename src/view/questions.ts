/**
 * The messages behind "Ask about this". A host takes them for words of the person, so nothing that a node or a sender
 * wrote may stand in them: ids, figures and statuses alone. The model has the rest in the answer that it has read.
 */

import type { Change, CommandComparison, Group, InvocationList, Row } from './answers.ts';
import { plural } from './figures.ts';

const SAFE = /^[\w.:-]{1,64}$/;

export function aboutGroup({ query }: InvocationList, group: Group): string {
  const exit = group.response_code === undefined ? '' : ` with exit code ${group.response_code}`;
  const nodes = group.cursor ? ` (its nodes: cursor ${safe(group.cursor)})` : '';
  return `About group ${group.group}${ofCommand(query.command_id)}: ${plural(group.nodes, 'node')} ${safe(group.status)}${exit}${nodes}. Why did this happen, and what should I do?`;
}

export function aboutChange({ command, baseline }: CommandComparison, change: Change): string {
  const words = change.change.replaceAll('_', ' ');
  const nodes = change.cursor ? ` (their ids: cursor ${safe(change.cursor)})` : '';
  return `About the ${plural(change.nodes, 'node')} "${words}"${ofCommand(command.command_id)} against ${safe(baseline.command_id)}${nodes}, for example ${change.instance_ids.slice(0, 1).map(safe)}. What changed, and what should I do?`;
}

export function aboutNode(
  commandId: string | undefined,
  { instance_id, status }: Pick<Row, 'instance_id' | 'status'>,
): string {
  return `About node ${safe(instance_id)}${ofCommand(commandId)}${status ? `, which is ${safe(status)}` : ''}: what happened there, and what should I do?`;
}

function ofCommand(commandId: string | undefined): string {
  return commandId === undefined ? '' : ` of command ${safe(commandId)}`;
}

function safe(text: string): string {
  return SAFE.test(text) ? text : '(unnamed)';
}
