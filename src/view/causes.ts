/** Causes as bars: one opens to what its nodes said, what they have in common, and which they are. */

import { type Actions, askButton, type Say, workButton } from './actions.ts';
import type { Group, InvocationList } from './answers.ts';
import { bar } from './bar.ts';
import { type Child, el } from './elements.ts';
import { factsOf, valueList } from './facts.ts';
import { integer } from './figures.ts';
import { nodeTable } from './node-table.ts';
import { furtherNodes, nodesOf } from './nodes.ts';
import { aboutGroup } from './questions.ts';
import { said, saidBlock } from './said.ts';
import { showableIds } from './show-button.ts';
import { toneOf } from './statuses.ts';

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
      factsOf(group),
      groupNodes(group, list, actions),
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
    cause !== undefined && status !== 'Success' && status,
    response_code !== undefined && `exit code ${response_code}`,
    cut !== undefined &&
      `output of ${integer(cut)} cut by SSM${read_whole ? `, ${read_whole} read whole` : ''}`,
  ]
    .filter(Boolean)
    .join(', ');
}

/** Samples, until the server is asked for all of them. */
function groupNodes(group: Group, list: InvocationList, actions: Actions): Child {
  const { instance_ids: ids, nodes, invocations: total = nodes, cursor } = group;
  const place = el('div', {}, showableIds(ids, nodes, whereOf(list), actions));
  const show = async (say: Say) => {
    const { list: page } = await actions.call('list', { cursor }, say);
    const name = `nodes of group ${group.group}`;
    place.replaceChildren(
      nodeTable({ name, nodes: nodesOf(page), total, cursor: furtherNodes(page), actions }),
    );
    button.remove();
  };
  const button = workButton(`Show ${nodes === 1 ? 'this node' : `these ${integer(nodes)} nodes`}`, show);
  const canShow = cursor !== undefined && actions.canCall;
  return [place, el('p', { class: 'row' }, canShow && button, askButton(actions, aboutGroup(list, group)))];
}

/** Of one command in one place. */
function whereOf({ query, region, profile }: InvocationList) {
  if (query.command_id === undefined || region === '*' || profile === '*') return undefined;
  return { commandId: query.command_id, region, profile };
}
