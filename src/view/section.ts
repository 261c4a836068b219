/** A part of the page under its heading; nothing at all where it has no content. */

import { type Child, el } from './elements.ts';

export function section(title: string, ...content: readonly Child[]): Child {
  const shown = content.flat().some((child) => child !== undefined && child !== false);
  return shown && el('section', {}, el('h2', {}, title), content);
}
