/** What nodes wrote, as it is: text that cannot be taken for the page's own. */

import { type Child, el } from './elements.ts';
import { integer } from './figures.ts';

/** A browser lays out more than this slowly; the rest is one click away. */
const MAX_CHARACTERS = 20_000;

/** In one line. */
export function said(text: string): HTMLElement {
  return el('bdi', { class: 'said' }, text);
}

/** In lines; `name` is what a screen reader calls it. */
export function saidBlock(text: string, name: string): Child {
  const block = el('pre', { tabindex: 0, role: 'group', 'aria-label': name }, text.slice(0, MAX_CHARACTERS));
  if (text.length <= MAX_CHARACTERS) return block;
  const more = el(
    'button',
    {
      type: 'button',
      onclick() {
        block.textContent = text;
        more.remove();
      },
    },
    `Show the other ${integer(text.length - MAX_CHARACTERS)} characters`,
  );
  return [block, more];
}
