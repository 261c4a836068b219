/** Where each item of a list has its row, though it may come twice: pages are read while commands go on. */

import { classOf } from '../run-command/index.ts';

export type Places = {
  /**
   * The place of the row for an item in this state; `undefined` where what was read before is how it stands now. An
   * item without an id is always another one.
   */
  take(
    id: string | undefined,
    status: string,
  ): { readonly place: number; readonly isNew: boolean } | undefined;
  statusAt(place: number): string;
  readonly size: number;
};

/** Goes on from the rows of an earlier count, each at its place. */
export function createPlaces(known: readonly { readonly id: string; readonly status: string }[]): Places {
  const statuses = known.map(({ status }) => status);
  const places = new Map(known.map(({ id }, place) => [id, place]));
  return {
    take(id, status) {
      const before = id === undefined ? undefined : places.get(id);
      if (before !== undefined && !isLaterState(status, statuses[before] ?? '')) return undefined;
      const place = before ?? statuses.length;
      statuses[place] = status;
      if (id !== undefined) places.set(id, place);
      return { place, isNew: before === undefined };
    },
    statusAt: (place) => statuses[place] ?? '',
    get size() {
      return statuses.length;
    },
  };
}

/**
 * Whether what was read last is how an item stands now: one that has ended does not go on again; else what was read
 * last is later.
 */
function isLaterState(status: string, known: string): boolean {
  return classOf(status) !== 'unfinished' || classOf(known) === 'unfinished';
}
