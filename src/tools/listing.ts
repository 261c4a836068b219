/** What the two lists share: how a question is asked, repeated beside a cursor, and told when it ended early. */

import type { CommandQuery, Filter } from '../domain.ts';
import { earlyEndNote } from '../report/notes.ts';
import { brieflyWhy } from '../report/problem.ts';
import { echoFilters, type WireFilter } from '../report/query-echo.ts';
import type { Reading } from '../snapshots/read-on.ts';
import type { Question } from '../snapshots/snapshot.ts';
import { forgotToken, type WalkEnd } from '../snapshots/walk.ts';
import { type FilterRules, resolveFilters } from './filters.ts';
import type { Session, ToolCall } from './tool.ts';

type ListInput = {
  readonly command_id?: string | undefined;
  readonly instance_id?: string | undefined;
  readonly filters?: readonly Filter[] | undefined;
  readonly page_size?: number | undefined;
  readonly max_items?: number | undefined;
  readonly region?: string | undefined;
};

/** As the AWS CLI reads pages, and as many items as a person would wait for. */
const DEFAULTS = { pageSize: 50, maxItems: 1_000 };

/** Throws `InvalidInputError` or `RegionMissingError` before AWS is asked anything. */
export async function questionOf(input: ListInput, rules: FilterRules, session: Session): Promise<Question> {
  // Before the Region is looked up, so that a wrong filter is told even where no Region is set.
  const filters = resolveFilters(input.filters, input.instance_id, rules, session.nowMs());
  return {
    query: {
      region: input.region ?? (await session.reader.defaultRegion()),
      ...(input.command_id !== undefined && { commandId: input.command_id }),
      ...(input.instance_id !== undefined && { instanceId: input.instance_id }),
      filters,
    },
    pageSize: input.page_size ?? DEFAULTS.pageSize,
    maxItems: input.max_items ?? DEFAULTS.maxItems,
    ...(input.filters && { filtersAsWritten: input.filters }),
  };
}

export function echoOf({ commandId, instanceId, filters }: CommandQuery): {
  command_id?: string;
  instance_id?: string;
  filters?: WireFilter[];
} {
  return {
    ...(commandId !== undefined && { command_id: commandId }),
    ...(instanceId !== undefined && { instance_id: instanceId }),
    ...echoFilters(filters),
  };
}

/** How AWS is read for one call; `items` is "invocations" or "commands". */
export function readingOf({ session, signal, onProgress }: ToolCall, items: string): Reading {
  return {
    reader: session.reader,
    signal,
    onProgress: (count) => onProgress(count, `${count} ${items} read`),
  };
}

/** The question in the parameters of a call, to compare with what stands beside a cursor. */
export function askedWith({ query, pageSize, maxItems }: Question) {
  return { ...echoOf(query), region: query.region, page_size: pageSize, max_items: maxItems };
}

/** A span such as "2h" is another moment by now, so filters are compared as first written or as resolved. */
export function comparable<Input extends ListInput>(input: Input, { query, filtersAsWritten }: Question) {
  const { filters } = input;
  const repeated = filters && JSON.stringify(filters) === JSON.stringify(filtersAsWritten);
  return { ...input, filters: repeated ? echoFilters(query.filters).filters : filters };
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
        earlyEndNote({ kind: 'fault', why: brieflyWhy(end.error), goesOn: !forgotToken(end) }, counted, what),
      ];
    case 'maxItems':
      return [earlyEndNote({ kind: 'maxItems', ...limits }, counted, what)];
    default:
      return [earlyEndNote(end, counted, what)];
  }
}
