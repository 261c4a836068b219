/** Whether the command that was asked about goes on: what is open, since when, and when to ask again. */

import { formatInteger, formatSeconds, isoSeconds, plural } from '../../../answer/index.ts';
import { classOf } from '../../../run-command/index.ts';
import { secondsSince, spanOf } from '../../figures.ts';
import { secondsToWait } from '../../notes.ts';
import { openSinceOf } from '../groups/evidence.ts';
import type { InvocationSnapshot } from '../read/snapshot.ts';
import type { Waited } from '../read/wait.ts';

/** Nothing about a command that has ended and was not waited for. */
export function goingOnNotes(snapshot: InvocationSnapshot, nowMs: number): string[] {
  const { request, command, count, waited } = snapshot;
  if (request.query.commandId === undefined) return [];
  const open = count.rows.filter(({ status }) => classOf(status) === 'unfinished');
  const runs = command !== undefined && classOf(command.status) === 'unfinished';
  const early = waited?.why === undefined ? [] : [`Did not wait on: ${waited.why}.`];
  if (!runs && open.length === 0) {
    return waited && command ? [`The command has ended${afterWaiting(waited)}.`] : early;
  }
  const first = spanOf(open.map(openSinceOf))?.first;
  const requestedAtMs = command?.requestedAtMs ?? count.requestedAtMs?.first;
  const ageSeconds = requestedAtMs === undefined ? 0 : secondsSince(requestedAtMs, nowMs);
  const of = command?.targetCount ?? count.rows.length;
  const which = `${formatInteger(open.length)} of ${plural(Math.max(of, open.length), 'node')}`;
  const nodes =
    open.length === 0
      ? 'no node that is listed here is open'
      : `${which} open${first === undefined ? '' : `, the longest since ${isoSeconds(first)}`}`;
  const again = `Ask again in ${formatSeconds(secondsToWait(ageSeconds))}${waited ? '' : ', or with wait_seconds'}.`;
  return [...early, `Not ended${waited ? afterWaiting(waited) : ''}: ${nodes}. ${again}`];
}

/** Nothing where it did not have to wait. */
function afterWaiting({ ms }: Waited): string {
  const seconds = Math.round(ms / 1_000);
  return seconds === 0 ? '' : `, after ${formatSeconds(seconds)} of waiting`;
}
