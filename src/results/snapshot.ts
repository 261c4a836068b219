/**
 * What the first call of a request read: counted once, stored, and paged without asking AWS again. Reading on
 * makes a longer snapshot that holds all of the earlier one, so counts always speak of everything read so far.
 */

import type { AwsPlace, CommandQuery, Filter, Page, PageRequest } from '../run-command/index.ts';
import { canGoOn, createManyPlaces, type InPlace, type PlaceReading } from './many-places.ts';
import { type ReadContext, throwEndless } from './read-on.ts';
import { type Position, START, type WalkEnd, walk } from './walk.ts';

export type ListRequest<Query extends CommandQuery = CommandQuery> = {
  readonly query: Query;
  /** Where there are several; that of the query is the first. */
  readonly places?: readonly AwsPlace[];
  /** 1 to 50 items an AWS call. */
  readonly pageSize: number;
  /** Items to read before the caller is asked whether to read on. */
  readonly maxItems: number;
  /** Of each place, where there are several; default `maxItems`. */
  readonly maxItemsAPlace?: number;
  /** The filters before spans such as "2h" were resolved: repeated beside a cursor, they are the same query. */
  readonly writtenFilters?: readonly Filter[] | undefined;
  /** The pattern that items are tried on, as the caller wrote it. */
  readonly match?: string | undefined;
};

/** Counts items as they arrive. */
export type Tally<Item> = {
  /** False when the item was counted before. */
  add(item: Item, place: AwsPlace): boolean;
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
  readonly resumeAt?: Position<InPlace<Item>>;
  /** Where there are several. */
  readonly readings?: readonly PlaceReading[];
};

/** Asks one place for a page. */
export type FetchIn<Item> = (place: AwsPlace, page: PageRequest, signal: AbortSignal) => Promise<Page<Item>>;

/** Plain data that never changes: reading on makes another from it, and may do so a second time. */
export type Snapshot<Query extends CommandQuery, Item, Count> = Reading<Query, Item> & {
  readonly count: Count;
};

/**
 * Goes on from `earlier`, where there is one. Throws when not one further item could be read, and `InvalidInputError`
 * when what was read takes more memory than there is; otherwise `end` says how far it got.
 */
export async function walkOn<Query extends CommandQuery, Item>(
  operation: string,
  request: ListRequest<Query>,
  tally: Tally<Item>,
  earlier: Pick<Reading<Query, Item>, 'resumeAt' | 'readings'> | undefined,
  fetchIn: FetchIn<Item>,
  { signal, growTo, limitMs, onProgress }: ReadContext,
): Promise<Reading<Query, Item>> {
  const before = tally.size;
  const several = severalPlaces(request, earlier, fetchIn);
  const { end, resumeAt, pages } = await walk({
    from: earlier?.resumeAt ?? START,
    pageSize: request.pageSize,
    maxItems: () => tally.mostOf?.(request.maxItems) ?? request.maxItems,
    signal,
    ...(limitMs !== undefined && { limitMs }),
    fetch: several?.fetch ?? ((page, limit) => fetchInOne(request.query, fetchIn, page, limit)),
    take: ({ item, place }) => {
      const isNew = tally.add(item, place);
      growTo(tally.bytes);
      return isNew;
    },
    settle: async (limit) => await tally.settle?.(limit),
    onPage: (taken) => onProgress(before + taken),
  });
  if (tally.size === before && end.kind !== 'complete') {
    throwEndless(end, pages, operation, request.query.region);
  }
  const reading = { request, end: withoutCause(end), ...(resumeAt && { resumeAt }) };
  return several ? asFarAsAllPlaces(reading, several.readings()) : reading;
}

function severalPlaces<Item>(
  { places = [], maxItems, maxItemsAPlace = maxItems }: ListRequest,
  earlier: { readonly readings?: readonly PlaceReading[] } | undefined,
  fetchIn: FetchIn<Item>,
) {
  if (places.length < 2) return undefined;
  return createManyPlaces(
    earlier?.readings ?? places.map((place) => ({ place, items: 0 })),
    maxItemsAPlace,
    fetchIn,
  );
}

async function fetchInOne<Item>(
  { profile, region }: AwsPlace,
  fetchIn: FetchIn<Item>,
  page: PageRequest,
  signal: AbortSignal,
): Promise<Page<InPlace<Item>>> {
  const place = { region, ...(profile !== undefined && { profile }) };
  const { items, ...more } = await fetchIn(place, page, signal);
  return { items: items.map((item) => ({ item, place })), ...more };
}

/** Read to the end is what all places were read to the end of. */
function asFarAsAllPlaces<Query extends CommandQuery, Item>(
  reading: Reading<Query, Item>,
  readings: readonly PlaceReading[],
): Reading<Query, Item> {
  if (reading.end.kind !== 'complete') return { ...reading, readings };
  const short = readings.find(({ end }) => end?.kind !== 'complete');
  return {
    ...reading,
    readings,
    ...(short?.end && { end: short.end }),
    ...(readings.some(canGoOn) && { resumeAt: START }),
  };
}

/** An answer says what went wrong in words of ours; the SDK's own error would hold its request and reply in memory. */
function withoutCause(end: WalkEnd): WalkEnd {
  if (end.kind === 'fault' && end.error instanceof Error) delete end.error.cause;
  return end;
}
