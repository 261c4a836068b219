/** `CommandComparison` as prose and lines. Every figure comes from it; nothing is computed anew. */

import { fence, formatInteger, formatName, plural, quote } from '../../answer/index.ts';
import { inLines } from '../list-command-invocations/page/row-text.ts';
import { readOnLine } from '../list-request.ts';
import type { Change } from './comparison.ts';
import type { CommandComparison, ListedChange, ListedRun } from './schema.ts';

/** Where in the whole a page stands: changes, or the ids of one. */
export type PagePlace = { readonly of: 'changes' | 'ids'; readonly from: number; readonly total: number };

export function renderComparison(list: CommandComparison, place: PagePlace, boundary: string): string {
  return [
    ...headLines(list),
    ...pageLines(list, place),
    ...readOnLine(list),
    ...(list.notes ?? []).map((note) => `Note: ${note}`),
    ...(place.of === 'ids'
      ? list.changes.flatMap((change) => [
          `${HEADINGS[change.change]}, ${sentence(change)}`,
          ...inLines(change.instance_ids),
        ])
      : changeLines(list, boundary)),
  ].join('\n');
}

function headLines({ summary, command, baseline, chosen_because }: CommandComparison): string[] {
  if (summary.newly_failing === undefined) {
    return [
      `Command ${command.command_id} beside the earlier ${baseline.command_id}.${summary.complete ? '' : ` ${NOT_ALL}`}`,
    ];
  }
  return [
    ...(summary.complete
      ? []
      : [
          `${NOT_ALL} No node is called fixed or only in one of the two: ${undecidedWords(summary)} undecided so far.`,
        ]),
    countsLine(summary),
    `Command ${runWords(command)}`,
    `Baseline ${runWords(baseline)}`,
    ...(chosen_because
      ? [`Baseline chosen: ${chosen_because}. baseline_command_id compares with another.`]
      : []),
  ];
}

function undecidedWords({ undecided = 0, undecided_failing }: CommandComparison['summary']): string {
  const failing = undecided_failing
    ? ` (${formatInteger(undecided_failing)} of them failing in the command)`
    : '';
  return `${plural(undecided, 'node')}${failing}`;
}

const NOT_ALL = 'NOT all counted.';

function countsLine(summary: CommandComparison['summary']): string {
  const { still_failing = 0, still_failing_other_cause = 0, never_reached = 0 } = summary;
  const both = still_failing + still_failing_other_cause;
  const causes =
    both === 0
      ? ''
      : ` (${formatInteger(still_failing)} for the same cause, ${formatInteger(still_failing_other_cause)} for another)`;
  const parts = [
    `${plural(summary.newly_failing ?? 0, 'node')} newly failing`,
    `${formatInteger(both)} failing in both${causes}`,
    summary.fixed !== undefined && `${formatInteger(summary.fixed)} fixed`,
    summary.unfinished ? `${formatInteger(summary.unfinished)} not finished` : false,
    summary.only_in_command ? `${formatInteger(summary.only_in_command)} only in the command` : false,
    summary.only_in_baseline ? `${formatInteger(summary.only_in_baseline)} only in the baseline` : false,
    `${formatInteger(summary.succeeded_in_both ?? 0)} succeeded in both`,
  ].filter((part) => part !== false);
  const reached =
    never_reached > 0
      ? ` ${plural(never_reached, 'failing node was', 'failing nodes were')} never reached.`
      : '';
  return `${parts.join(', ')}.${reached}${summary.complete ? ' All counted.' : ''}`;
}

function runWords(run: ListedRun): string {
  const { command_id, document_name = '', comment, requested_at = '', invocations = 0, by_status = {} } = run;
  const counts = Object.entries(by_status).map(([status, count]) => `${formatInteger(count)} ${status}`);
  const named = comment ? `${formatName(document_name)} ${quote(comment)}` : formatName(document_name);
  return `${command_id} ${named}, requested ${requested_at}: ${plural(invocations, 'invocation')}${counts.length > 0 ? `: ${counts.join(', ')}` : ''}.`;
}

function pageLines({ changes, next_cursor, read_on }: CommandComparison, place: PagePlace): string[] {
  const here =
    place.of === 'ids'
      ? changes.reduce((sum, { instance_ids }) => sum + instance_ids.length, 0)
      : changes.length;
  if (place.from === 0 && here === place.total) return [];
  const what = place.of === 'ids' ? (here === 1 ? 'Node' : 'Nodes') : here === 1 ? 'Cause' : 'Causes';
  const [first, last] = [formatInteger(place.from + 1), formatInteger(place.from + here)];
  const range =
    here === 0
      ? `${plural(place.total, 'cause')} not shown here`
      : `${what} ${here === 1 ? last : `${first}-${last}`} of ${formatInteger(place.total)} below`;
  return [
    next_cursor && next_cursor !== read_on ? `${range}; the rest: cursor "${next_cursor}".` : `${range}.`,
  ];
}

const HEADINGS: Record<Change, string> = {
  newly_failing: 'Newly failing',
  still_failing: 'Failing in both for the same cause',
  other_cause: 'Failing in both, now for another cause',
  fixed: 'Fixed',
  unfinished: 'Not finished in one of the two',
  only_in_command: 'Only in the command',
  only_in_baseline: 'Only in the baseline',
};

function changeLines(list: CommandComparison, boundary: string): string[] {
  let heading: Change | undefined;
  const lines = list.changes.flatMap((change) => {
    const opening = change.change === heading ? [] : ['', headingOf(change.change, list)];
    heading = change.change;
    return [...opening, renderChange(change, boundary)];
  });
  const { changes_omitted: omitted } = list;
  return omitted
    ? [
        ...lines,
        `... and ${plural(omitted.changes, 'more cause')} with ${plural(omitted.nodes, 'node')}, not shown here.`,
      ]
    : lines;
}

export function headingOf(change: Change, { all_ids = {} }: Pick<CommandComparison, 'all_ids'>): string {
  const all = Object.hasOwn(all_ids, change) ? all_ids[change] : undefined;
  return all === undefined ? HEADINGS[change] : `${HEADINGS[change]} (all ids: cursor "${all}")`;
}

/** One change: its sentence, its nodes, what one of them printed, what to do. */
export function renderChange(change: ListedChange, boundary: string): string {
  return [
    `- ${sentence(change)}`,
    ...nodesLines(change),
    ...(change.excerpt ? [fence(change.excerpt, boundary)] : []),
    ...(change.hint ? [`  ${change.hint}`] : []),
  ].join('\n');
}

function sentence(change: ListedChange): string {
  const now = outcomeWords(change.status, change.plugin, change.response_code, change.cause);
  const was = outcomeWords(change.was_status, undefined, change.was_response_code, change.was_cause);
  return [`${plural(change.nodes, 'node')}${now && ` ${now}`}`, was && `before ${was}`]
    .filter(Boolean)
    .join('; ');
}

function outcomeWords(
  status: string | undefined,
  plugin: string | undefined,
  code: number | undefined,
  cause: string | undefined,
): string {
  const step = [plugin && formatName(plugin), code !== undefined && `exit ${code}`].filter(Boolean).join(' ');
  const words = [status, step].filter(Boolean).join(', ');
  return cause ? `${words}: ${quote(cause)}` : words;
}

function nodesLines({ instance_ids, nodes, cursor }: ListedChange): string[] {
  if (instance_ids.length === 0) return cursor ? [`  nodes: cursor "${cursor}"`] : [];
  if (instance_ids.length === nodes) return inLines(instance_ids).map((line) => `  ${line}`);
  const more = ` and ${plural(nodes - instance_ids.length, 'more node')}`;
  return [`  ${instance_ids.join(', ')}${more}${cursor ? `: cursor "${cursor}"` : ''}`];
}
