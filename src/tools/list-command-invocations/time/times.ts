/** Time in results that span commands: when each group occurred, in which commands, and on which days. */

import { spanOf } from '../../figures.ts';
import type { CommandHead, Row } from '../read/row.ts';

export type GroupTimes = {
  /** When its invocations were requested. */
  readonly requestedAtMs?: { readonly first: number; readonly last: number };
  /** Those with the most of its nodes, the newest of equals first. */
  readonly commands: readonly { readonly commandId: string; readonly nodes: number }[];
  readonly moreCommands: number;
  /** Where the result has several kinds of commands and the group is of one. */
  readonly kind?: Kind;
  /** Invocations by day, the newest first. */
  readonly byDay: ReadonlyMap<string, number>;
};

/** What tells commands apart that are sent again and again. */
export type Kind = Pick<CommandHead, 'documentName' | 'comment'>;

/** What the groups of one result are seen against. */
export type CommandTimes = {
  /** When each command was requested; undefined where AWS gave no time. */
  readonly requestedAt: ReadonlyMap<CommandHead, number | undefined>;
  readonly severalKinds: boolean;
};

/** Commands that a group names. */
const MAX_COMMANDS = 3;

/** `undefined` where there is but one command: its time stands beside it. */
export function commandTimesOf(requestedAt: CommandTimes['requestedAt']): CommandTimes | undefined {
  if (requestedAt.size < 2) return undefined;
  return { requestedAt, severalKinds: new Set([...requestedAt.keys()].map(kindKey)).size > 1 };
}

export function timesOf(rows: readonly Row[], { requestedAt, severalKinds }: CommandTimes): GroupTimes {
  const nodes = new Map<CommandHead, number>();
  for (const { command } of rows) nodes.set(command, (nodes.get(command) ?? 0) + 1);
  const at = (command: CommandHead) => requestedAt.get(command) ?? 0;
  const commands = [...nodes].sort(([one, some], [other, more]) => more - some || at(other) - at(one));
  const requestedAtMs = spanOf(rows.map((row) => row.requestedAtMs));
  const kinds = new Map([...nodes.keys()].map((command) => [kindKey(command), command]));
  const [kind] = kinds.values();
  return {
    ...(requestedAtMs && { requestedAtMs }),
    commands: commands.slice(0, MAX_COMMANDS).map(([{ commandId }, nodes]) => ({ commandId, nodes })),
    moreCommands: Math.max(0, commands.length - MAX_COMMANDS),
    ...(severalKinds &&
      kinds.size === 1 &&
      kind && { kind: { documentName: kind.documentName, comment: kind.comment } }),
    byDay: countByDay(commands.map(([command, count]) => [requestedAt.get(command), count])),
  };
}

/**
 * The day of a command counts, not that of each invocation: a night's run that goes on past midnight is one. Month
 * and day alone, as AWS keeps 30 days; UTC.
 */
export function countByDay(
  counts: readonly (readonly [atMs: number | undefined, count: number])[],
): ReadonlyMap<string, number> {
  const byDay = new Map<string, number>();
  const newestFirst = [...counts].sort(([one = 0], [other = 0]) => other - one);
  for (const [atMs, count] of newestFirst) {
    const day = atMs === undefined ? 'unknown' : new Date(atMs).toISOString().slice(5, 10);
    byDay.set(day, (byDay.get(day) ?? 0) + count);
  }
  return byDay;
}

/** Equal for commands of one kind. A word with a digit in it (a date, a build) tells runs apart, not kinds. */
export function kindKey({ documentName, comment }: Kind): string {
  const words = comment.split(' ').map((word) => (/\d/.test(word) ? '0' : word));
  return `${documentName}\n${words.join(' ')}`;
}
