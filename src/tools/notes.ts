/** What a result has to say beside its figures: what is missing and why, and what to do next. */

import { formatInteger, plural } from '../answer/format.ts';
import type { WireFilter } from './query.ts';

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

/** The largest `max_items` (contract 2.1). */
const MAX_ITEMS = 20_000;

function largerMaxItems({ maxItems, targetCount = 0 }: { maxItems: number; targetCount?: number }): string {
  const enough = targetCount > maxItems && targetCount <= MAX_ITEMS;
  return enough
    ? `max_items ${targetCount} (the command's targets)`
    : `a larger max_items (up to ${MAX_ITEMS})`;
}

export function redactedNote(count: number): string {
  return `${plural(count, 'secret')} masked in what the nodes wrote.`;
}

/** Some targets have no invocation: SSM makes one only when it turns to the node. */
export function missingTargetsNote(targets: number, invocations: number): string {
  const missing = targets - invocations;
  return `${plural(missing, 'targeted node')} ${missing === 1 ? 'has' : 'have'} no invocation: not reached by MaxConcurrency yet, or the command stopped before. Ask again while it runs.`;
}

export const WITHOUT_DETAILS_NOTE =
  'Statuses only. The same call with details: true tells why nodes failed and what they said.';

/** Empty is never silent: the likely reasons, the likeliest first. */
export function emptyNotes(query: {
  region: string;
  command_id?: string;
  instance_id?: string;
  filters?: readonly WireFilter[];
}): string[] {
  const reasons = [
    query.filters && 'the filters leave nothing (ask again without them)',
    query.command_id && 'the command was sent a moment ago (ask again in a few seconds)',
    `it ran in another Region than ${query.region} (pass region)`,
    'it is older than the 30 days that AWS keeps',
    query.command_id && 'the command_id is mistyped, or no node matched its targets (list_commands tells)',
    query.instance_id && !query.command_id && 'no command was ever sent to this node',
  ];
  return [`Likely reasons: ${reasons.filter(Boolean).join('; ')}.`];
}
