/** What every list has to say beside its figures: why it ended early, what was redacted or withheld, what is not listed. */

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
      return `${sofar}: max_items (${formatInteger(end.maxItems)}) was reached, AWS may hold more. read_on reads on in one call, next_cursor past the last row as well; or ask anew with ${largerMaxItems(end)}.`;
    case 'timeLimit':
      return `${sofar}: the 45 seconds of one call were over before the end of the list. read_on reads on in one call, next_cursor past the last row as well.`;
    case 'stuckToken':
      return `${sofar}: AWS handed out a page token a second time, so the rest of the list was not read. read_on, or next_cursor past the last row, tries once more.`;
    case 'fault':
      return `${sofar}, then reading stopped. ${end.why}. ${
        end.goesOn
          ? 'read_on, or next_cursor past the last row, tries to read on'
          : 'Only asking anew reads the rest'
      }.`;
  }
}

/** The largest `max_items` (docs/limits.md). */
export const MAX_ITEMS = 20_000;

function largerMaxItems({ maxItems, targetCount = 0 }: { maxItems: number; targetCount?: number }): string {
  const enough = targetCount > maxItems && targetCount <= MAX_ITEMS;
  return enough
    ? `max_items ${targetCount} (the command's targets)`
    : `a larger max_items (up to ${MAX_ITEMS})`;
}

/** Instance ids that one SendCommand takes (service model, InstanceIdList). */
export const SEND_COMMAND_MAX_IDS = 50;

/** Nothing of a text that no expression comes to an end with may hold up the server. */
export function withheldNote(count: number): string {
  return `${plural(count, 'output')} took too long to read and ${count === 1 ? 'is' : 'are'} withheld.`;
}

export function redactedNote(count: number): string {
  return `${plural(count, 'secret')} redacted in what the nodes wrote.`;
}

export const NOT_LISTED_REASON =
  'it was no Run Command: State Manager associations and Automation runs do not appear here (CloudTrail has who sent or started what)';

/** Between two questions to AWS: at least ten seconds, at most half an hour, else a tenth of the age. */
export function secondsToWait(ageSeconds: number): number {
  return Math.min(1_800, Math.max(10, 10 * Math.round(ageSeconds / 100)));
}
