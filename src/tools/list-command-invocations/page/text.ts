/** `InvocationList` as prose and lines. Every figure comes from the list; nothing is computed anew. */

import { fence, formatInteger, formatName, formatSeconds, plural, quote } from '../../../answer/index.ts';
import { classOf, KEPT_BYTES, type StatusClass } from '../../../run-command/index.ts';
import { describeCounts, describeQuery, readOnLine } from '../../list-request.ts';
import { describeShownPlaces, missingPlaces, placeLines } from '../../listed-places.ts';
import { matchLines, reasonLines, valueSentence } from '../match/text.ts';
import { renderNodes } from '../nodes/listed.ts';
import type { InvocationList, ListedCommand, ListedGroup, ListedInvocation } from '../schema.ts';
import { renderByDay, renderRowsInTime, renderTimes } from '../time/text.ts';
import { timelineLines } from '../time/timeline-text.ts';
import { isOneNode } from './frame.ts';
import { renderRowsBeside, renderRunsOfRows } from './row-text.ts';

/** Where in the whole result this page stands; `of` counts the rows of the view it pages. */
export type PagePlace = { readonly from: number; readonly of: number; readonly group?: number };

export function renderInvocationList(list: InvocationList, place: PagePlace, boundary: string): string {
  const nested = rowsByWholeGroup(list, place);
  return [
    ...headLines(list, place),
    ...timelineLines(list),
    ...groupLines(list, boundary, nested),
    ...rowLines(list, place, nested),
  ].join('\n');
}

function headLines(list: InvocationList, place: PagePlace): string[] {
  const { summary, query } = list;
  const command = onlyCommand(list);
  const asked = describeQuery(command ? { ...query, command_id: undefined } : query);
  if (summary.invocations === 0) {
    const none = summary.match?.['read'] ? 'No match' : 'No invocations';
    return [
      `${none} in ${describeShownPlaces(list)}${asked && ` for ${asked}`}.${missingPlaces(list)}`,
      ...matchLines(list),
      ...readOnLine(list),
      ...notes(list),
    ];
  }
  const what = command
    ? `${plural(summary.invocations, 'invocation')} of ${formatName(command.document_name)}`
    : plural(summary.invocations, 'invocation');
  return [
    `${what} in ${describeShownPlaces(list)}${asked && ` (${asked})`}: ${describeCounts(summary)}${missingPlaces(list)}`,
    ...placeLines(list),
    ...(command ? [`${commandWords(command)}.`] : []),
    ...matchLines(list),
    ...figureLines(list),
    ...pageLines(list, place),
    ...readOnLine(list),
    ...notes(list),
  ];
}

/** The command that the whole result is about. */
function onlyCommand({ query, commands, summary, shown }: InvocationList): ListedCommand | undefined {
  const [command, ...others] = commands;
  const wholeResult = query.command_id !== undefined || shown === summary.invocations;
  return others.length === 0 && wholeResult ? command : undefined;
}

function figureLines({ summary }: InvocationList): string[] {
  const { target_count, duration_seconds, requested_at, invocations, match } = summary;
  return [
    ...(target_count !== undefined && target_count !== (match?.['read'] ?? invocations)
      ? [`The command targets ${plural(target_count, 'node')}.`]
      : []),
    ...(duration_seconds ? [durationLine(duration_seconds, invocations)] : []),
    ...(requested_at ? [`Requested between ${requested_at.first} and ${requested_at.last}.`] : []),
    ...(summary.not_succeeded_by_day
      ? [`Not succeeded by day (UTC): ${renderByDay(summary.not_succeeded_by_day)}.`]
      : []),
    ...(summary.invocations_by_day ? [`By day (UTC): ${renderByDay(summary.invocations_by_day)}.`] : []),
  ];
}

type Durations = NonNullable<InvocationList['summary']['duration_seconds']>;

/** Of some only, where the others have not ended or never ran. */
function durationLine({ median, p95, max, invocations: of }: Durations, invocations: number): string {
  const what =
    of === undefined ? 'Duration' : `Duration (${formatInteger(of)} of ${formatInteger(invocations)})`;
  if (median !== undefined) return `${what}: median ${median} s, p95 ${p95} s, max ${max} s.`;
  return `${what}: ${max} s${(of ?? invocations) === 1 ? '' : ' each'}.`;
}

/** Nothing where the page has all rows. */
function pageLines({ shown, next_cursor, read_on }: InvocationList, place: PagePlace): string[] {
  const last = place.from + shown;
  if (shown === 0 || (place.from === 0 && last === place.of)) return [];
  const whole = place.group === undefined ? '' : ` in group ${place.group}`;
  const range =
    shown === 1
      ? `Row ${formatInteger(last)}`
      : `Rows ${formatInteger(place.from + 1)}-${formatInteger(last)}`;
  const rows = `${range} of ${formatInteger(place.of)}${whole} below`;
  return [
    next_cursor && next_cursor !== read_on ? `${rows}; the rest: cursor "${next_cursor}".` : `${rows}.`,
  ];
}

function notes(list: InvocationList): string[] {
  return (list.notes ?? []).map((note) => `Note: ${note}`);
}

const HEADINGS: Record<StatusClass, string> = {
  notSucceeded: 'Why nodes did not succeed',
  unfinished: 'Not finished yet',
  succeeded: 'What successful nodes printed',
};

const VALUES_HEADING = 'Captured values, the lowest first';

function isOfValue({ value, without_match }: ListedGroup): boolean {
  return value !== undefined || without_match !== undefined;
}

/**
 * The rows of each group that this page shows whole: they stand below its sentence, unless they are of several
 * commands and need a heading each. Then the sentence names no nodes, as the rows below name them all.
 */
function rowsByWholeGroup(
  { groups, commands }: InvocationList,
  place: PagePlace,
): ReadonlyMap<number, readonly ListedInvocation[]> {
  const whole = new Map<number, readonly ListedInvocation[]>();
  if (place.group !== undefined) return whole;
  const rows = commands.flatMap(({ invocations }) => invocations);
  for (const { group, nodes, invocations, without_match, by_status } of groups) {
    // What rows do not have in common stands above each run of them.
    if (without_match || by_status) continue;
    const own = rows.filter((row) => row.group === group);
    if (own.length === (invocations ?? nodes)) whole.set(group, commands.length === 1 ? own : []);
  }
  return whole;
}

function groupLines(
  list: InvocationList,
  boundary: string,
  nested: ReadonlyMap<number, readonly ListedInvocation[]>,
): string[] {
  const sameDuration = durationOfAll(list);
  const firstCut = list.groups.find(({ cut }) => cut !== undefined);
  let heading: string | undefined;
  const lines = list.groups.flatMap((group) => {
    const next = isOfValue(group) ? VALUES_HEADING : HEADINGS[classOf(group.status)];
    const opening = next === heading ? [] : ['', next];
    heading = next;
    const rows = nested.get(group.group);
    const shown = rows && renderRowsBeside(rows, sameDuration);
    return [...opening, renderGroup(group, boundary, shown, group === firstCut)];
  });
  const omitted = list.groups_omitted;
  return omitted
    ? [
        ...lines,
        `... and ${plural(omitted.groups, 'more group')}${isOneNode(list.query) ? '' : ` with ${plural(omitted.nodes, 'node')}`}, not shown here.`,
      ]
    : lines;
}

/** It stands above, so that no row repeats it. */
function durationOfAll({ summary: { duration_seconds } }: InvocationList): number | undefined {
  const sameForAll = duration_seconds?.median === undefined && duration_seconds?.invocations === undefined;
  return sameForAll ? duration_seconds?.max : undefined;
}

/** One group: its sentence, its nodes, what one of them printed, what to do. */
export function renderGroup(
  group: ListedGroup,
  boundary: string,
  rows: readonly string[] = nodesLine(group),
  explainsCut = true,
): string {
  const many = group.invocations === undefined ? '' : ` (${plural(group.invocations, 'invocation')})`;
  const facts = [
    group.open_seconds && `for ${openWords(group.open_seconds)}`,
    [
      group.plugin && formatName(group.plugin),
      group.response_code !== undefined && `exit ${group.response_code}`,
    ]
      .filter(Boolean)
      .join(' '),
    group.cut !== undefined && cutWords(group, group.cut, explainsCut),
  ].filter(Boolean);
  const times = renderTimes(group).trimEnd();
  const nodes = `${plural(group.nodes, 'node')}${many}`;
  const sentence =
    valueSentence(group, nodes) ??
    `${nodes} ${[group.status, ...facts].join(', ')}${group.cause ? `: ${quote(group.cause)}` : ''}`;
  return [
    `${group.group}. ${sentence}`,
    ...(times ? [times] : []),
    ...reasonLines(group),
    ...(group.distribution ? [renderDistribution(group.distribution)] : []),
    ...rows,
    ...renderNodes(group),
    ...(group.excerpt ? [fence(group.excerpt, boundary)] : []),
    ...(group.hint ? [`   ${group.hint}`] : []),
  ].join('\n');
}

/** "3.3.987: 951 nodes; 3.1.1927: 14" */
export function renderDistribution(values: NonNullable<ListedGroup['distribution']>): string {
  const counts = values.map(
    ({ value, nodes }, index) =>
      `${formatName(value)}: ${index === 0 ? plural(nodes, 'node') : formatInteger(nodes)}`,
  );
  return `   ${counts.join('; ')}`;
}

function openWords({ min, max }: { readonly min: number; readonly max: number }): string {
  const [shortest, longest] = [formatSeconds(min), formatSeconds(max)];
  return shortest === longest ? longest : `${shortest} to ${longest}`;
}

/** Who cut and where is said of the first group alone. */
function cutWords(
  { nodes, invocations = nodes, read_whole, read_from }: ListedGroup,
  cut: number,
  explains: boolean,
): string {
  const whose = cut === invocations ? 'output' : `output of ${formatInteger(cut)}`;
  const where = explains ? ` by SSM at ${formatInteger(KEPT_BYTES.output)} bytes` : '';
  const store = read_from === undefined ? '' : `, from ${read_from}`;
  const whole = read_whole === undefined ? '' : ` (${formatInteger(read_whole)} read whole${store})`;
  return `${whose} cut${where}${whole}`;
}

function nodesLine(group: ListedGroup): string[] {
  const what = group.invocations === undefined ? 'nodes' : 'invocations';
  if (group.instance_ids.length === 0) return group.cursor ? [`   ${what}: cursor "${group.cursor}"`] : [];
  const more = group.nodes - group.instance_ids.length;
  const rest = more > 0 ? ` and ${plural(more, 'more node')}` : '';
  return [`   ${group.instance_ids.join(', ')}${rest}${group.cursor ? `: cursor "${group.cursor}"` : ''}`];
}

function rowLines(
  list: InvocationList,
  place: PagePlace,
  nested: ReadonlyMap<number, readonly ListedInvocation[]>,
): string[] {
  const rowsOf = ({ invocations }: ListedCommand) =>
    invocations.filter(({ group }) => group === undefined || !nested.get(group)?.length);
  const commands = list.commands.filter((command) => rowsOf(command).length > 0);
  if (commands.length === 0) return [];
  if (isOneNode(list.query)) {
    const which = place.group === undefined ? '' : ` of group ${place.group}`;
    return ['', `Invocations${which}, newest first`, ...renderRowsInTime(list.commands)];
  }
  const inHead = onlyCommand(list) !== undefined;
  const order = list.groups.some(isOfValue) ? 'by value' : 'failures first';
  const heading = place.group === undefined ? `Invocations, ${order}` : `Nodes of group ${place.group}`;
  return [
    '',
    heading,
    ...commands.flatMap((command, index) => [
      ...(inHead ? [] : [headingOf(command, commands.slice(0, index))]),
      ...renderRunsOfRows(rowsOf(command), durationOfAll(list)),
    ]),
  ];
}

/** Rows are sorted by cause, so that a command may come up again: then its id will do. */
function headingOf(command: ListedCommand, above: readonly ListedCommand[]): string {
  const again = above.some(({ command_id }) => command_id === command.command_id);
  return again ? `Command ${command.command_id}` : renderCommand(command);
}

export function renderCommand(command: Omit<ListedCommand, 'invocations'>): string {
  return commandWords(command, ` ${formatName(command.document_name)}`);
}

function commandWords(command: Omit<ListedCommand, 'invocations'>, document = ''): string {
  const comment = command.comment ? ` ${quote(command.comment)}` : '';
  const place =
    command.region === undefined ? '' : ` in ${[command.profile, command.region].filter(Boolean).join(' ')}`;
  return `Command ${command.command_id}${document}${comment}${place}, requested ${command.requested_at}`;
}
