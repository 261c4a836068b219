/** Rows and their commands as an answer lists them. */

import { clip, isoSeconds } from '../../../answer/index.ts';
import type { Grouping } from '../groups/ranking.ts';
import type { Row } from '../read/row.ts';
import type { InvocationList, ListedCommand, ListedInvocation } from '../schema.ts';
import type { PageFacts } from './frame.ts';

export function rowsOf(
  facts: PageFacts,
  shown: readonly Row[],
  toRow: RowShape,
): Pick<InvocationList, 'commands' | 'shown'> {
  const commands: ListedCommand[] = [];
  let previous: Row | undefined;
  for (const row of shown) {
    if (row.command !== previous?.command) commands.push({ ...toListedCommand(facts, row), invocations: [] });
    commands.at(-1)?.invocations.push(toRow(row));
    previous = row;
  }
  return { commands, shown: shown.length };
}

/** The command's own time, else the earliest of its invocations: the same on every page. */
export function toListedCommand(
  { command: own, count, where }: PageFacts,
  { command }: Row,
): Omit<ListedCommand, 'invocations'> {
  return {
    command_id: clip(command.commandId, 48),
    ...(where.places && command.place),
    document_name: clip(command.documentName, 40),
    ...(command.comment && { comment: clip(command.comment, 40) }),
    requested_at: isoSeconds(own?.requestedAtMs ?? count.requestedAt.get(command)),
  };
}

export type RowShape = (row: Row) => ListedInvocation;

/**
 * On the page of one group a row has only what differs there: the status too where one value was captured from both. Where even that takes more than a page, ids alone:
 * whoever lists so many nodes wants to send a command to them again.
 */
export function rowShape(
  rows: readonly Row[],
  { groupOf }: Grouping,
  group: number | undefined,
  maxTokens: number,
): RowShape {
  const mixed = group !== undefined && rows.some(({ status }) => status !== rows[0]?.status);
  const statusOf = ({ status }: Row) => ({ status: clip(status || 'unknown', 8) });
  const toId = (row: Row): ListedInvocation => ({
    instance_id: clip(row.instanceId, 32),
    ...(mixed && statusOf(row)),
    ...(row.match?.found === false && { no_match: row.match.why }),
  });
  const toOwn = (row: Row): ListedInvocation => ({
    ...toId(row),
    ...(row.instanceName && { instance_name: clip(row.instanceName, 24) }),
    ...(row.durationSeconds !== undefined && { duration_seconds: row.durationSeconds }),
  });
  if (group !== undefined) {
    const same = rows.every(
      ({ instanceName, durationSeconds }) =>
        instanceName === '' && durationSeconds === rows[0]?.durationSeconds,
    );
    return same || rows.length * TOKENS_PER_OWN_ROW > maxTokens ? toId : toOwn;
  }
  return (row) => {
    const { instance_id, ...own } = toOwn(row);
    const { instance_name, ...rest } = own;
    const number = groupOf[row.member];
    return {
      instance_id,
      ...(instance_name !== undefined && { instance_name }),
      ...statusOf(row),
      ...(number && { group: number }),
      ...(row.responseCode !== undefined && { response_code: row.responseCode }),
      ...rest,
    };
  };
}

/** As JSON, with a name and a duration. */
const TOKENS_PER_OWN_ROW = 36;
