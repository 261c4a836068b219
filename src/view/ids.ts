/** Ids of nodes and commands, which no line may break. */

import { type Child, el } from './elements.ts';
import { integer } from './figures.ts';

export function id(text: string): HTMLElement {
  return el('code', { class: 'id' }, text);
}

/** Samples, and how many more there are. */
export function idList(ids: readonly string[], of: number, draw: (id: string) => Child = id): Child {
  if (ids.length === 0) return false;
  const more = ids.length < of && `and ${integer(of - ids.length)} more`;
  return el(
    'p',
    {},
    ids.map((one) => [draw(one), ' ']),
    more,
  );
}
