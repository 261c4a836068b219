/** Causes as bars: one opens to what its nodes said, what they have in common, and which they are. */

import { type Actions, askButton, workButton } from './actions.ts';
import type { Group, InvocationList } from './answers.ts';
import { type Child, el, sized } from './elements.ts';
import { integer, moment, plural } from './figures.ts';
import { id, idList } from './ids.ts';
import { nodesOf, nodeTable } from './nodes.ts';
import { placeName } from './places.ts';
import { aboutGroup } from './questions.ts';
import { said, saidBlock } from './said.ts';
import { toneOf } from './statuses.ts';

export type Bar = {
  readonly nodes: number;
  /** Nodes of the whole that it is a part of. */
  readonly of: number;
  readonly tone: string;
  readonly title: Child;
  readonly meta: string;
};

/** Native, so that keyboards and screen readers know how. */
export function bar({ nodes, of, tone, title, meta }: Bar, ...body: readonly Child[]): HTMLElement {
  return el(
    'details',
    { class: 'cause' },
    el(
      'summary',
      {},
      el('span', { class: 'count' }, integer(nodes)),
      el(
        'span',
        { class: 'what' },
        el('span', { class: 'title' }, title),
        el('span', { class: 'faint' }, meta),
        el(
          'span',
          { class: 'track' },
          sized(el('span', { class: tone }), 'width', `${(100 * nodes) / Math.max(nodes, of)}%`),
        ),
      ),
    ),
    el('div', { class: 'body' }, body),
  );
}

export function causeBars(
  list: InvocationList,
  groups: readonly Group[],
  of: number,
  actions: Actions,
): Child {
  return groups.map((group) =>
    bar(
      {
        nodes: group.nodes,
        of,
        // Nodes of one value may have ended differently.
        tone: group.value === undefined ? toneOf(group.status) : 'open',
        title: titleOf(group),
        meta: metaOf(group),
      },
      group.excerpt !== undefined && saidBlock(group.excerpt, 'What the nodes wrote'),
      group.hint !== undefined && el('p', {}, group.hint),
      group.distribution && valueList(group.distribution),
      facts(group),
      groupNodes(group, actions, askButton(actions, aboutGroup(list, group))),
    ),
  );
}

function titleOf({ value, cause, status, plugin, without_match }: Group): Child {
  if (value !== undefined) return said(value);
  if (without_match) return 'Nodes without a match';
  if (cause !== undefined) return said(cause);
  return plugin === undefined ? status : [status, ', ', said(plugin)];
}

function metaOf({ status, response_code, cause, cut, read_whole }: Group): string {
  return [
    cause !== undefined && status,
    response_code !== undefined && `exit code ${response_code}`,
    cut !== undefined &&
      `output of ${integer(cut)} cut by SSM${read_whole ? `, ${read_whole} read whole` : ''}`,
  ]
    .filter(Boolean)
    .join(', ');
}

function facts(group: Group): Child {
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
  } = group;
  const lines: Child[] = [
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
    without_match?.map(({ why, nodes }) =>
      el('li', {}, `${plural(nodes, 'node')}: ${why.replaceAll('_', ' ')}`),
    ),
    by_place?.map((place) => el('li', {}, `${placeName(place)}: ${integer(place.invocations)}`)),
    first_at !== undefined &&
      el(
        'li',
        {},
        (last_at ?? first_at) === first_at
          ? `At ${moment(first_at)}`
          : `From ${moment(first_at)} to ${moment(last_at)}`,
      ),
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
function valueList(values: NonNullable<Group['distribution']>): Child {
  return el(
    'ul',
    { class: 'facts' },
    values.map(({ value, nodes }) => el('li', {}, said(value), `: ${plural(nodes, 'node')}`)),
  );
}

/** Samples, until the server is asked for all of them. */
function groupNodes({ instance_ids: ids, nodes, cursor, group }: Group, actions: Actions, ask: Child): Child {
  const place = el('div', {}, idList(ids, nodes));
  const show = async (say: (text: string) => void) => {
    const answer = await actions.call('list_command_invocations', { cursor }, say);
    if (answer.kind !== 'list') return;
    const { list } = answer;
    const name = `nodes of cause ${group}`;
    place.replaceChildren(
      nodeTable({ name, nodes: nodesOf(list), total: nodes, cursor: list.next_cursor, actions }),
    );
    button.remove();
  };
  const button = workButton(`Show ${nodes === 1 ? 'this node' : `these ${integer(nodes)} nodes`}`, show);
  return [place, el('p', { class: 'row' }, cursor !== undefined && actions.canCall && button, ask)];
}
