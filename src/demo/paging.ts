import type { Input } from './constraints.ts';
import { readToken, writeToken } from './tokens.ts';

/** Candidates in their order; `undefined` is one that the filters leave out. */
export type Candidates = {
  readonly count: number;
  at(offset: number): (() => unknown) | undefined;
};

export type ListPage = { readonly items: readonly unknown[]; readonly nextToken?: string };

export type Paging = {
  /** The first and then every third page is empty, the one after it short; both carry a token. */
  readonly emptyPages: boolean;
};

/** MaxResults that is not given: 50, which is also the most. */
const DEFAULT_PAGE_SIZE = 50;

/** Throws InvalidNextToken where the token belongs to another query. */
export function pageOf(candidates: Candidates, input: Input, query: string, paging: Paging): ListPage {
  const { offset, page } = readToken(input.NextToken, query);
  const wanted = sizeOfPage(input.MaxResults ?? DEFAULT_PAGE_SIZE, page, paging);
  const items: unknown[] = [];
  let next = offset;
  while (items.length < wanted && next < candidates.count) {
    const item = candidates.at(next++);
    if (item) items.push(item());
  }
  const goesOn = paging.emptyPages && page % 3 < 2 ? true : hasMore(candidates, next);
  return goesOn ? { items, nextToken: writeToken({ offset: next, page: page + 1 }, query) } : { items };
}

/** What a token is bound to: the operation, the Region and every argument but the page's size. */
export function queryOf(operation: string, region: string, input: Input): string {
  const { MaxResults: _size, NextToken: _token, ...rest } = input;
  return JSON.stringify([operation, region, Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1))]);
}

function sizeOfPage(size: number, page: number, { emptyPages }: Paging): number {
  if (!emptyPages || page % 3 === 2) return size;
  return page % 3 === 0 ? 0 : Math.ceil(size / 3);
}

function hasMore(candidates: Candidates, from: number): boolean {
  for (let offset = from; offset < candidates.count; offset++) {
    if (candidates.at(offset)) return true;
  }
  return false;
}
