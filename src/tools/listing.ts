/** What the two lists share: how a request is asked, repeated beside a cursor, and told when it ended early. */

import { summarizeError } from '../answer/problem.ts';
import type { ReadContext } from '../results/read-on.ts';
import type { ListRequest } from '../results/snapshot.ts';
import { forgotToken, type WalkEnd } from '../results/walk.ts';
import type { CommandQuery, Filter } from '../run-command/types.ts';
import { type FilterRules, resolveFilters } from './filters.ts';
import { earlyEndNote } from './notes.ts';
import { echoFilters, type WireFilter } from './query.ts';
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
export async function listRequestOf(
  input: ListInput,
  rules: FilterRules,
  session: Session,
): Promise<ListRequest> {
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
export function readContextOf({ session, signal, onProgress }: ToolCall, items: string): ReadContext {
  return {
    reader: session.reader,
    signal,
    onProgress: (count) => onProgress(count, `${count} ${items} read`),
  };
}

/** The request in the parameters of a call, to compare with what stands beside a cursor. */
export function askedWith({ query, pageSize, maxItems }: ListRequest) {
  return { ...echoOf(query), region: query.region, page_size: pageSize, max_items: maxItems };
}

/** A span such as "2h" is another moment by now, so filters are compared as first written or as resolved. */
export function comparable<Input extends ListInput>(input: Input, { query, filtersAsWritten }: ListRequest) {
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
        earlyEndNote(
          { kind: 'fault', why: summarizeError(end.error), goesOn: !forgotToken(end) },
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
