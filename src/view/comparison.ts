/** The answer of `compare_commands`. */

import { type Actions, askButton, workButton } from './actions.ts';
import { type Again, againButtons } from './again.ts';
import type { AnswerOf, Change, CommandComparison } from './answers.ts';
import { bar } from './bar.ts';
import { append, type Child, el } from './elements.ts';
import { integer, plural } from './figures.ts';
import { notesOf, subjectLine } from './head.ts';
import { id } from './ids.ts';
import { placeName } from './places.ts';
import { aboutChange } from './questions.ts';
import { said, saidBlock } from './said.ts';
import { section } from './section.ts';
import { showableIds } from './show-button.ts';
import { statusBar, type Tone, toneOf } from './statuses.ts';

type Kind = Change['change'];
type Summary = CommandComparison['summary'];

type Counted = Exclude<keyof Summary, 'complete'>;
type Look = { readonly title: string; readonly tone: Tone; readonly count: Counted };

const KINDS: Readonly<Record<Kind, Look>> = {
  newly_failing: { title: 'Newly failing', tone: 'failed', count: 'newly_failing' },
  still_failing: { title: 'Still failing, same cause', tone: 'failed', count: 'still_failing' },
  other_cause: { title: 'Still failing, another cause', tone: 'late', count: 'still_failing_other_cause' },
  fixed: { title: 'Fixed', tone: 'ok', count: 'fixed' },
  unfinished: { title: 'Not finished', tone: 'open', count: 'unfinished' },
  only_in_command: { title: 'Only in this command', tone: 'unreached', count: 'only_in_command' },
  only_in_baseline: { title: 'Only in the earlier one', tone: 'unreached', count: 'only_in_baseline' },
};

export function comparisonView(comparison: CommandComparison, actions: Actions, again: Again): Child {
  const { summary, command, baseline, chosen_because: why, notes } = comparison;
  return [
    el('header', {}, el('h1', { tabindex: -1 }, verdict(summary))),
    el(
      'div',
      { class: 'halves' },
      el(
        'div',
        {},
        subjectLine(command, placeName(comparison)),
        command.by_status && statusBar(command.by_status),
      ),
      el(
        'div',
        {},
        subjectLine(baseline, 'the earlier run'),
        baseline.by_status && statusBar(baseline.by_status),
      ),
    ),
    why !== undefined && el('p', { class: 'faint' }, `The earlier run is ${why}.`),
    notesOf(notes, summary.complete),
    againButtons(comparison, actions, again),
    tiles(summary),
    changeList(comparison, actions),
  ];
}

/** Where not all was read, some figures are not known; later pages have none. */
function verdict({ complete, ...counts }: Summary): string {
  const { newly_failing: newly, fixed, still_failing, still_failing_other_cause: other = 0 } = counts;
  const parts = [
    newly !== undefined && `${plural(newly, 'node')} newly failing`,
    fixed !== undefined && `${integer(fixed)} fixed`,
    still_failing !== undefined && `${integer(still_failing + other)} failing in both`,
  ].filter(Boolean);
  if (parts.length === 0) return 'Two runs compared';
  return `${parts.join(', ')}${complete ? '' : ', of those read so far'}`;
}

function tiles(summary: Summary): Child {
  const figures: readonly (readonly [string, number | undefined])[] = [
    ...Object.values(KINDS).map(({ title, count }) => [title, summary[count]] as const),
    ['Succeeded in both', summary.succeeded_in_both],
    ['Undecided so far', summary.undecided],
  ];
  const tile = (name: string, count: number) =>
    el('div', {}, el('dt', {}, name), el('dd', {}, integer(count)));
  return el(
    'dl',
    { class: 'tiles' },
    figures.map(([name, count]) => count !== undefined && tile(name, count)),
  );
}

/** Changes by kind; the next page goes below. */
function changeList(comparison: CommandComparison, actions: Actions): HTMLElement {
  const { changes, changes_omitted: omitted, all_ids: allIds, next_cursor: next } = comparison;
  const place = el('div', {});
  const kinds = new Set(changes.map(({ change }) => change));
  append(place, [
    el(
      'div',
      { class: 'halves' },
      [...kinds].map((kind) =>
        section(
          KINDS[kind].title,
          changes
            .filter(({ change }) => change === kind)
            .map((change) => changeBar(comparison, change, actions)),
          el('p', { class: 'row' }, idsButton(allIds?.[kind], 'Show all ids of these', actions)),
        ),
      ),
    ),
    omitted !== undefined &&
      next === undefined &&
      el(
        'p',
        { class: 'faint' },
        `${plural(omitted.changes, 'further cause')} with ${integer(omitted.nodes)} nodes, not shown.`,
      ),
  ]);
  if (next !== undefined && actions.canCall) {
    const button: HTMLElement = workButton('Next page', async (say) => {
      const { comparison: page } = await actions.call('comparison', { cursor: next }, say);
      // Later pages do not repeat the counts.
      button.parentElement?.replaceWith(changeList({ ...page, summary: comparison.summary }, actions));
    });
    place.append(el('p', { class: 'row' }, button));
  }
  return place;
}

function changeBar(comparison: CommandComparison, change: Change, actions: Actions): HTMLElement {
  const {
    nodes,
    status,
    cause,
    was_cause,
    was_status,
    response_code,
    excerpt,
    hint,
    instance_ids: ids,
  } = change;
  const { region, profile, command, baseline } = comparison;
  const commandId = (change.change === 'only_in_baseline' ? baseline : command).command_id;
  const now = cause ?? status;
  const before = was_cause ?? was_status;
  return bar(
    {
      nodes,
      of: comparison.summary[KINDS[change.change].count] ?? 0,
      tone: status === undefined ? KINDS[change.change].tone : toneOf(status),
      title: now === undefined ? ['was: ', said(before ?? '')] : said(now),
      meta: [cause !== undefined && status, response_code !== undefined && `exit code ${response_code}`]
        .filter(Boolean)
        .join(', '),
    },
    now !== undefined && before !== undefined && el('p', {}, 'Before: ', said(before)),
    excerpt !== undefined && saidBlock(excerpt, 'What the nodes wrote'),
    hint !== undefined && el('p', {}, hint),
    showableIds(ids, nodes, { commandId, region, profile }, actions),
    el(
      'p',
      { class: 'row' },
      idsButton(change.cursor, `Show all ${integer(nodes)} ids`, actions),
      askButton(actions, aboutChange(comparison, change)),
    ),
  );
}

function idsButton(cursor: string | undefined, label: string, actions: Actions): Child {
  if (cursor === undefined || !actions.canCall) return false;
  const button: HTMLElement = workButton(label, async (say) => {
    const ids: string[] = [];
    for (let from: string | undefined = cursor; from !== undefined; ) {
      const { comparison }: AnswerOf<'comparison'> = await actions.call('comparison', { cursor: from }, say);
      ids.push(...comparison.changes.flatMap(({ instance_ids }) => instance_ids));
      from = comparison.next_cursor;
    }
    button.replaceChildren(...ids.flatMap((one) => [id(one), ' ']));
  });
  return button;
}
