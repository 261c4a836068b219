/** Rows of a list: what rows in succession have in common stands once, above them. */

import { quote } from '../../../answer/index.ts';
import { SEND_COMMAND_MAX_IDS } from '../../notes.ts';
import { noMatchWords } from '../match/text.ts';
import type { ListedInvocation } from '../schema.ts';

/** Rows below the sentence of their own group, which has their status and code. */
export function renderRowsBeside(
  rows: readonly ListedInvocation[],
  sameDuration: number | undefined,
): string[] {
  return renderOwn(rows, sameDuration).map((line) => `   ${line}`);
}

/** Rows of one command, each succession of one group and status below a line of its own. */
export function renderRunsOfRows(
  rows: readonly ListedInvocation[],
  sameDuration: number | undefined,
): string[] {
  const runs: ListedInvocation[][] = [];
  for (const row of rows) {
    const run = runs.at(-1);
    if (run?.[0] && commonOf(run[0]) === commonOf(row)) run.push(row);
    else runs.push([row]);
  }
  return runs.flatMap((run) => {
    const common = run[0] && commonOf(run[0]);
    const lines = renderOwn(run, sameDuration);
    // On the page of one group there is nothing else to say.
    return common ? [`${common}:`, ...lines] : lines;
  });
}

/** One row by itself: what it takes at most. */
export function renderRow(row: ListedInvocation): string {
  return `- ${commonOf(row)}: ${ownWords(row)}`;
}

function commonOf({ status, group, response_code, no_match }: ListedInvocation): string {
  return [
    status,
    no_match !== undefined && noMatchWords(no_match),
    response_code !== undefined && `exit ${response_code}`,
    group !== undefined && `group ${group}`,
  ]
    .filter(Boolean)
    .join(', ');
}

function renderOwn(rows: readonly ListedInvocation[], sameDuration: number | undefined): string[] {
  const own = rows.map((row) => ownWords(row, sameDuration));
  const idsAlone = own.every((words, index) => words === rows[index]?.instance_id);
  return idsAlone ? inLines(own) : own.map((words) => `- ${words}`);
}

function ownWords(
  { instance_id, instance_name, duration_seconds }: ListedInvocation,
  sameDuration?: number,
): string {
  return [
    instance_id,
    instance_name && quote(instance_name),
    duration_seconds !== undefined && duration_seconds !== sameDuration && `${duration_seconds} s`,
  ]
    .filter(Boolean)
    .join(' ');
}

/** As many a line as one SendCommand takes. */
export function inLines(ids: readonly string[]): string[] {
  const lines: string[] = [];
  for (let from = 0; from < ids.length; from += SEND_COMMAND_MAX_IDS) {
    lines.push(ids.slice(from, from + SEND_COMMAND_MAX_IDS).join(', '));
  }
  return lines;
}
