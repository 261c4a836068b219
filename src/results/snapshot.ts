/**
 * What the first call of a request read: counted once, stored, and paged without asking AWS again. Reading on
 * makes a longer snapshot that holds all of the earlier one, so counts always speak of everything read so far.
 */

import type { CommandQuery, Filter, Page, PageRequest } from '../run-command/index.ts';
import { type ReadContext, throwEndless } from './read-on.ts';
import { type Position, type WalkEnd, walk } from './walk.ts';

export type ListRequest<Query extends CommandQuery = CommandQuery> = {
  readonly query: Query;
  /** 1 to 50 items an AWS call. */
  readonly pageSize: number;
  /** Items to read before the caller is asked whether to read on. */
  readonly maxItems: number;
  /** The filters before spans such as "2h" were resolved: repeated beside a cursor, they are the same query. */
  readonly writtenFilters?: readonly Filter[] | undefined;
  /** The pattern that items are tried on, as the caller wrote it. */
  readonly match?: string | undefined;
};

/** Counts items as they arrive. */
export type Tally<Item> = {
  /** False when the item was counted before. */
  add(item: Item): boolean;
  /** What is too much work for the turn in which an item was added; until `signal` aborts. */
  settle?(signal: AbortSignal): Promise<void>;
  /** How many items to take where `maxItems` were asked for: more while nothing was found. */
  mostOf?(maxItems: number): number;
  /** Different items so far, those of an earlier count among them. */
  readonly size: number;
  /** What the count will take in memory, about. */
  readonly bytes: number;
};

/** How far a walk got. */
export type Reading<Query extends CommandQuery, Item> = {
  readonly request: ListRequest<Query>;
  readonly end: WalkEnd;
  /** Undefined when there is nothing to read on. */
  readonly resumeAt?: Position<Item>;
};

/** Plain data that never changes: reading on makes another from it, and may do so a second time. */
export type Snapshot<Query extends CommandQuery, Item, Count> = Reading<Query, Item> & {
  readonly count: Count;
};

/**
 * Throws when not one further item could be read, and `InvalidInputError` when what was read takes more memory than
 * there is; otherwise `end` says how far it got.
 */
export async function walkOn<Query extends CommandQuery, Item>(
  operation: string,
  request: ListRequest<Query>,
  tally: Tally<Item>,
  from: Position<Item>,
  fetch: (page: PageRequest, signal: AbortSignal) => Promise<Page<Item>>,
  { signal, growTo, limitMs, onProgress }: ReadContext,
): Promise<Reading<Query, Item>> {
  const before = tally.size;
  const { end, resumeAt, pages } = await walk({
    from,
    pageSize: request.pageSize,
    maxItems: () => tally.mostOf?.(request.maxItems) ?? request.maxItems,
    signal,
    ...(limitMs !== undefined && { limitMs }),
    fetch,
    take: (item) => {
      const isNew = tally.add(item);
      growTo(tally.bytes);
      return isNew;
    },
    settle: async (limit) => await tally.settle?.(limit),
    onPage: (taken) => onProgress(before + taken),
  });
  if (tally.size === before && end.kind !== 'complete') {
    throwEndless(end, pages, operation, request.query.region);
  }
  return { request, end: withoutCause(end), ...(resumeAt && { resumeAt }) };
}

/** An answer says what went wrong in words of ours; the SDK's own error would hold its request and reply in memory. */
function withoutCause(end: WalkEnd): WalkEnd {
  if (end.kind === 'fault' && end.error instanceof Error) delete end.error.cause;
  return end;
}
