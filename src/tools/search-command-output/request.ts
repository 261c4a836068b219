/** What is asked, resolved: which texts, in which log groups, over which span. Throws `InvalidInputError`. */

import {
  AccessDeniedError,
  type AwsPlace,
  InvalidInputError,
  type LogGroup,
  logGroupOf,
  OutputMissingError,
  type OutputSearch,
  type SearchSpan,
} from '../../run-command/index.ts';
import type { Session } from '../../session.ts';
import { parseMoment } from '../moment.ts';
import { placesOf } from '../places.ts';

export type SearchInput = {
  readonly contains?: readonly string[] | undefined;
  readonly after?: string | undefined;
  readonly before?: string | undefined;
  readonly document_name?: string | undefined;
  readonly log_group?: string | undefined;
  readonly command_id?: string | undefined;
  readonly instance_id?: string | undefined;
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
  readonly max_scan_gb?: number | undefined;
};

export type SearchRequest = SearchSpan & {
  readonly place: AwsPlace;
  readonly contains: readonly string[];
  readonly commandId?: string | undefined;
  readonly instanceId?: string | undefined;
  /** The one that was asked for; otherwise those that begin with a prefix of the server's. */
  readonly group?: string | undefined;
  readonly prefixes: readonly string[];
  readonly maxScanGb: number;
  /** As it was written, for the same arguments beside a cursor. */
  readonly written: SearchInput;
};

const DAY_MS = 86_400_000;
const MAX_SPAN_DAYS = 90;
export const DEFAULT_MAX_SCAN_GB = 10;

/** Groups that one question may be about: four queries at a time. */
const MAX_GROUPS = 200;

export async function requestOf(input: SearchInput, session: Session): Promise<SearchRequest> {
  const { contains, command_id: commandId, instance_id: instanceId } = input;
  if (contains === undefined) {
    throw new InvalidInputError(
      'contains is missing.',
      'Pass the texts to look for, such as ["No space left on device"], or a cursor alone.',
    );
  }
  const prefixes = session.search?.logGroups ?? [];
  const span = spanOf(input, session.nowMs());
  const group = groupOf(input, prefixes);
  return {
    ...span,
    place: await placeOf(input, session),
    contains,
    commandId,
    instanceId,
    group,
    prefixes,
    maxScanGb: input.max_scan_gb ?? DEFAULT_MAX_SCAN_GB,
    written: input,
  };
}

async function placeOf(input: SearchInput, session: Session): Promise<AwsPlace> {
  const [place, ...others] = await placesOf(input, session);
  if (others.length === 0) return place;
  throw new InvalidInputError(
    'a search asks one Region of one account: AWS charges for each.',
    'Name one region and one profile a call.',
  );
}

/** In whole seconds, as queries are. */
function spanOf({ after, before }: SearchInput, nowMs: number): SearchSpan {
  const now = Math.ceil(nowMs / 1_000) * 1_000;
  const to = before === undefined ? now : Math.min(now, parseMoment(before, 'before', nowMs));
  const from = after === undefined ? to - DAY_MS : parseMoment(after, 'after', nowMs);
  const span = { fromMs: Math.floor(from / 1_000) * 1_000, toMs: Math.ceil(to / 1_000) * 1_000 };
  if (span.fromMs >= span.toMs) {
    throw new InvalidInputError(
      'after must be earlier than before, and in the past.',
      'Both may be ISO 8601, a date, or a span before now such as 7d.',
    );
  }
  if (span.toMs - span.fromMs > MAX_SPAN_DAYS * DAY_MS) {
    throw new InvalidInputError(
      `after and before are more than ${MAX_SPAN_DAYS} days apart.`,
      `Search at most ${MAX_SPAN_DAYS} days a call, the newest first: then the days before them with before.`,
    );
  }
  return span;
}

function groupOf(
  { document_name: document, log_group: group }: SearchInput,
  prefixes: readonly string[],
): string | undefined {
  if (document !== undefined && group !== undefined) {
    throw new InvalidInputError(
      'document_name and log_group both name the log group.',
      'Pass log_group where the command was sent with a group of its own, else document_name.',
    );
  }
  const named = group ?? (document === undefined ? undefined : logGroupOf(document));
  if (named === undefined || prefixes.some((prefix) => named.startsWith(prefix))) return named;
  throw new InvalidInputError(
    `log group ${JSON.stringify(named.slice(0, 120))} is none that this server may search.`,
    `It searches groups that begin with ${prefixes.join(' or ')}: others have to be named by --log-groups when it is started.`,
  );
}

/** Those to search. Throws `OutputMissingError` where there is not the one that was asked for. */
export async function groupsOf(
  { place, group, prefixes }: SearchRequest,
  outputs: OutputSearch,
  signal: AbortSignal,
): Promise<readonly LogGroup[]> {
  if (group !== undefined) return [await groupNamed(group, place, outputs, signal)];
  const lists = await Promise.all(
    prefixes.map(async (prefix) => await outputs.listGroups(place, prefix, signal)),
  );
  const groups = [...new Map(lists.flat().map((one) => [one.name, one])).values()];
  if (groups.length <= MAX_GROUPS) return groups;
  throw new InvalidInputError(
    `${groups.length} log groups begin with ${prefixes.join(' or ')}: more than the ${MAX_GROUPS} of one call.`,
    'Pass document_name or log_group.',
  );
}

async function groupNamed(
  name: string,
  place: AwsPlace,
  outputs: OutputSearch,
  signal: AbortSignal,
): Promise<LogGroup> {
  try {
    const found = (await outputs.listGroups(place, name, signal)).find((group) => group.name === name);
    if (found) return found;
  } catch (error) {
    // Its size is a help, and asking for it takes a permission of its own.
    if (error instanceof AccessDeniedError) return { name };
    throw error;
  }
  throw new OutputMissingError('group', { container: name, printed: false, listed: true });
}
