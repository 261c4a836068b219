/** A line with a count and its share, which opens to more. */

import { type Child, el, sized } from './elements.ts';
import { integer } from './figures.ts';

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
