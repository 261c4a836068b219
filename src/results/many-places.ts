/**
 * Several places read as one list. Each is read as if it were alone, a page ahead; the page that comes first is handed
 * out first, and a place that fails or is slow keeps none of the others.
 */

import { type AwsPlace, CursorExpiredError, type Page, type PageRequest } from '../run-command/index.ts';
import type { WalkEnd } from './walk.ts';

/** How far a place was read. Plain data that never changes. */
export type PlaceReading = {
  readonly place: AwsPlace;
  readonly items: number;
  /** The page to go on with. */
  readonly token?: string;
  /** Left out while there is more to read. */
  readonly end?: WalkEnd;
};

export type InPlace<Item> = { readonly item: Item; readonly place: AwsPlace };

export type ManyPlaces<Item> = {
  fetch(page: PageRequest, signal: AbortSignal): Promise<Page<InPlace<Item>>>;
  readings(): readonly PlaceReading[];
};

/** Throttling is per account and Region; what is bounded is this process. */
const PLACES_AT_A_TIME = 24;

/** Once others were read to the end, nobody waits longer for a page of the rest: it can be read on. */
const STRAGGLER_LIMIT_MS = 10_000;

type State = {
  place: AwsPlace;
  items: number;
  token: string | undefined;
  end: WalkEnd | undefined;
  readonly seenTokens: Set<string>;
  /** The next page, on its way. */
  ahead: Promise<Arrival> | undefined;
};

type Arrival = { readonly state: State; readonly page?: Page<unknown>; readonly error?: unknown };

/** A place that AWS no longer lets us go on in, and one that was read to its end, stay as they are. */
export function canGoOn({ end }: PlaceReading): boolean {
  return end?.kind !== 'complete' && !(end?.kind === 'fault' && end.error instanceof CursorExpiredError);
}

/** Goes on from `earlier`. `maxItems` are those of one place, `fetchIn` asks one. */
export function createManyPlaces<Item>(
  earlier: readonly PlaceReading[],
  maxItems: number,
  fetchIn: (place: AwsPlace, page: PageRequest, signal: AbortSignal) => Promise<Page<Item>>,
): ManyPlaces<Item> {
  const most = new Map(earlier.map(({ place, items }) => [place, items + maxItems]));
  const states: State[] = earlier.map((reading) => ({
    place: reading.place,
    items: reading.items,
    token: reading.token,
    end: canGoOn(reading) ? undefined : reading.end,
    seenTokens: new Set(),
    ahead: undefined,
  }));
  const givenUp = new AbortController();
  let delivered = 0;

  function askAhead(size: number, signal: AbortSignal): void {
    const open = states.filter(({ end }) => end === undefined);
    for (const state of open.slice(0, PLACES_AT_A_TIME)) {
      if (state.ahead) continue;
      const room = (most.get(state.place) ?? 0) - state.items;
      const request = {
        size: Math.min(size, room),
        ...(state.token !== undefined && { token: state.token }),
      };
      state.ahead = fetchIn(state.place, request, AbortSignal.any([signal, givenUp.signal])).then(
        (page) => ({ state, page }),
        (error: unknown) => ({ state, error }),
      );
    }
  }

  function take({ state, page, error }: Arrival, signal: AbortSignal): readonly Item[] | undefined {
    state.ahead = undefined;
    if (page === undefined) {
      signal.throwIfAborted();
      // The SDK's own error would hold its request and reply in memory.
      if (error instanceof Error) delete error.cause;
      state.end = { kind: 'fault', error };
      return undefined;
    }
    state.items += page.items.length;
    const { nextToken } = page;
    if (nextToken === undefined) state.end = { kind: 'complete' };
    else if (state.seenTokens.has(nextToken)) state.end = { kind: 'stuckToken' };
    else if (state.items >= (most.get(state.place) ?? 0)) state.end = { kind: 'maxItems' };
    if (nextToken !== undefined) state.seenTokens.add(nextToken);
    state.token = nextToken;
    return page.items as readonly Item[];
  }

  return {
    async fetch({ size }, signal) {
      for (;;) {
        askAhead(size, signal);
        const waiting = states.flatMap(({ ahead }) => ahead ?? []);
        if (waiting.length === 0) return { items: [] };
        const arrival = await firstOf(
          waiting,
          states.some(({ end }) => end?.kind === 'complete'),
        );
        if (arrival === undefined) {
          for (const state of states) state.end ??= { kind: 'timeLimit' };
          givenUp.abort();
          return { items: [] };
        }
        const items = take(arrival, signal);
        const goesOn = states.some(({ end }) => end === undefined);
        if (items) {
          delivered += 1;
          const { place } = arrival.state;
          const placed = items.map((item) => ({ item, place }));
          return { items: placed, ...(goesOn && { nextToken: String(delivered) }) };
        }
        if (goesOn) continue;
        // Nothing to show of any place but why.
        if (delivered === 0 && states.every(({ items, end }) => items === 0 && end?.kind === 'fault'))
          throw arrival.error;
        return { items: [] };
      }
    },
    readings: () =>
      states.map(({ place, items, token, end }) => ({
        place,
        items,
        ...(token !== undefined && { token }),
        ...(end && { end }),
      })),
  };
}

/** Undefined where none came for too long, and others are done. */
async function firstOf(
  waiting: readonly Promise<Arrival>[],
  othersAreDone: boolean,
): Promise<Arrival | undefined> {
  if (!othersAreDone) return await Promise.race(waiting);
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), STRAGGLER_LIMIT_MS);
  });
  return await Promise.race([...waiting, tooLong]).finally(() => clearTimeout(timer));
}
