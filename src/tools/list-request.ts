/** What the two lists share: how a list is asked for, repeated beside a cursor, and explained when it ended early. */

import { clip, formatInteger, quote, summarizeError } from '../answer/index.ts';
import { compilePattern, type Pattern } from '../patterns/index.ts';
import {
  type GrowTo,
  isTokenExpired,
  type ListRequest,
  type Place,
  type ReadContext,
  type WalkEnd,
} from '../results/index.ts';
import type { CommandQuery, Filter } from '../run-command/index.ts';
import type { Session, ToolCall } from '../session.ts';
import { type FilterRules, resolveFilters } from './filters.ts';
import { earlyEndNote, MAX_ITEMS } from './notes.ts';
import { namesOf, placesOf } from './places.ts';
import { assertSameQuery } from './same-query.ts';

type ListInput = {
  readonly command_id?: string | undefined;
  readonly instance_id?: string | undefined;
  readonly filters?: readonly Filter[] | undefined;
  readonly page_size?: number | undefined;
  readonly max_items?: number | undefined;
  readonly match?: string | undefined;
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
};

/** As the AWS CLI reads pages. */
const DEFAULT_PAGE_SIZE = 50;

/** As many items as a person would wait for. */
const DEFAULT_MAX_ITEMS = 1_000;

/** Throws `InvalidInputError` or `RegionMissingError` before AWS is asked anything. */
export async function listRequestOf(
  input: ListInput,
  rules: FilterRules,
  session: Session,
): Promise<ListRequest> {
  // Before the Region is resolved, so that a wrong filter is reported even where no Region is set.
  patternOf(input);
  const filters = resolveFilters(input.filters, input.instance_id, rules, session.nowMs());
  const [home, ...others] = await placesOf(input, session);
  const several = others.length > 0 && { places: [home, ...others] };
  return {
    ...several,
    query: {
      ...home,
      ...(input.command_id !== undefined && { commandId: input.command_id }),
      ...(input.instance_id !== undefined && { instanceId: input.instance_id }),
      filters,
    },
    pageSize: input.page_size ?? DEFAULT_PAGE_SIZE,
    // One command is counted whole: the first answer about 10,000 nodes would else be of a tenth of them.
    maxItems: input.max_items ?? (several || input.command_id !== undefined ? MAX_ITEMS : DEFAULT_MAX_ITEMS),
    ...(several && { maxItemsAPlace: input.max_items ?? DEFAULT_MAX_ITEMS }),
    writtenFilters: input.filters,
    ...(input.match !== undefined && { match: input.match }),
  };
}

/** The pattern of a request. Throws `InvalidInputError` where it is none. */
export function patternOf({ match }: { readonly match?: string | undefined }): Pattern | undefined {
  return match === undefined ? undefined : compilePattern(match, 'match');
}

type Asked = { readonly query: CommandQuery; readonly match?: string | undefined };

/** Share of an answer for the caller's own pattern: at the smallest bound a long one would leave no room for anything else. */
const MATCH_SHARE = 0.1;

/** A query as an answer of at most `maxTokens` repeats it. */
export function shownQuery(request: Asked, maxTokens: number): ReturnType<typeof echoOf> {
  const echo = echoOf(request);
  const { match } = echo;
  return { ...echo, ...(match !== undefined && { match: clip(match, Math.floor(maxTokens * MATCH_SHARE)) }) };
}

/** A query in the spelling of the wire. */
export function echoOf({ query: { commandId, instanceId, filters }, match }: Asked): {
  command_id?: string;
  instance_id?: string;
  filters?: Filter[];
  match?: string;
} {
  return {
    ...(commandId !== undefined && { command_id: commandId }),
    ...(instanceId !== undefined && { instance_id: instanceId }),
    ...(filters.length > 0 && { filters: [...filters] }),
    ...(match !== undefined && { match }),
  };
}

/** "command 9f3c..., Status = Failed"; "" when nothing narrows the query. */
export function describeQuery(query: {
  readonly command_id?: string | undefined;
  readonly instance_id?: string | undefined;
  readonly filters?: readonly { readonly key: string; readonly value: string }[] | undefined;
  readonly match?: string | undefined;
}): string {
  return [
    query.command_id && `command ${query.command_id}`,
    query.instance_id && `node ${query.instance_id}`,
    ...(query.filters ?? []).map(({ key, value }) => `${key} = ${value}`),
    query.match !== undefined && `match ${quote(query.match)}`,
  ]
    .filter(Boolean)
    .join(', ');
}

/** "9,300 Success, 650 Failed. All counted." */
export function describeCounts({
  by_status,
  complete,
}: {
  readonly by_status: Readonly<Record<string, number>>;
  readonly complete: boolean;
}): string {
  const counts = Object.entries(by_status).map(([status, count]) => `${formatInteger(count)} ${status}`);
  return `${counts.join(', ')}. ${complete ? 'All counted.' : 'NOT all counted.'}`;
}

/** The line about what AWS has beyond the result. */
export function readOnLine({ read_on }: { readonly read_on?: string | undefined }): string[] {
  return read_on ? [`Read on in AWS: read_on cursor "${read_on}".`] : [];
}

/** Where an answer goes on: `next` behind its last row, or read on from AWS. */
export function cursorsOf(
  next: Place | undefined,
  resumes: boolean,
  cursorTo: (place: Place) => string,
): { readonly next_cursor?: string; readonly read_on?: string } {
  const readOn = resumes ? cursorTo({ kind: 'resume' }) : undefined;
  const cursor = next ? cursorTo(next) : readOn;
  return {
    ...(cursor !== undefined && { next_cursor: cursor }),
    ...(readOn !== undefined && { read_on: readOn }),
  };
}

/** How AWS is read for one call; `items` is "invocations" or "commands". */
export function readContextOf(
  { session, signal, onProgress }: ToolCall,
  items: string,
  growTo: GrowTo,
): ReadContext {
  return {
    reader: session.reader,
    outputs: session.outputs,
    signal,
    growTo,
    onProgress: (count, total) => {
      // More than there should be: then the total was no total.
      const known = total !== undefined && total >= count ? total : undefined;
      const of = known === undefined ? '' : ` of ${formatInteger(known)}`;
      onProgress(count, `${formatInteger(count)}${of} ${items} read`, known);
    },
  };
}

/** Throws `InvalidInputError` where arguments beside a cursor ask for something else than its result was asked for. */
export function assertSameList(
  input: ListInput,
  { query, places, pageSize, maxItems, writtenFilters, match }: ListRequest,
  more: Readonly<Record<string, unknown>> = {},
): void {
  const resolved = {
    ...echoOf({ query, match }),
    ...namesOf(places ?? [query]),
    page_size: pageSize,
    max_items: maxItems,
    ...more,
  };
  assertSameQuery(input, resolved, { ...resolved, filters: writtenFilters });
}

/** Why not everything was counted; nothing when it was. `what` is "invocation" or "command". */
export function endNotes(
  end: WalkEnd,
  counted: number,
  what: string,
  limits: { readonly maxItems: number; readonly targetCount?: number },
): string[] {
  switch (end.kind) {
    case 'complete':
      return [];
    case 'fault':
      return [
        earlyEndNote(
          { kind: 'fault', why: summarizeError(end.error), goesOn: !isTokenExpired(end) },
          counted,
          what,
        ),
      ];
    case 'maxItems':
      return [earlyEndNote({ kind: 'maxItems', ...limits }, counted, what)];
    default:
      return [earlyEndNote(end, counted, what)];
  }
}
