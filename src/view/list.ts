/** The answer of `list_command_invocations`. */

import { classOf, type StatusClass } from '../run-command/index.ts';
import { type Actions, workButton } from './actions.ts';
import { type Again, againButtons } from './again.ts';
import type { Group, InvocationList } from './answers.ts';
import { causeBars } from './causes.ts';
import { type Child, el } from './elements.ts';
import { plural } from './figures.ts';
import { matchLine, notesOf, subjectOf, verdict } from './head.ts';
import { byDay, nodeTimeline } from './history.ts';
import { nodeTable } from './node-table.ts';
import { furtherNodes, nodesOf } from './nodes.ts';
import { placeTable } from './places.ts';
import { durations, ranChart } from './ran.ts';
import { saidBlock } from './said.ts';
import { section } from './section.ts';
import { countsOf, statusBar } from './statuses.ts';

export function listView(list: InvocationList, actions: Actions, again: Again): Child {
  const { summary, query } = list;
  const result = 'result' in list;
  return [
    el('header', {}, el('h1', { tabindex: -1 }, verdict(list)), subjectOf(list)),
    summary.invocations > 0 && statusBar(summary.by_status),
    matchLine(summary),
    notesOf(list.notes, summary.complete),
    againButtons(list, actions, again, withDetails(list, again)),
    el(
      'div',
      { class: 'columns-of-page' },
      el(
        'div',
        {},
        result && section('Result of the query', queryResult(list, actions)),
        section('History of this node', nodeTimeline(list)),
        causeSections(list, actions),
      ),
      el(
        'div',
        {},
        section('When nodes ran', ranChart(summary)),
        section('How long they took', durations(summary)),
        section('Did not succeed, by day (UTC)', byDay(summary)),
        section('Places', placeTable(list)),
      ),
    ),
    !result &&
      list.shown > 0 &&
      section(
        query.command_id === undefined ? 'Invocations' : 'Nodes',
        nodeTable({
          name: query.command_id === undefined ? 'invocations' : 'nodes',
          nodes: nodesOf(list),
          total: summary.invocations,
          cursor: furtherNodes(list),
          actions,
        }),
      ),
  ];
}

/** What `query` gave, a page below the other. */
function queryResult({ result, next_cursor: cursor }: InvocationList, actions: Actions): HTMLElement {
  const next: HTMLElement | false =
    cursor !== undefined &&
    actions.canCall &&
    workButton('Next page', async (say) => {
      const { list } = await actions.call('list', { cursor }, say);
      if (next) next.replaceWith(queryResult(list, actions));
    });
  return el('div', {}, saidBlock(JSON.stringify(result, null, 2), 'Result'), next);
}

function causeSections(list: InvocationList, actions: Actions): Child {
  const { groups, groups_omitted: omitted, summary, query } = list;
  const counts = countsOf(summary.by_status);
  const ofValues = groups.filter(({ value, without_match }) => value !== undefined || without_match);
  const bars = (some: readonly Group[], of: number) => some.length > 0 && causeBars(list, some, of, actions);
  const barsOf = (outcome: StatusClass) => {
    const own = groups.filter((group) => !ofValues.includes(group) && classOf(group.status) === outcome);
    return bars(own, counts[outcome]);
  };
  const failed = plural(counts.notSucceeded, query.command_id ? 'node' : 'invocation');
  return [
    section('Captured values', bars(ofValues, counts.all)),
    section(`Why ${failed} did not succeed`, barsOf('notSucceeded')),
    section('Not finished yet', barsOf('unfinished')),
    section('What successful nodes printed', barsOf('succeeded')),
    omitted !== undefined &&
      el(
        'p',
        { class: 'faint' },
        `${plural(omitted.groups, 'further group')} with ${plural(omitted.nodes, 'node')}, not shown.`,
      ),
  ];
}

/** Why nodes failed is known only where output was read. */
function withDetails({ query, summary }: InvocationList, again: Again): Child {
  const { notSucceeded } = countsOf(summary.by_status);
  if (query.details || query.query !== undefined || notSucceeded === 0) return false;
  return workButton('Find the causes', (say) => again.ask({ details: true }, say));
}
