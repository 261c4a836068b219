/**
 * Reads a list of AWS page by page until its token is missing: a page may be empty and yet not the last.
 * Whatever ends the walk early, nothing that was read is lost, nor the place where it goes on.
 */

import { setImmediate as turn } from 'node:timers/promises';
import {
  CursorExpiredError,
  type Page,
  type PageRequest,
  SsmInvocationsError,
} from '../run-command/index.ts';
import { CALL_LIMIT_MS, withLimit } from './time-limit.ts';

/** Where a walk goes on: first what an earlier page brought beyond `maxItems`, then the page of `token`. */
export type Position<Item> = {
  readonly held: readonly Item[];
  readonly token?: string;
  readonly atEnd: boolean;
};

export const START: Position<never> = { held: [], atEnd: false };

export type WalkEnd =
  | { readonly kind: 'complete' }
  | { readonly kind: 'maxItems' }
  | { readonly kind: 'timeLimit' }
  | { readonly kind: 'stuckToken' }
  | { readonly kind: 'fault'; readonly error: unknown };

export type Walk<Item> = {
  readonly from: Position<Item>;
  readonly pageSize: number;
  /** New items to take at most, and, where it depends on what was taken, how many by now. */
  readonly maxItems: number | (() => number);
  readonly signal: AbortSignal;
  readonly limitMs?: number;
  fetch(page: PageRequest, signal: AbortSignal): Promise<Page<Item>>;
  /** Says whether the item is new; one seen before does not count. */
  take(item: Item): boolean;
  /** Does what taking left over, in turns of its own, before the next page is waited for; until `signal` aborts. */
  settle?(signal: AbortSignal): Promise<void>;
  onPage?(takenSoFar: number): void;
};

export type Walked<Item> = {
  readonly end: WalkEnd;
  readonly taken: number;
  /** Pages that AWS answered. */
  readonly pages: number;
  /** Undefined once the list is complete, and where AWS no longer knows the place. */
  readonly resumeAt?: Position<Item>;
};

/** Rejects with the signal's reason when the client cancels; everything else is an end of the walk. */
export async function walk<Item>(request: Walk<Item>): Promise<Walked<Item>> {
  const signal = withLimit(request.signal, request.limitMs ?? CALL_LIMIT_MS);
  const { maxItems } = request;
  const most = () => (typeof maxItems === 'number' ? maxItems : maxItems());
  const seenTokens = new Set<string>();
  let position = request.from;
  let taken = 0;
  let pages = 0;
  let ahead: Promise<Page<Item>> | undefined;

  const fetchNext = async ({ token }: Position<Item>) =>
    await request.fetch({ size: request.pageSize, ...(token !== undefined && { token }) }, signal);

  const ended = (end: WalkEnd): Walked<Item> => ({
    end,
    taken,
    pages,
    ...(end.kind !== 'complete' && !isTokenExpired(end) && { resumeAt: position }),
  });

  for (;;) {
    const [rest, takenHere] = takeUpTo(position.held, most() - taken, request.take);
    taken += takenHere;
    position = { ...position, held: rest };
    await request.settle?.(signal);
    if (position.atEnd && rest.length === 0) return ended({ kind: 'complete' });
    if (taken >= most()) return ended({ kind: 'maxItems' });

    const { token } = position;
    let page: Page<Item>;
    try {
      page = await (ahead ?? fetchNext(position));
    } catch (error) {
      request.signal.throwIfAborted();
      // A reader that knows why nothing came says so; else it rejects with the reason of the limit.
      if (signal.aborted && !(error instanceof SsmInvocationsError)) return ended({ kind: 'timeLimit' });
      return ended({ kind: 'fault', error });
    }
    ahead = undefined;
    pages += 1;

    if (token !== undefined) seenTokens.add(token);
    if (page.nextToken !== undefined && seenTokens.has(page.nextToken)) {
      // The same page again, or a circle: asking on would never end. What this page holds still counts.
      const [, last] = takeUpTo(page.items, most() - taken, request.take);
      taken += last;
      return ended({ kind: 'stuckToken' });
    }
    position =
      page.nextToken === undefined
        ? { held: page.items, atEnd: true }
        : { held: page.items, token: page.nextToken, atEnd: false };
    request.onPage?.(taken + page.items.length);

    if (!position.atEnd && taken + page.items.length < most()) {
      // However many of these items are new, the next page is wanted: AWS works on it while they are taken.
      ahead = fetchNext(position);
      // Should it fail, that shows where it is awaited.
      ahead.catch(() => {});
      // The request goes out in this turn of the event loop; taking would hold it back.
      await turn();
    }
  }
}

/** AWS no longer knows the token that a walk wanted to go on from. */
export function isTokenExpired(end: WalkEnd): boolean {
  return end.kind === 'fault' && end.error instanceof CursorExpiredError;
}

function takeUpTo<Item>(
  items: readonly Item[],
  room: number,
  take: (item: Item) => boolean,
): [rest: readonly Item[], taken: number] {
  let taken = 0;
  for (const [index, item] of items.entries()) {
    if (taken >= room) return [items.slice(index), taken];
    if (take(item)) taken += 1;
  }
  return [[], taken];
}
