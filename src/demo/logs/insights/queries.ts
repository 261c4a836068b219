/** Queries from their start until somebody has read what they found. */
import { randomUUID } from 'node:crypto';
import type { Fleet } from '../../fleet.ts';
import { Refusal } from '../../wire.ts';
import { type Body, invalidParameter, missing, numberIn, rangeOf, textIn } from '../input.ts';
import { createdAtMs, logGroups } from '../log-groups.ts';
import { malformed } from './malformed.ts';
import { parseQuery } from './query-text.ts';
import { RunningQuery } from './running-query.ts';

const MOST_GROUPS = 50;
const MOST_ITEMS = 10_000;
/** Of those that are over; the oldest is forgotten first. */
const MOST_KEPT = 1_000;

export type QueryOptions = {
  /** After so much time a query that still runs is given up; default 60 minutes. */
  readonly queryTimeoutMs?: number;
  /** Queries that run at a time, before one more is refused; default 100. */
  readonly queriesAtOnce?: number;
  /** Ends all of them. */
  readonly closed?: AbortSignal;
};

export type Queries = ReturnType<typeof createQueries>;

export function createQueries(fleet: Fleet, options: QueryOptions) {
  const { queryTimeoutMs = 3_600_000, queriesAtOnce = 100, closed } = options;
  const queries = new Map<string, RunningQuery>();

  const open = () => [...queries.values()].filter((query) => query.open);
  closed?.addEventListener('abort', () => {
    for (const query of open()) query.stop();
  });

  const named = (body: Body): RunningQuery => {
    const id = textIn(body, 'queryId');
    if (id === undefined) throw missing('queryId');
    const query = queries.get(id);
    if (query) return query;
    throw new Refusal('ResourceNotFoundException', `Query with id ${id.slice(0, 60)} does not exist.`);
  };

  return {
    start(region: string, body: Body): object {
      const text = textIn(body, 'queryString');
      const from = rangeOf('startTime', numberIn(body, 'startTime'), 0);
      const to = rangeOf('endTime', numberIn(body, 'endTime'), 0);
      if (text === undefined) throw missing('queryString');
      if (from === undefined) throw missing('startTime');
      if (to === undefined) throw missing('endTime');
      const names = groupNames(body);
      const query = parseQuery(text);
      const limit = rangeOf('limit', numberIn(body, 'limit'), 1, MOST_ITEMS);
      if (to < from) throw invalidParameter('End time must not be before start time.');
      const span = { fromMs: from * 1_000, toMs: to * 1_000 };
      const groups = logGroups(fleet, region);
      const commands = names.map((name) => groups.get(name) ?? absent(name));
      if (commands.every((of) => createdAtMs(of) > span.toMs)) {
        throw malformed(
          "Query's end date and time is either before the log groups creation time or exceeds the log groups log retention settings",
        );
      }
      if (open().length >= queriesAtOnce) {
        throw new Refusal(
          'LimitExceededException',
          `Account maximum query concurrency limit of ${queriesAtOnce} has been reached.`,
        );
      }
      const queryId = randomUUID();
      // What the query itself says goes before the limit of the call.
      const limited = limit !== undefined && !/\|\s*limit\b/.test(text) ? { ...query, limit } : query;
      queries.set(queryId, new RunningQuery(commands.flat(), limited, span, queryTimeoutMs));
      const [oldest] = [...queries].find(([, { open }]) => !open) ?? [];
      if (queries.size > MOST_KEPT && oldest !== undefined) queries.delete(oldest);
      return { queryId };
    },

    results(body: Body): object {
      const query = named(body);
      const size = rangeOf('maxItems', numberIn(body, 'maxItems'), 0, MOST_ITEMS) ?? MOST_ITEMS;
      const token = textIn(body, 'nextToken');
      const from = token === undefined ? 0 : Number(/^results-(\d{1,6})$/.exec(token)?.[1] ?? Number.NaN);
      if (Number.isNaN(from)) throw invalidParameter('The specified nextToken is invalid.');
      return query.page(from, size);
    },

    /** Throws InvalidParameterException for one that has ended. */
    stop(body: Body): object {
      const query = named(body);
      if (!query.open) throw invalidParameter('Query is not running.');
      query.stop();
      return { success: true };
    },
  };
}

/** Throws InvalidParameterException unless exactly one of the three members is there. */
function groupNames(body: Body): readonly string[] {
  const given = ['logGroupName', 'logGroupNames', 'logGroupIdentifiers'].flatMap((name) => {
    const value = body[name] ?? undefined;
    return value === undefined ? [] : [Array.isArray(value) ? value : [value]];
  });
  const [names] = given;
  if (names === undefined || given.length > 1) {
    throw invalidParameter('Exactly one of logGroupName, logGroupNames and logGroupIdentifiers is required.');
  }
  if (names.length < 1 || names.length > MOST_GROUPS) {
    throw invalidParameter(`The number of log groups must be from 1 to ${MOST_GROUPS}.`);
  }
  return names.map((name: unknown) => {
    if (typeof name !== 'string') throw new Refusal('SerializationException');
    return name.replace(/^arn:[^:]*:logs:[^:]*:[^:]*:log-group:/, '').replace(/:\*$/, '');
  });
}

function absent(name: string): never {
  throw new Refusal('ResourceNotFoundException', `Log group '${name.slice(0, 512)}' does not exist.`);
}
