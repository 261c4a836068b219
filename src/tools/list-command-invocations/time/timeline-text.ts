/** The history of one node in lines. */

import { formatName, plural, quote } from '../../../answer/index.ts';
import type { InvocationList, ListedKind } from '../schema.ts';

export function timelineLines({ timeline, timeline_omitted: omitted, query }: InvocationList): string[] {
  if (timeline === undefined) return [];
  const filtered = query.filters?.some(({ key }) => key === 'Status');
  return [
    ...(timeline.length > 0 ? ['', 'Since when, by kind of command'] : []),
    ...timeline.map((kind) => renderKind(kind, filtered)),
    ...(omitted
      ? [
          `... and ${plural(omitted.kinds, 'more kind')} of command (${plural(omitted.invocations, 'invocation')}), not shown here.`,
        ]
      : []),
  ];
}

/** `filtered` where a filter by status may have left successes out. */
export function renderKind(
  {
    document_name,
    comment,
    invocations,
    failing_since: failing,
    last_success: success,
    runs,
    runs_omitted: more,
  }: ListedKind,
  filtered = false,
): string {
  const name = `${formatName(document_name)}${comment ? ` ${quote(comment)}` : ''}`;
  const since =
    failing &&
    `fails since ${failing.at} (command ${failing.command_id}), ${plural(failing.invocations, 'time')}`;
  const worked = success
    ? `last success ${success.at} (command ${success.command_id})`
    : !filtered && 'no success among them';
  const facts = [since, worked].filter(Boolean).join('; ');
  return [
    `- ${name}, ${plural(invocations, 'invocation')}${facts && `: ${facts}`}.`,
    ...runs.map(renderRun),
    ...(more ? [`  ... and ${plural(more, 'change')} before.`] : []),
  ].join('\n');
}

function renderRun({ status, group, invocations, first_at, last_at }: ListedKind['runs'][number]): string {
  const when = last_at ? `${first_at} to ${last_at}` : first_at;
  return `  ${when}: ${invocations} ${status}${group === undefined ? '' : ` (group ${group})`}`;
}
