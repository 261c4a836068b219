/** `InvocationList` as a colleague would say it. Every figure comes from the list; nothing is computed anew. */

import { fence, formatInteger, formatName, plural, quote } from '../../answer/index.ts';
import { classOf, type StatusClass } from '../../run-command/index.ts';
import { describeQuery } from '../list-request.ts';
import type { InvocationList, ListedCommand, ListedGroup, ListedInvocation } from './schema.ts';

/** Where in the whole result this page stands; `of` counts the rows of the view it pages. */
export type PagePlace = { readonly from: number; readonly of: number; readonly group?: number };

export function renderInvocationList(list: InvocationList, place: PagePlace, boundary: string): string {
  return [...headLines(list, place), ...groupLines(list, boundary), ...rowLines(list, place)].join('\n');
}

function headLines(list: InvocationList, place: PagePlace): string[] {
  const { summary, query } = list;
  const asked = describeQuery(query);
  const lines = [
    summary.invocations === 0
      ? `No invocations in ${list.region}${asked && ` for ${asked}`}.`
      : `${plural(summary.invocations, 'invocation')} in ${list.region}${asked && ` (${asked})`}: ${statusCounts(list)}. ${
          summary.complete ? 'All counted.' : 'NOT all counted, see the notes.'
        }`,
  ];
  if (summary.target_count !== undefined && summary.target_count !== summary.invocations) {
    lines.push(`The command targets ${plural(summary.target_count, 'node')}.`);
  }
  if (summary.duration_seconds) {
    const { median, p95, max } = summary.duration_seconds;
    lines.push(`Ran ${median} s in the median, ${p95} s for 95 %, ${max} s at most.`);
  }
  if (summary.requested_at && summary.requested_at.first !== summary.requested_at.last) {
    lines.push(`Requested between ${summary.requested_at.first} and ${summary.requested_at.last}.`);
  }
  if (list.shown > 0) lines.push(pageLine(list, place));
  else if (list.next_cursor) lines.push(`More: cursor "${list.next_cursor}".`);
  return [...lines, ...(list.notes ?? []).map((note) => `Note: ${note}`)];
}

function statusCounts(list: InvocationList): string {
  return Object.entries(list.summary.by_status)
    .map(([status, count]) => `${formatInteger(count)} ${status}`)
    .join(', ');
}

function pageLine(list: InvocationList, place: PagePlace): string {
  const last = place.from + list.shown;
  const whole = place.group === undefined ? '' : ` in group ${place.group}`;
  const rows = `Rows ${formatInteger(place.from + 1)}-${formatInteger(last)} of ${formatInteger(place.of)}${whole} below`;
  if (!list.next_cursor) return `${rows}.`;
  return `${rows}; ${last < place.of ? 'the rest' : 'context on from AWS'}: cursor "${list.next_cursor}".`;
}

const HEADINGS: Record<StatusClass, string> = {
  notSucceeded: 'Why nodes did not succeed',
  unfinished: 'Not finished yet',
  succeeded: 'What nodes that succeeded said',
};

function groupLines(list: InvocationList, boundary: string): string[] {
  let heading: StatusClass | undefined;
  const lines = list.groups.flatMap((group) => {
    const next = classOf(group.status);
    const opening = next === heading ? [] : ['', HEADINGS[next]];
    heading = next;
    return [...opening, renderGroup(group, boundary)];
  });
  const omitted = list.groups_omitted;
  return omitted
    ? [
        ...lines,
        `... and ${plural(omitted.groups, 'more group')} with ${plural(omitted.nodes, 'node')}, not shown here.`,
      ]
    : lines;
}

/** One group: its sentence, its nodes, what one of them said, what to do. */
export function renderGroup(group: ListedGroup, boundary: string): string {
  const ran = [
    group.plugin && formatName(group.plugin),
    group.response_code !== undefined && group.response_code !== 0 && `exit ${group.response_code}`,
  ]
    .filter(Boolean)
    .join(' ');
  const many = group.invocations === undefined ? '' : ` (${plural(group.invocations, 'invocation')})`;
  const sentence =
    `${group.group}. ${plural(group.nodes, 'node')}${many} ${group.status}` +
    `${ran && `, ${ran}`}${group.read_whole ? `, ${plural(group.read_whole, 'output')} read whole` : ''}` +
    `${group.cause ? `: ${quote(group.cause)}` : ''}`;
  return [
    sentence,
    ...nodesLine(group),
    ...(group.excerpt ? [fence(group.excerpt, boundary)] : []),
    ...(group.hint ? [`   ${group.hint}`] : []),
  ].join('\n');
}

function nodesLine(group: ListedGroup): string[] {
  if (group.instance_ids.length === 0) return group.cursor ? [`   nodes: cursor "${group.cursor}"`] : [];
  const more = group.nodes - group.instance_ids.length;
  const rest = more > 0 ? ` and ${formatInteger(more)} more` : '';
  return [`   ${group.instance_ids.join(', ')}${rest}${group.cursor ? `: cursor "${group.cursor}"` : ''}`];
}

function rowLines(list: InvocationList, place: PagePlace): string[] {
  if (list.shown === 0) return [];
  const heading =
    place.group === undefined ? 'Invocations, failures first' : `Invocations of group ${place.group}`;
  return [
    '',
    heading,
    ...list.commands.flatMap((command) => [renderCommand(command), ...command.invocations.map(renderRow)]),
  ];
}

export function renderCommand(command: Omit<ListedCommand, 'invocations'>): string {
  return (
    `Command ${command.command_id} ${formatName(command.document_name)}` +
    `${command.comment ? ` ${quote(command.comment)}` : ''}, requested ${command.requested_at}`
  );
}

export function renderRow(row: ListedInvocation): string {
  return [
    `- ${row.instance_id}`,
    row.instance_name && quote(row.instance_name),
    row.status,
    row.response_code !== undefined && `exit ${row.response_code}`,
    row.duration_seconds !== undefined && `${row.duration_seconds} s`,
    row.group !== undefined && `group ${row.group}`,
  ]
    .filter(Boolean)
    .join(' ');
}
