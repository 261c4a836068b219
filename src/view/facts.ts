/** What a group says of its nodes beside what they printed. */

import type { Group } from './answers.ts';
import { type Child, el } from './elements.ts';
import { duration, integer, moment, plural, span } from './figures.ts';
import { id } from './ids.ts';
import { placeName } from './places.ts';
import { said } from './said.ts';

/** A fact a line. */
export function factsOf(group: Group): Child {
  const {
    traits,
    ping,
    without_match,
    by_place,
    first_at,
    last_at,
    commands,
    more_commands,
    began_in,
    last_success,
    open_seconds,
    by_status,
    by_day,
    no_longer_registered,
  } = group;
  const counts = (record: Readonly<Record<string, number>>) =>
    Object.entries(record)
      .map(([name, count]) => `${name} ${integer(count)}`)
      .join(', ');
  const lines: Child[] = [
    by_status && el('li', {}, counts(by_status)),
    open_seconds && el('li', {}, `Open for ${duration(open_seconds.min)} to ${duration(open_seconds.max)}`),
    traits?.map(({ trait, value, nodes, of, succeeded, of_succeeded }) =>
      el(
        'li',
        {},
        `${integer(nodes)} of ${integer(of)} have ${trait.replaceAll('_', ' ')} `,
        said(value),
        `; of those that succeeded, ${integer(succeeded)} of ${integer(of_succeeded)}`,
      ),
    ),
    ping?.map(({ status, nodes, last_ping }) =>
      el(
        'li',
        {},
        `${plural(nodes, 'node')} ${status} now${last_ping ? `, last seen ${moment(last_ping.last)}` : ''}`,
      ),
    ),
    no_longer_registered &&
      el('li', {}, `${plural(no_longer_registered.nodes, 'node')} no longer registered`),
    without_match?.map(({ why, nodes }) =>
      el('li', {}, `${plural(nodes, 'node')}: ${why.replaceAll('_', ' ')}`),
    ),
    by_place?.map((place) => el('li', {}, `${placeName(place)}: ${integer(place.invocations)}`)),
    first_at !== undefined && el('li', {}, span(first_at, last_at)),
    by_day && el('li', {}, `By day: ${counts(by_day)}`),
    commands?.map(({ command_id, nodes }) =>
      el('li', {}, 'Command ', id(command_id), `: ${plural(nodes, 'node')}`),
    ),
    more_commands !== undefined && el('li', {}, plural(more_commands, 'further command')),
    began_in !== undefined && el('li', {}, 'Began in command ', id(began_in)),
    last_success !== undefined && el('li', {}, `Last success: ${moment(last_success.at)}`),
  ];
  const shown = lines.flat().filter(Boolean);
  return shown.length > 0 && el('ul', { class: 'facts' }, lines);
}

/** Of successes that differ in one part. */
export function valueList(values: NonNullable<Group['distribution']>): Child {
  return el(
    'ul',
    { class: 'facts' },
    values.map(({ value, nodes }) => el('li', {}, said(value), `: ${plural(nodes, 'node')}`)),
  );
}
