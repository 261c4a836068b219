/** A line with a count and its share, which opens to more. */

import { type Child, el } from './elements.ts';
import { integer } from './figures.ts';
import { track } from './measures.ts';

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
        track(nodes / Math.max(nodes, of), tone),
      ),
    ),
    el('div', { class: 'body' }, body),
  );
}
