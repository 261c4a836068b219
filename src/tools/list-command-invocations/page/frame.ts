/** What a page has whatever it shows of groups and rows. */

import { isoSeconds } from '../../../answer/index.ts';
import type { Place } from '../../../results/index.ts';
import { classOf } from '../../../run-command/index.ts';
import { listStatuses } from '../../figures.ts';
import type { ShownPlaces } from '../../where-schema.ts';
import type { MatchCount } from '../match/figures.ts';
import type { Count } from '../read/count.ts';
import type { OwnCommand } from '../read/own-command.ts';
import type { Row } from '../read/row.ts';
import type { InvocationList } from '../schema.ts';
import { ranOf } from '../time/ran.ts';
import { countByDay } from '../time/times.ts';
import type { RowPlace } from './view.ts';

export type PageFacts = {
  readonly where: ShownPlaces;
  readonly query: InvocationList['query'];
  readonly count: Count;
  readonly complete: boolean;
  readonly command?: OwnCommand;
  readonly notes: readonly string[];
  readonly place: RowPlace;
  /** Whether this page is the first about what was read: it explains and groups, and the others show rows. */
  readonly first: boolean;
  /** Whether a person sees it drawn. */
  readonly drawn: boolean;
  readonly nowMs: number;
  /** Whether AWS holds more behind the last row. */
  readonly resumes: boolean;
  readonly cursorTo: (place: Place) => string;
};

export type Frame = Omit<
  InvocationList,
  'timeline' | 'timeline_omitted' | 'groups' | 'commands' | 'shown' | 'untrusted_fields'
>;

/** Pages after the first repeat only what bounds them. */
export function frameOf(facts: PageFacts, maxTokens: number): Frame {
  const { where, query, count, complete, command, notes, first, place } = facts;
  const counts = {
    invocations: count.rows.length,
    complete,
    by_status: listStatuses(count.byStatus),
  };
  const { places: _, places_omitted: __, places_incomplete: ___, ...placed } = where;
  if (!first || place.kind === 'group') return { ...placed, query, summary: counts };
  const targets = command?.targetCount;
  return {
    ...where,
    query,
    summary: {
      ...counts,
      ...(count.match && { match: matchFigures(count.match) }),
      ...(targets !== undefined && { target_count: targets }),
      ...requestedIn(count, query),
      ...durationsIn(count),
      // The places take as much room as some of the days.
      ...daysIn(count, { query, complete }, Math.floor(maxTokens / (where.places ? 2 : 1) / TOKENS_PER_DAY)),
      ...(maxTokens >= LEAST_TOKENS_DRAWN && ranIn(facts)),
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

/** Two rows of steps take up to 250 tokens: an answer with room for less is not given away for a picture. */
const LEAST_TOKENS_DRAWN = 2_000;

/** Of one command: what several ran over days is told by day. */
function ranIn({ drawn, count, nowMs }: PageFacts): Pick<InvocationList['summary'], 'ran'> {
  const ran = drawn && count.requestedAt.size === 1 ? ranOf(count.rows, nowMs) : undefined;
  return ran ? { ran } : {};
}

/** A question about one node alone is answered in the order of time; what a pattern leaves of it is no timeline. */
export function isOneNode({ instance_id, command_id, match }: InvocationList['query']): boolean {
  return instance_id !== undefined && command_id === undefined && match === undefined;
}

/** One entry takes about 9 tokens: all of 30 days at the default bound, and never more than an eighth of an answer. */
const TOKENS_PER_DAY = 80;

/** How it went from day to day; on one node its timeline says more. */
function daysIn(
  { rows, requestedAt }: Count,
  { query, complete }: Pick<PageFacts, 'query' | 'complete'>,
  maxDays: number,
): Pick<InvocationList['summary'], 'not_succeeded_by_day' | 'invocations_by_day'> {
  if (requestedAt.size < 2 || isOneNode(query)) return {};
  const timesOf = (some: readonly Row[]) => some.map(({ command }) => [requestedAt.get(command), 1] as const);
  const all = countByDay(timesOf(rows));
  if (all.size < 2) return {};
  const failed = countByDay(timesOf(rows.filter(({ status }) => classOf(status) === 'notSucceeded')));
  const days = [...all.keys()];
  const earlier = days.slice(maxDays);
  const sum = (counts: ReadonlyMap<string, number>, of: readonly string[]) =>
    of.reduce((total, day) => total + (counts.get(day) ?? 0), 0);
  const entries = [
    ...days.slice(0, maxDays).map((day) => ({ name: day, of: [day] })),
    ...(earlier.length > 0 ? [{ name: 'earlier', of: earlier }] : []),
  ];
  if (query.filters?.some(({ key }) => key === 'Status')) {
    return { invocations_by_day: Object.fromEntries(entries.map(({ name, of }) => [name, sum(all, of)])) };
  }
  // Where reading ended early, it was somewhere in the last of these days.
  const cut = complete ? undefined : entries.at(-1)?.of.at(-1);
  const words = joinQuietDays(entries, (of) => sum(failed, of) === 0).map((entry) => {
    const counted = `${sum(failed, entry.of)} of ${sum(all, entry.of)}`;
    return [entry.name, entry.of.includes(cut ?? '') ? `${counted} so far` : counted];
  });
  return { not_succeeded_by_day: Object.fromEntries(words) };
}

type Days = { readonly name: string; readonly of: readonly string[] };

/** Days on end on which all succeeded are read as one. */
function joinQuietDays(
  entries: readonly Days[],
  isQuiet: (of: readonly string[]) => boolean,
): readonly Days[] {
  const joined: Days[] = [];
  for (const entry of entries) {
    const before = joined.at(-1);
    if (before && isQuiet(before.of) && isQuiet(entry.of)) {
      joined[joined.length - 1] = {
        name: `${entry.name} to ${before.of[0]}`,
        of: [...before.of, ...entry.of],
      };
    } else joined.push(entry);
  }
  return joined;
}
