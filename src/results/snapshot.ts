/**
 * What the first call of a request read: counted once, kept, and paged without asking AWS again. Reading on
 * makes a longer snapshot that holds all of the earlier one, so counts always speak of everything read so far.
 */

import { setImmediate as turn } from 'node:timers/promises';
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
};

/** Counts items as they arrive; `count` keeps the order of what an earlier count has shown. */
export type Counting<Item, Count> = {
  /** False when the item was counted before. */
  add(item: Item): boolean;
  count(earlier?: Count): Count;
  readonly size: number;
};

type Counted = { readonly rows: readonly unknown[] };

export type Snapshot<Query extends CommandQuery, Item, Count extends Counted> = {
  readonly request: ListRequest<Query>;
  readonly count: Count;
  readonly end: WalkEnd;
  /** Undefined when there is nothing to read on. */
  readonly resumeAt?: Position<Item>;
  readonly tally: Counting<Item, Count>;
};

/** Throws when not one further item could be read; otherwise `end` says how far it got. */
export async function walkOn<Query extends CommandQuery, Item, Count extends Counted>(
  operation: string,
  request: ListRequest<Query>,
  tally: Counting<Item, Count>,
  from: Position<Item>,
  fetch: (page: PageRequest, signal: AbortSignal) => Promise<Page<Item>>,
  { signal, onProgress }: ReadContext,
  earlier?: Count,
): Promise<Snapshot<Query, Item, Count>> {
  const before = earlier?.rows.length ?? 0;
  const { end, resumeAt, pages } = await walk({
    from,
    pageSize: request.pageSize,
    maxItems: request.maxItems,
    signal,
    fetch,
    take: (item) => tally.add(item),
    onPage: (taken) => onProgress(before + taken),
  });
  if (tally.size === before && end.kind !== 'complete') {
    throwEndless(end, pages, operation, request.query.region);
  }
  // Counting, and the answer made of it, take as long as many pages do: what else waits is heard before each.
  await turn();
  const count = tally.count(earlier);
  await turn();
  return { request, tally, count, end, ...(resumeAt && { resumeAt }) };
}
