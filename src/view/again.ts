/** Asking anew what the answer was asked with, or more of it. */

import { type Actions, type Say, workButton } from './actions.ts';
import { type Child, el } from './elements.ts';

export type Again = {
  /** Draws the new answer in the place of this one; `changes` are other arguments. */
  ask(changes: Readonly<Record<string, unknown>>, say: Say): Promise<void>;
};

/** `further` stands beside them. */
export function againButtons(
  { read_on: cursor }: { readonly read_on?: string | undefined },
  { canCall }: Actions,
  again: Again,
  ...further: readonly Child[]
): Child {
  if (!canCall) return false;
  return el(
    'p',
    { class: 'row' },
    workButton('Refresh', (say) => again.ask({}, say)),
    cursor !== undefined && workButton('Read on', (say) => again.ask({ cursor }, say)),
    further,
  );
}
