/** What every page of a search has in common. */

import { clip, isoSeconds } from '../../answer/index.ts';
import type { Place } from '../../results/index.ts';
import { cursorsOf } from '../list-request.ts';
import type { Share } from './count.ts';
import type { SearchResult } from './result.ts';
import type { CommandShare, Match, NodeShare, OutputMatches } from './schema.ts';
import { GB } from './search.ts';
import { type MatchPlace, renderMatches } from './text.ts';

export type PageFacts = {
  readonly result: SearchResult;
  readonly maxTokens: number;
  readonly boundary: string;
  readonly cursorTo: (place: Place) => string;
};

export type SearchPage = { readonly list: OutputMatches; readonly text: string };

/** What a page shows; filled as far as there is room. */
export type Draft = {
  notes: readonly string[];
  /** Newest days, nodes and commands; left out on a page that has no tables. */
  readonly tables?: {
    days: [day: string, events: number][];
    nodes: NodeShare[];
    commands: CommandShare[];
  };
  readonly nodes?: readonly NodeShare[];
  readonly commands?: readonly CommandShare[];
  readonly matches: Match[];
  /** The first of the events that are shown. */
  readonly offset?: number;
  /** Where this page goes on. */
  readonly next?: Place | undefined;
};

/** The groups of the two cursors that list nodes and commands. */
export const NODES_GROUP = 1;
export const COMMANDS_GROUP = 2;

/** List price of CloudWatch Logs Insights in us-east-1 and most Regions, 2026. */
const USD_PER_GB = 0.005;

/** Share of an answer for the texts that were asked for. */
const TEXTS_SHARE = 0.1;
const MAX_GROUPS_NAMED = 3;

export function pageOf(facts: PageFacts, draft: Draft): SearchPage {
  const { result } = facts;
  const list = listOf(facts, draft);
  const place: MatchPlace | undefined =
    draft.offset === undefined ? undefined : { from: draft.offset, of: result.found.events.length };
  return { list, text: renderMatches(list, place, facts.boundary) };
}

export function formsOf({ list, text }: SearchPage): { readonly text: string; readonly json: string } {
  return { text, json: JSON.stringify(list) };
}

function listOf({ result, maxTokens, cursorTo }: PageFacts, draft: Draft): OutputMatches {
  const { request, found, counts } = result;
  const complete = found.end.kind === 'complete';
  const gigabytes = found.scannedBytes / GB;
  const named = found.groups.slice(0, MAX_GROUPS_NAMED);
  const share = Math.floor((maxTokens * TEXTS_SHARE) / request.contains.length);
  const { tables, matches } = draft;
  return {
    ...result.where,
    query: {
      contains: request.contains.map((text) => clip(text, share)),
      after: isoSeconds(request.fromMs),
      before: isoSeconds(request.toMs),
      log_groups: named.map(({ name }) => clip(name, 30)),
      ...(found.groups.length > named.length && { log_groups_omitted: found.groups.length - named.length }),
      ...(request.commandId !== undefined && { command_id: request.commandId }),
      ...(request.instanceId !== undefined && { instance_id: request.instanceId }),
    },
    summary: {
      events: found.events.length,
      nodes: counts.nodes.length,
      commands: counts.commands.length,
      complete,
      ...(!complete && { searched_from: isoSeconds(found.searchedFromMs) }),
      scanned_gb: Number(gigabytes.toFixed(3)),
      list_price_usd: Number((gigabytes * USD_PER_GB).toFixed(4)),
    },
    ...(draft.notes.length > 0 && { notes: [...draft.notes] }),
    ...cursorsOf(draft.next, !complete, cursorTo),
    ...(tables && tablesOf(result, tables, cursorTo)),
    ...(draft.nodes && { nodes: [...draft.nodes] }),
    ...(draft.commands && { commands: [...draft.commands] }),
    shown: matches.length,
    matches: [...matches],
    untrusted_fields: [
      ...(matches.length > 0 ? ['plugin'] : []),
      ...(matches.some(({ text }) => text !== undefined) ? ['text'] : []),
    ],
  };
}

function tablesOf(
  { counts }: SearchResult,
  { days, nodes, commands }: NonNullable<Draft['tables']>,
  cursorTo: PageFacts['cursorTo'],
): Partial<OutputMatches> {
  const earlier = [...counts.days.values()].slice(days.length);
  const cursor = (group: number, offset: number) => cursorTo({ kind: 'group', group, folded: false, offset });
  return {
    ...(days.length > 0 && { by_day: Object.fromEntries(days) }),
    ...(earlier.length > 0 && {
      earlier_days: { days: earlier.length, events: earlier.reduce((sum, events) => sum + events, 0) },
    }),
    ...(nodes.length > 0 && { nodes }),
    ...(nodes.length < counts.nodes.length && {
      nodes_omitted: {
        nodes: counts.nodes.length - nodes.length,
        cursor: cursor(NODES_GROUP, nodes.length),
      },
    }),
    ...(commands.length > 0 && { commands }),
    ...(commands.length < counts.commands.length && {
      commands_omitted: {
        commands: counts.commands.length - commands.length,
        cursor: cursor(COMMANDS_GROUP, commands.length),
      },
    }),
  };
}

export function nodeOf({ id, events, others, ...times }: Share): NodeShare {
  return { instance_id: id, events, commands: others, ...timesOf(times) };
}

export function commandOf(
  { id, events, others, group, ...times }: Share,
  severalGroups: boolean,
): CommandShare {
  return {
    command_id: id,
    events,
    nodes: others,
    ...timesOf(times),
    ...(severalGroups && { log_group: clip(group, 30) }),
  };
}

function timesOf({ firstMs, lastMs }: Pick<Share, 'firstMs' | 'lastMs'>) {
  const [first, last] = [isoSeconds(firstMs), isoSeconds(lastMs)];
  return { first_at: first, ...(last !== first && { last_at: last }) };
}
