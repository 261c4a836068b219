/** What a page has whatever it shows of groups and rows. */

import { isoSeconds } from '../../answer/index.ts';
import type { Place } from '../../results/index.ts';
import { listStatuses } from '../figures.ts';
import type { Count } from './count.ts';
import type { MatchCount } from './match-count.ts';
import type { InvocationList } from './schema.ts';
import type { OwnCommand } from './snapshot.ts';
import type { RowPlace } from './view.ts';

export type PageFacts = {
  readonly region: string;
  readonly query: InvocationList['query'];
  readonly count: Count;
  readonly complete: boolean;
  readonly command?: OwnCommand;
  readonly notes: readonly string[];
  readonly place: RowPlace;
  /** Whether this page is the first about what was read: it explains and groups, and the others show rows. */
  readonly first: boolean;
  readonly nowMs: number;
  /** Whether AWS holds more behind the last row. */
  readonly resumes: boolean;
  readonly cursorTo: (place: Place) => string;
};

export type Frame = Omit<InvocationList, 'groups' | 'commands' | 'shown' | 'untrusted_fields'>;

/** Pages after the first repeat only what bounds them. */
export function frameOf({ region, query, count, complete, command, notes, first, place }: PageFacts): Frame {
  const counts = {
    invocations: count.rows.length,
    complete,
    by_status: listStatuses(count.byStatus),
  };
  if (!first || place.kind === 'group') return { region, query, summary: counts };
  const targets = command?.targetCount;
  return {
    region,
    query,
    summary: {
      ...counts,
      ...(count.match && { match: matchFigures(count.match) }),
      ...(targets !== undefined && { target_count: targets }),
      ...requestedIn(count, query),
      ...durationsIn(count),
    },
    ...(notes.length > 0 && { notes: [...notes] }),
  };
}

function matchFigures({ found, byName, further, unmatched }: MatchCount): Record<string, number> {
  const notFound = Object.values(unmatched).reduce((sum, one) => sum + one, 0);
  return {
    read: found + notFound,
    found,
    ...(byName > 0 && { by_name_or_comment: byName }),
    ...(further > 0 && { further_values: further }),
    not_found: notFound,
    ...unmatched,
  };
}

/** One command has one time, which stands beside it. */
function requestedIn(
  { requestedAtMs }: Count,
  query: InvocationList['query'],
): Pick<InvocationList['summary'], 'requested_at'> {
  if (requestedAtMs === undefined || query.command_id !== undefined) return {};
  const [first, last] = [isoSeconds(requestedAtMs.first), isoSeconds(requestedAtMs.last)];
  return first === last ? {} : { requested_at: { first, last } };
}

function durationsIn({ durationSeconds, rows }: Count): Pick<InvocationList['summary'], 'duration_seconds'> {
  if (durationSeconds === undefined) return {};
  const { median, p95, max, min, of } = durationSeconds;
  return {
    duration_seconds: {
      ...(min !== max && { median, p95 }),
      max,
      ...(of !== rows.length && { invocations: of }),
    },
  };
}
