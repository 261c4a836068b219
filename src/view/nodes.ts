/** A table of nodes, with search in what is loaded, further pages from the server, and each node whole below its row. */

import { type Actions, problem, workButton } from './actions.ts';
import type { InvocationList, Row } from './answers.ts';
import { append, type Child, el } from './elements.ts';
import { duration, integer, moment } from './figures.ts';
import { id } from './ids.ts';
import { invocationPanel } from './invocation.ts';
import { said } from './said.ts';
import { statusLabel } from './statuses.ts';

export type FleetNode = Row & {
  readonly commandId: string;
  readonly command: string;
  readonly requestedAt: string;
  readonly region: string;
  readonly profile: string | undefined;
};

export function nodesOf({ commands, region, profile }: InvocationList): FleetNode[] {
  return commands.flatMap((command) =>
    command.invocations.map((row) => ({
      ...row,
      commandId: command.command_id,
      command: command.comment ?? command.document_name,
      requestedAt: command.requested_at,
      region: command.region ?? region,
      profile: command.profile ?? profile,
    })),
  );
}

/** Rows drawn at once: a browser draws ten thousand slowly, and nobody reads them. */
const MAX_DRAWN = 50;

/** Of EC2 and of hybrid nodes; `i-` with 8 characters is an old one. */
const INSTANCE_ID = /^m?i-[0-9a-z]{8,17}$/;

type Column = { readonly name: string; readonly cell: (node: FleetNode) => Child; readonly number?: true };

const NODE: Column = {
  name: 'Node',
  cell: ({ instance_id, instance_name }) => [
    instance_name !== undefined && [said(instance_name), ' '],
    id(instance_id),
  ],
};

const COMMAND: Column = {
  name: 'Command',
  cell: ({ command, requestedAt }) => [
    said(command),
    ' ',
    el('span', { class: 'faint' }, moment(requestedAt)),
  ],
};

const COLUMNS: readonly Column[] = [
  { name: 'Status', cell: ({ status }) => status !== undefined && statusLabel(status) },
  { name: 'No match', cell: ({ no_match }) => no_match?.replaceAll('_', ' ') },
  { name: 'Cause', cell: ({ group }) => group, number: true },
  { name: 'Exit code', cell: ({ response_code }) => response_code, number: true },
  {
    name: 'Took',
    cell: ({ duration_seconds: seconds }) => seconds !== undefined && duration(seconds),
    number: true,
  },
];

/** What a row is called by comes first: its node, its command, or both where both differ. */
function columnsFor(nodes: readonly FleetNode[]): readonly [Column, ...Column[]] {
  const several = (of: (node: FleetNode) => string) => new Set(nodes.map(of)).size > 1;
  const filled = COLUMNS.filter(({ cell }) => nodes.some((node) => isThere(cell(node))));
  if (!several(({ commandId }) => commandId)) return [NODE, ...filled];
  return several(({ instance_id }) => instance_id) ? [NODE, COMMAND, ...filled] : [COMMAND, ...filled];
}

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
  let wanted = '';
  let drawn = MAX_DRAWN;

  const table = el('div', { class: 'table', tabindex: 0, role: 'group', 'aria-label': name });
  const below = el('p', { class: 'below' });
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

  const loadPage = async (say: (text: string) => void) => {
    const { kind, ...answer } = await actions.call('list_command_invocations', { cursor }, say);
    if (kind !== 'list' || !('list' in answer)) return;
    const { list } = answer;
    nodes = [...nodes, ...nodesOf(list)];
    cursor = list.next_cursor;
  };

  function draw(): void {
    const found = wanted === '' ? nodes : nodes.filter((node) => textOf(node).includes(wanted));
    const columns = columnsFor(nodes);
    const rows = found.slice(0, drawn).map((node) => rowOf(node, columns, actions));
    table.replaceChildren(
      el(
        'table',
        {},
        el(
          'thead',
          {},
          el(
            'tr',
            {},
            columns.map((column) =>
              el('th', { scope: 'col', class: column.number && 'number' }, column.name),
            ),
            actions.canCall && el('th', { scope: 'col' }, 'Output'),
          ),
        ),
        el('tbody', {}, rows),
      ),
    );
    table.hidden = rows.length === 0;
    const loaded =
      nodes.length < total
        ? `${integer(nodes.length)} of ${integer(total)} loaded`
        : `${integer(total)} in all`;
    count.textContent = wanted === '' ? loaded : `${integer(found.length)} found, ${loaded}`;
    below.replaceChildren();
    append(below, [
      found.length > drawn && moreButton(found.length - drawn),
      cursor !== undefined && actions.canCall && [pageButton(), allButton()],
      unlistedNode(found.length),
    ]);
  }

  function moreButton(hidden: number): HTMLElement {
    const onclick = () => {
      drawn += MAX_DRAWN;
      draw();
    };
    return el('button', { type: 'button', onclick }, `Show ${integer(Math.min(hidden, MAX_DRAWN))} more`);
  }

  function pageButton(): HTMLElement {
    return workButton('Next page', async (say) => {
      await loadPage(say);
      draw();
    });
  }

  function allButton(): HTMLElement {
    return workButton(`Load all ${integer(total)}`, async (say) => {
      while (cursor !== undefined) {
        await loadPage(say);
        say(`${integer(nodes.length)} of ${integer(total)}`);
      }
      draw();
    });
  }

  /** Whoever searches for an id need not load ten thousand nodes to see the one. */
  function unlistedNode(found: number): Child {
    const [node] = nodes;
    if (found > 0 || node === undefined || !INSTANCE_ID.test(wanted) || !actions.canCall) return false;
    return showButton({ ...node, instance_id: wanted }, actions, below, `Show ${wanted} whole`);
  }

  draw();
  return el('div', {}, el('div', { class: 'above' }, total > 1 && search, count), table, below);
}

function textOf({ instance_id, instance_name, status, response_code }: FleetNode): string {
  return `${instance_id} ${instance_name ?? ''} ${status ?? ''} exit ${response_code ?? ''}`.toLowerCase();
}

function isThere(child: Child): boolean {
  return child !== undefined && child !== false;
}

function rowOf(node: FleetNode, [head, ...columns]: readonly [Column, ...Column[]], actions: Actions): Child {
  const detail = el('td', { colspan: columns.length + 2 });
  const below = el('tr', { hidden: true }, detail);
  const row = el(
    'tr',
    {},
    el('th', { scope: 'row' }, head.cell(node)),
    columns.map(({ cell, number }) => el('td', { class: number && 'number' }, cell(node))),
    actions.canCall && el('td', {}, showButton(node, actions, detail, 'Show', below)),
  );
  return [row, below];
}

/** Opens and closes; asks the server the first time. */
function showButton(
  { instance_id: instanceId, commandId, region, profile }: FleetNode,
  actions: Actions,
  target: Element,
  label: string,
  frame?: HTMLElement,
): HTMLElement {
  let panel: HTMLElement | undefined;
  const button = el(
    'button',
    {
      type: 'button',
      'aria-expanded': 'false',
      'aria-label': `${label} what ${instanceId} printed`,
      async onclick() {
        const open = button.getAttribute('aria-expanded') !== 'true';
        button.setAttribute('aria-expanded', String(open));
        button.textContent = open ? 'Hide' : label;
        if (frame) frame.hidden = !open;
        if (panel) panel.hidden = !open;
        if (panel || !open) return;
        panel = el('div', { role: 'status' }, el('progress'), ' Asking the server');
        target.append(panel);
        try {
          const args = {
            command_id: commandId,
            instance_id: instanceId,
            region,
            ...(profile && { profile }),
          };
          const answer = await actions.call('get_command_invocation', args);
          if (answer.kind === 'invocation')
            panel.replaceChildren(invocationPanel(answer.invocation, actions));
        } catch (error) {
          panel.replaceChildren(problem(error));
        }
      },
    },
    label,
  );
  return button;
}
