/** One row of the table of nodes, and below it what the node printed. */

import type { Actions } from './actions.ts';
import { type Child, el } from './elements.ts';
import { duration, moment } from './figures.ts';
import { id } from './ids.ts';
import type { FleetNode } from './nodes.ts';
import { said } from './said.ts';
import { showButton } from './show-button.ts';
import { statusLabel } from './statuses.ts';

export type Column = {
  readonly name: string;
  readonly cell: (node: FleetNode) => Child;
  readonly number?: true;
};

export type Columns = readonly [Column, ...Column[]];

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

/** Those that are left out where no row has them. */
const FIGURES: readonly (Column & { readonly field: keyof FleetNode })[] = [
  { name: 'Status', field: 'status', cell: ({ status }) => status !== undefined && statusLabel(status) },
  { name: 'No match', field: 'no_match', cell: ({ no_match }) => no_match?.replaceAll('_', ' ') },
  { name: 'Group', field: 'group', cell: ({ group }) => group, number: true },
  { name: 'Exit code', field: 'response_code', cell: ({ response_code }) => response_code, number: true },
  {
    name: 'Took',
    field: 'duration_seconds',
    cell: ({ duration_seconds: seconds }) => seconds !== undefined && duration(seconds),
    number: true,
  },
];

/** What a row is called by comes first: its node, its command, or both where both differ. */
export function columnsFor(nodes: readonly FleetNode[]): Columns {
  const differ = (field: keyof FleetNode) => nodes.some((node) => node[field] !== nodes[0]?.[field]);
  const figures = FIGURES.filter(({ field }) => nodes.some((node) => node[field] !== undefined));
  if (!differ('commandId')) return [NODE, ...figures];
  return differ('instance_id') ? [NODE, COMMAND, ...figures] : [COMMAND, ...figures];
}

export function nodeRow(node: FleetNode, [head, ...columns]: Columns, actions: Actions): readonly Node[] {
  const detail = el('td', { colspan: columns.length + 2 });
  const below = el('tr', { hidden: true }, detail);
  const row = el(
    'tr',
    {},
    el('th', { scope: 'row' }, head.cell(node)),
    columns.map(({ name, cell, number }) =>
      el('td', { class: number && 'number', 'data-name': name }, cell(node)),
    ),
    actions.canCall && el('td', {}, showButton(node, actions, detail, { name: 'Show', frame: below })),
  );
  return [row, below];
}
