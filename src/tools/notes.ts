/** What every list has to say beside its figures when it ended early or redacted something. */

import { formatInteger, plural } from '../answer/index.ts';

/** How a walk ended early; `why` is prose of `problem.ts`. */
export type EarlyEnd =
  | { readonly kind: 'maxItems'; readonly maxItems: number; readonly targetCount?: number }
  | { readonly kind: 'timeLimit' }
  | { readonly kind: 'stuckToken' }
  /** `goesOn` is false where AWS no longer knows how to read on. */
  | { readonly kind: 'fault'; readonly why: string; readonly goesOn: boolean };

/** `what` is "invocation" or "command". */
export function earlyEndNote(end: EarlyEnd, counted: number, what: string): string {
  const sofar = `${plural(counted, what)} counted so far`;
  switch (end.kind) {
    case 'maxItems':
      return `${sofar}: max_items (${formatInteger(end.maxItems)}) was reached and AWS may hold more. Ask anew with ${largerMaxItems(end)}, or follow next_cursor past the last row to read on.`;
    case 'timeLimit':
      return `${sofar}: the 45 seconds of one call were over before the end of the list. Following next_cursor past the last row reads on.`;
    case 'stuckToken':
      return `${sofar}: AWS handed out a page token a second time, so the rest of the list was not read. Following next_cursor past the last row tries once more.`;
    case 'fault':
      return `${sofar}, then reading stopped. ${end.why}. ${
        end.goesOn
          ? 'Following next_cursor past the last row tries to read on'
          : 'Only asking anew reads the rest'
      }.`;
  }
}

/** The largest `max_items` (docs/limits.md). */
const MAX_ITEMS = 20_000;

function largerMaxItems({ maxItems, targetCount = 0 }: { maxItems: number; targetCount?: number }): string {
  const enough = targetCount > maxItems && targetCount <= MAX_ITEMS;
  return enough
    ? `max_items ${targetCount} (the command's targets)`
    : `a larger max_items (up to ${MAX_ITEMS})`;
}

/** Nothing of a text that no expression comes to an end with may hold up the server. */
export function withheldNote(count: number): string {
  return `${plural(count, 'output')} took too long to read and ${count === 1 ? 'is' : 'are'} withheld.`;
}

export function redactedNote(count: number): string {
  return `${plural(count, 'secret')} redacted in what the nodes wrote.`;
}
