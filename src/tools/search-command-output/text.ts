/** `OutputMatches` as lines. Every figure comes from it; nothing is computed anew. */

import { fence, formatInteger, formatName, plural, quote } from '../../answer/index.ts';
import { readOnLine } from '../list-request.ts';
import { describeWhere } from '../places.ts';
import type { CommandShare, Match, NodeShare, OutputMatches } from './schema.ts';

/** What this page lists: events before it, and those of the whole result. */
export type MatchPlace = { readonly from: number; readonly of: number };

export function renderMatches(list: OutputMatches, place: MatchPlace | undefined, boundary: string): string {
  const { nodes, nodes_omitted, commands, commands_omitted, matches } = list;
  return [
    headLine(list),
    scanLine(list),
    ...pageLine(list, place),
    ...readOnLine(list),
    ...(list.notes ?? []).map((note) => `Note: ${note}`),
    ...dayLines(list),
    ...(nodes || nodes_omitted ? ['', 'Nodes, most events first', ...(nodes ?? []).map(renderNode)] : []),
    ...omitted(nodes_omitted && plural(nodes_omitted.nodes, 'node'), nodes_omitted?.cursor, nodes),
    ...(commands || commands_omitted
      ? ['', 'Commands, newest first', ...(commands ?? []).map(renderCommand)]
      : []),
    ...omitted(
      commands_omitted && plural(commands_omitted.commands, 'command'),
      commands_omitted?.cursor,
      commands,
    ),
    ...(matches.length > 0 ? ['', 'Matching lines, newest first'] : []),
    ...matches.map((match) => renderMatch(match, boundary)),
  ].join('\n');
}

function headLine({ summary, query, ...where }: OutputMatches): string {
  const texts = query.contains.map(quote).join(' and ');
  const among = [
    query.command_id && `command ${query.command_id}`,
    query.instance_id && `node ${query.instance_id}`,
  ].filter(Boolean);
  const span = `in ${describeWhere(where)}${among.length > 0 ? ` (${among.join(', ')})` : ''}, ${query.after} to ${query.before}`;
  const what =
    summary.events === 0
      ? `No output with ${texts}`
      : `${plural(summary.nodes, 'node')}, ${plural(summary.commands, 'command')} and ${plural(summary.events, 'event')} with ${texts}`;
  const searched = summary.complete
    ? 'All searched.'
    : `NOT all searched: only since ${summary.searched_from ?? query.before}.`;
  return `${what} ${span}. ${searched}`;
}

function scanLine({ query, summary }: OutputMatches): string {
  const more =
    query.log_groups_omitted === undefined ? [] : [`${formatInteger(query.log_groups_omitted)} more`];
  const groups = [...query.log_groups.map(formatName), ...more].join(', ') || 'none';
  return `Log groups: ${groups}. Scanned ${summary.scanned_gb || 'less than 0.001'} GB: ${summary.list_price_usd} USD at the list price of 0.005 USD/GB.`;
}

function pageLine({ shown, next_cursor, read_on }: OutputMatches, place: MatchPlace | undefined): string[] {
  const rest = next_cursor && next_cursor !== read_on ? `the rest: cursor "${next_cursor}"` : '';
  if (place === undefined || shown === 0)
    return rest ? [`Matching lines: ${rest.slice('the rest: '.length)}.`] : [];
  const last = place.from + shown;
  if (place.from === 0 && last === place.of) return [];
  const here = `Events ${formatInteger(place.from + 1)}-${formatInteger(last)} of ${formatInteger(place.of)} below`;
  return [`${here}${rest && `; ${rest}`}.`];
}

function dayLines({ by_day, earlier_days }: OutputMatches): string[] {
  const days = Object.entries(by_day ?? {}).map(([day, events]) => `${day}: ${formatInteger(events)}`);
  const earlier =
    earlier_days && `${plural(earlier_days.days, 'earlier day')}: ${formatInteger(earlier_days.events)}`;
  const shown = [...days, ...(earlier ? [earlier] : [])];
  return shown.length > 0 ? ['', `Events by day (UTC): ${shown.join(', ')}`] : [];
}

export function renderNode({ instance_id, events, commands, ...times }: NodeShare): string {
  return `- ${instance_id}: ${plural(events, 'event')}, ${plural(commands, 'command')}, ${timesOf(times)}`;
}

export function renderCommand({ command_id, events, nodes, log_group, ...times }: CommandShare): string {
  const group = log_group === undefined ? '' : `, ${formatName(log_group)}`;
  return `- ${command_id}: ${plural(events, 'event')}, ${plural(nodes, 'node')}, ${timesOf(times)}${group}`;
}

function timesOf({ first_at, last_at }: Pick<NodeShare, 'first_at' | 'last_at'>): string {
  return last_at === undefined ? first_at : `${first_at} to ${last_at}`;
}

function omitted(
  what: string | undefined,
  cursor: string | undefined,
  shown: readonly object[] | undefined,
): string[] {
  if (what === undefined || cursor === undefined) return [];
  return [`${shown?.length ? `and ${what} more` : what}: cursor "${cursor}"`];
}

export function renderMatch(
  { at, command_id, instance_id, plugin, stream, text, more }: Match,
  boundary: string,
): string {
  const head = `- ${at} ${instance_id}, command ${command_id}, ${formatName(plugin)} ${stream}`;
  const rest =
    more &&
    `  ${plural(more.lines, 'more line')} of this event ${more.lines === 1 ? 'matches' : 'match'}: cursor "${more.cursor}"`;
  const line = text !== undefined && !text.includes('\n') ? `: ${quote(text)}` : '';
  return [
    `${head}${line}`,
    ...(text !== undefined && line === '' ? [fence(text, boundary)] : []),
    ...(rest ? [rest] : []),
  ].join('\n');
}
