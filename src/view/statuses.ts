/** How a status looks. Colour never stands alone: the name of the status is always beside it. */

import { classOf } from '../run-command/index.ts';
import { type Child, el, sized } from './elements.ts';
import { integer, share } from './figures.ts';

/** The tones of style.css. */
export type Tone = 'failed' | 'late' | 'unreached' | 'open' | 'ok';

const UNREACHED = new Set(['Undeliverable', 'DeliveryTimedOut', 'AccessDenied', 'InvalidPlatform']);

export function toneOf(status: string): Tone {
  const outcome = classOf(status);
  if (outcome === 'succeeded') return 'ok';
  if (outcome === 'unfinished') return 'open';
  if (UNREACHED.has(status)) return 'unreached';
  return status === 'Failed' ? 'failed' : 'late';
}

export function statusLabel(status: string): HTMLElement {
  return el('span', { class: `status ${toneOf(status)}` }, status);
}

/** Counts in all, those that did not succeed, and those that have not ended. */
export function countsOf(byStatus: Readonly<Record<string, number>>) {
  const counts = { all: 0, succeeded: 0, notSucceeded: 0, unfinished: 0 };
  for (const [status, count] of Object.entries(byStatus)) {
    counts.all += count;
    counts[classOf(status)] += count;
  }
  return counts;
}

/** One bar of all, and below it what each part is. */
export function statusBar(byStatus: Readonly<Record<string, number>>): Child {
  const { all } = countsOf(byStatus);
  const parts = Object.entries(byStatus).filter(([, count]) => count > 0);
  const label = parts.map(([status, count]) => `${integer(count)} ${status}`).join(', ');
  return [
    el(
      'div',
      { class: 'bar', role: 'img', 'aria-label': label },
      parts.map(([status, count]) =>
        sized(
          el('span', { class: toneOf(status), title: `${status}: ${integer(count)}` }),
          'flex-grow',
          `${count}`,
        ),
      ),
    ),
    el(
      'ul',
      { class: 'legend' },
      parts.map(([status, count]) =>
        el(
          'li',
          {},
          statusLabel(status),
          ` ${integer(count)} `,
          el('span', { class: 'faint' }, share(count, all)),
        ),
      ),
    ),
  ];
}
