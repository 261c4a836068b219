/** A button that shows what a node printed, asked for when it is first opened. */

import { type Actions, problem, waiting } from './actions.ts';
import { type Child, el } from './elements.ts';
import { idList } from './ids.ts';
import { invocationPanel } from './invocation.ts';
import type { FleetNode } from './nodes.ts';

export type Invocation = Pick<FleetNode, 'instance_id' | 'commandId' | 'region' | 'profile'>;

export type ShowOptions = {
  /** While it is closed, and while it is open. */
  readonly name: string;
  readonly openName?: string;
  readonly class?: string;
  /** Hidden with what it holds. */
  readonly frame?: HTMLElement;
};

/** `target` is where it is shown. */
export function showButton(
  { instance_id: instanceId, commandId, region, profile }: Invocation,
  actions: Actions,
  target: Element,
  { name, openName = 'Hide', frame, ...look }: ShowOptions,
): HTMLElement {
  let panel: HTMLElement | undefined;
  const button = el('button', {
    type: 'button',
    class: look.class,
    'aria-expanded': 'false',
    async onclick() {
      const open = button.getAttribute('aria-expanded') !== 'true';
      button.setAttribute('aria-expanded', String(open));
      call(open ? openName : name);
      if (frame) frame.hidden = !open;
      if (panel) panel.hidden = !open;
      if (panel || !open) return;
      panel = el('div', { role: 'status' }, waiting());
      target.append(panel);
      const args = { command_id: commandId, instance_id: instanceId, region, ...(profile && { profile }) };
      try {
        const { invocation } = await actions.call('invocation', args);
        panel.replaceChildren(invocationPanel(invocation, actions));
      } catch (error) {
        panel.replaceChildren(problem(error));
      }
    },
  });
  // Of many buttons that all say "Show" a screen reader tells which is which.
  function call(text: string): void {
    button.textContent = text;
    button.ariaLabel = text.includes(instanceId)
      ? `${text}, what it printed`
      : `${text} what ${instanceId} printed`;
  }
  call(name);
  return button;
}

/** Samples, each of which shows what it printed; `where` is left out where they are of several commands. */
export function showableIds(
  ids: readonly string[],
  of: number,
  where: Omit<Invocation, 'instance_id'> | undefined,
  actions: Actions,
): Child {
  if (where === undefined || !actions.canCall) return idList(ids, of);
  const target = el('div');
  const show = (id: string) =>
    showButton({ ...where, instance_id: id }, actions, target, {
      name: id,
      openName: `Hide ${id}`,
      class: 'id',
    });
  return [idList(ids, of, show), target];
}
