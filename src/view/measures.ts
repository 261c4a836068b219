/** Figures under each other, each with its share of one whole. */

import { type Child, el, sized } from './elements.ts';

export type Measure = {
  readonly name: string;
  /** From 0 to 1. */
  readonly share: number;
  readonly words: string;
};

export function track(share: number, tone: string): HTMLElement {
  return el('span', { class: 'track' }, sized(el('span', { class: tone }), 'width', `${100 * share}%`));
}

export function measures(list: readonly (Measure | false)[], tone = 'open'): Child {
  return el(
    'dl',
    { class: 'measures' },
    list.map(
      (measure) =>
        measure && [
          el('dt', {}, measure.name),
          el('dd', {}, track(measure.share, tone), el('span', { class: 'words' }, measure.words)),
        ],
    ),
  );
}
