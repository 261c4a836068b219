/** A table of nodes, with search in what is loaded and further pages from the server. */

import { type Actions, type Say, workButton } from './actions.ts';
import { append, type Child, el } from './elements.ts';
import { integer } from './figures.ts';
import { type Columns, columnsFor, nodeRow } from './node-row.ts';
import { type FleetNode, furtherNodes, nodesOf, searchable } from './nodes.ts';
import { showButton } from './show-button.ts';

/** Rows drawn at once: a browser draws ten thousand slowly, and nobody reads them. */
const MAX_DRAWN = 50;

/** Of EC2 and of hybrid nodes; `i-` with 8 characters is an old one. */
const INSTANCE_ID = /^m?i-[0-9a-z]{8,17}$/;

export type NodeTableOptions = {
  readonly name: string;
  readonly nodes: readonly FleetNode[];
  /** In all, loaded or not. */
  readonly total: number;
  readonly cursor: string | undefined;
  readonly actions: Actions;
};

export function nodeTable({ name, total, actions, ...first }: NodeTableOptions): HTMLElement {
  let nodes = [...first.nodes];
  let { cursor } = first;
  let columns: Columns = columnsFor(nodes);
  /** Drawn rows stay as they are, so that what is open in them stays open. */
  let rows = new Map<FleetNode, readonly Node[]>();
  let wanted = '';
  let drawn = MAX_DRAWN;

  const headings = el('tr');
  const body = el('tbody');
  const table = el(
    'div',
    { class: 'table', tabindex: 0, role: 'group', 'aria-label': name },
    el('table', {}, el('thead', {}, headings), body),
  );
  const count = el('span', { class: 'faint', role: 'status' });
  const search = el('input', {
    type: 'search',
    placeholder: 'Name, id, status or exit code',
    'aria-label': `Search in ${name}`,
    oninput() {
      wanted = search.value.trim().toLowerCase();
      drawn = MAX_DRAWN;
      draw();
    },
  });
  const more = el('button', {
    type: 'button',
    onclick() {
      drawn += MAX_DRAWN;
      draw();
    },
  });
  const onward = [
    workButton('Next page', async (say) => {
      await loadPage(say);
      draw();
    }),
    workButton(`Load all ${integer(total)}`, async (say) => {
      while (cursor !== undefined) {
        await loadPage(say);
        say(`${integer(nodes.length)} of ${integer(total)}`);
      }
      draw();
    }),
  ];
  const unlisted = el('div');

  async function loadPage(say: Say): Promise<void> {
    const { list } = await actions.call('list', { cursor }, say);
    nodes = [...nodes, ...nodesOf(list)];
    cursor = furtherNodes(list);
    const wider = columnsFor(nodes);
    if (wider.length !== columns.length) rows = new Map();
    columns = wider;
  }

  function draw(): void {
    const found = wanted === '' ? nodes : nodes.filter((node) => searchable(node).includes(wanted));
    headings.replaceChildren();
    append(headings, [
      columns.map((column) => el('th', { scope: 'col', class: column.number && 'number' }, column.name)),
      actions.canCall && el('th', { scope: 'col' }, 'Output'),
    ]);
    body.replaceChildren(...found.slice(0, drawn).flatMap(rowOf));
    table.hidden = found.length === 0;
    const loaded =
      nodes.length < total
        ? `${integer(nodes.length)} of ${integer(total)} loaded`
        : `${integer(total)} in all`;
    count.textContent = wanted === '' ? loaded : `${integer(found.length)} found, ${loaded}`;
    more.hidden = found.length <= drawn;
    more.textContent = `Show ${integer(Math.min(found.length - drawn, MAX_DRAWN))} more`;
    for (const button of onward) button.hidden = cursor === undefined || !actions.canCall;
    unlisted.replaceChildren();
    append(unlisted, [found.length === 0 && unlistedNode()]);
  }

  function rowOf(node: FleetNode): readonly Node[] {
    const row = rows.get(node) ?? nodeRow(node, columns, actions);
    rows.set(node, row);
    return row;
  }

  /** Whoever searches for an id need not load ten thousand nodes to see the one. */
  function unlistedNode(): Child {
    const [node] = nodes;
    if (node === undefined || !INSTANCE_ID.test(wanted) || !actions.canCall) return 'None of those loaded.';
    return showButton({ ...node, instance_id: wanted }, actions, unlisted, { name: `Show ${wanted} whole` });
  }

  draw();
  const controls = el('div', { class: 'row' }, more, onward);
  return el('div', {}, el('div', { class: 'row' }, total > 1 && search, count), table, unlisted, controls);
}
