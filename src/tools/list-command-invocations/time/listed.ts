/** The times of a group as an answer lists them. */

import { clip, isoSeconds } from '../../../answer/index.ts';
import { classOf } from '../../../run-command/index.ts';
import type { RankedGroup } from '../groups/ranking.ts';
import type { ListedGroup } from '../schema.ts';
import type { Origin } from './history.ts';
import { toListedMoment } from './timeline.ts';

export function timesIn({
  times,
}: RankedGroup): Pick<ListedGroup, 'first_at' | 'last_at' | 'document_name' | 'comment'> {
  if (times === undefined) return {};
  const { requestedAtMs, kind } = times;
  return {
    ...(requestedAtMs && {
      first_at: isoSeconds(requestedAtMs.first),
      last_at: isoSeconds(requestedAtMs.last),
    }),
    ...(kind && { document_name: clip(kind.documentName, 40) }),
    ...(kind?.comment && { comment: clip(kind.comment, 40) }),
  };
}

/** Of a cause: a success has no beginning that anybody asks for. */
export function originIn(
  origin: Origin | undefined,
  { status }: RankedGroup,
): Pick<ListedGroup, 'began_in' | 'last_success'> {
  if (origin === undefined || classOf(status) === 'succeeded') return {};
  return {
    began_in: clip(origin.began.command.commandId, 48),
    ...(origin.lastSuccess && { last_success: toListedMoment(origin.lastSuccess) }),
  };
}

export function commandsIn({ times }: RankedGroup): Pick<ListedGroup, 'commands' | 'more_commands'> {
  if (times === undefined) return {};
  return {
    commands: times.commands.map(({ commandId, nodes }) => ({ command_id: clip(commandId, 48), nodes })),
    ...(times.moreCommands > 0 && { more_commands: times.moreCommands }),
  };
}

/** Days of a cause that are shown: a week of nights. */
const MAX_DAYS = 7;

/** On two days it is the two times that say it. */
export function daysIn({ times, status }: RankedGroup): Pick<ListedGroup, 'by_day'> {
  if (times === undefined || times.byDay.size < 3 || classOf(status) !== 'notSucceeded') return {};
  return { by_day: Object.fromEntries([...times.byDay].slice(0, MAX_DAYS)) };
}
