/** The times of groups and of one node's rows in lines. */

import { formatInteger, formatName, plural, quote } from '../../../answer/index.ts';
import { renderPlaces } from '../page/places.ts';
import type { ListedCommand, ListedGroup } from '../schema.ts';

/** When a group occurred, and where. */
export function renderTimes(group: ListedGroup): string {
  const { first_at: first, last_at: last, document_name, comment } = group;
  const facts = [
    comment ? `of ${quote(comment)}` : document_name && `of ${formatName(document_name)}`,
    first && (first === last ? `requested ${first}` : `first ${first}, last ${last}`),
  ].filter(Boolean);
  const times = facts.length > 0 ? `   ${facts.join(', ')}\n` : '';
  return `${times}${renderPlaces(group)}${renderOrigin(group)}${renderCommands(group)}${renderDays(group)}`;
}

/** Of a cause on one node. */
export function renderOrigin({
  began_in: began,
  last_success: success,
}: Pick<ListedGroup, 'began_in' | 'last_success'>): string {
  if (began === undefined) return '';
  const before = success ? `; last success before ${success.at} (command ${success.command_id})` : '';
  return `   began in command ${began}${before}\n`;
}

/** "   in 9f3c... (34 nodes), 8a21... (30) and 21 more commands" */
export function renderCommands({
  commands = [],
  more_commands: more = 0,
}: Pick<ListedGroup, 'commands' | 'more_commands'>): string {
  if (commands.length === 0) return '';
  const named = commands.map(
    ({ command_id, nodes }, index) =>
      `${command_id} (${index === 0 ? plural(nodes, 'node') : formatInteger(nodes)})`,
  );
  return `   in ${named.join(', ')}${more > 0 ? ` and ${plural(more, 'more command')}` : ''}\n`;
}

/** "   by day: 11-24: 34, 11-23: 30" */
export function renderDays({ by_day }: Pick<ListedGroup, 'by_day'>): string {
  return by_day ? `   by day: ${renderByDay(by_day)}\n` : '';
}

export function renderByDay(byDay: Readonly<Record<string, number | string>>): string {
  return Object.entries(byDay)
    .map(([day, count]) => `${day}: ${count}`)
    .join(', ');
}

/** Rows of one node, whose document and comment stand where they change. */
export function renderRowsInTime(commands: readonly ListedCommand[]): string[] {
  return commands.flatMap(({ command_id, requested_at, invocations, ...kind }, index) => {
    const before = commands[index - 1];
    const same = before?.document_name === kind.document_name && before.comment === kind.comment;
    const name = [formatName(kind.document_name), kind.comment && quote(kind.comment)]
      .filter(Boolean)
      .join(' ');
    return invocations.map(({ status, response_code, group, duration_seconds }) => {
      const facts = [
        status,
        response_code !== undefined && `exit ${response_code}`,
        group !== undefined && `group ${group}`,
        duration_seconds !== undefined && `${duration_seconds} s`,
      ];
      return `- ${requested_at} ${facts.filter(Boolean).join(', ')}: ${command_id}${same ? '' : ` ${name}`}`;
    });
  });
}
