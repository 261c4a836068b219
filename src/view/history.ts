/** Time in results that span commands: day by day, and of one node kind by kind. */

import { classOf } from '../run-command/index.ts';
import type { InvocationList } from './answers.ts';
import { type Child, el, sized } from './elements.ts';
import { integer, moment, plural } from './figures.ts';
import { measures } from './measures.ts';
import { said } from './said.ts';
import { statusLabel, toneOf } from './statuses.ts';

/** "34 of 1200", with words behind it where not all of the day was read. */
const OF = /^(\d+) of (\d+)/;

export function byDay({ not_succeeded_by_day: days }: InvocationList['summary']): Child {
  if (days === undefined) return false;
  return measures(
    Object.entries(days).map(([name, words]) => {
      const [, failed = '0', all = '1'] = OF.exec(words) ?? [];
      return { name, share: Number(failed) / Math.max(1, Number(all)), words };
    }),
    'failed',
  );
}

/** The newest run of each kind of command first, as the answer has it. */
export function nodeTimeline({ timeline, timeline_omitted: omitted }: InvocationList): Child {
  if (timeline === undefined) return false;
  return [
    timeline.map(({ document_name, comment, invocations, runs, failing_since, last_success, runs_omitted }) =>
      el(
        'section',
        { class: 'kind' },
        el(
          'h3',
          {},
          said(comment ?? document_name),
          el('span', { class: 'faint' }, ` ${plural(invocations, 'run')}`),
        ),
        el(
          'ol',
          { class: 'runs', 'aria-label': 'Newest first' },
          runs.map(({ status, invocations: count, first_at, last_at }) =>
            sized(
              el(
                'li',
                { class: toneOf(status) },
                statusLabel(status),
                ` ${count > 1 ? `${integer(count)} times, ` : ''}`,
                el(
                  'span',
                  { class: 'faint' },
                  last_at ? `${moment(first_at)} to ${moment(last_at)}` : moment(first_at),
                ),
              ),
              'flex-grow',
              `${count}`,
            ),
          ),
        ),
        runs_omitted !== undefined &&
          el('p', { class: 'faint' }, `${plural(runs_omitted, 'earlier run')} left out`),
        failing_since !== undefined &&
          failing_since.invocations > 1 &&
          el(
            'p',
            {},
            `Failing since ${moment(failing_since.at)}, ${plural(failing_since.invocations, 'time')}.`,
          ),
        last_success !== undefined &&
          classOf(runs[0]?.status ?? '') !== 'succeeded' &&
          el('p', { class: 'faint' }, `Last success: ${moment(last_success.at)}.`),
      ),
    ),
    omitted !== undefined &&
      el('p', { class: 'faint' }, `${plural(omitted.kinds, 'other kind')} of command left out.`),
  ];
}
