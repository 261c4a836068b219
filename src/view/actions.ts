/** What a person can set off from here: calls of the server's tools and messages to the conversation, by the host. */

import { type AnswerKind, type AnswerOf, answerOf, TOOLS, textOf } from './answers.ts';
import { type Child, el } from './elements.ts';
import { integer } from './figures.ts';
import type { Arguments, Host, Progress } from './host.ts';

/** The model does not read what is called from here, so that only the size of a message bounds it. */
const MAX_TOKENS = 20_000;

export type Say = (text: string) => void;

export type Actions = {
  readonly canCall: boolean;
  readonly canAsk: boolean;
  /** Calls the tool that answers so; throws what it says instead. */
  call<Kind extends AnswerKind>(kind: Kind, args: Arguments, say?: Say): Promise<AnswerOf<Kind>>;
  ask(text: string): Promise<void>;
};

export function actionsOf(host: Host): Actions {
  return {
    canCall: host.canCall,
    canAsk: host.canAsk,
    ask: host.ask,
    async call<Kind extends AnswerKind>(kind: Kind, args: Arguments, say?: Say) {
      const onProgress = say && ((progress: Progress) => say(progressText(progress)));
      const result = await host.callTool(TOOLS[kind], { ...args, max_tokens: MAX_TOKENS }, onProgress);
      if (result.isError) throw new Error(textOf(result));
      const answer = answerOf(result);
      if (answer?.kind !== kind) throw new Error('This client passes on no structured content to draw.');
      return answer as AnswerOf<Kind>;
    },
  };
}

function progressText({ progress, total, message }: Progress): string {
  return message ?? (total === undefined ? integer(progress) : `${integer(progress)} of ${integer(total)}`);
}

/**
 * A button that says how far its work has come, and what went wrong. `work` is given a function that shows a text while
 * it runs; `done` replaces the label afterwards.
 */
export function workButton(
  label: string,
  work: (say: Say) => Promise<void>,
  { done, title }: { readonly done?: string; readonly title?: string } = {},
): HTMLElement {
  const said = el('span', { role: 'status' });
  const button = el(
    'button',
    {
      type: 'button',
      title,
      async onclick() {
        if (button.getAttribute('aria-disabled') === 'true') return;
        const say = (text?: string) => said.replaceChildren(waiting(text));
        button.setAttribute('aria-disabled', 'true');
        say();
        try {
          await work(say);
          said.replaceChildren();
          if (done !== undefined) button.textContent = done;
        } catch (error) {
          said.replaceChildren(problem(error));
        }
        button.removeAttribute('aria-disabled');
      },
    },
    label,
  );
  return el('span', { class: 'work' }, button, said);
}

/** While a call is on its way; `text` says how far it has come. */
export function waiting(text = 'Asking the server'): HTMLElement {
  return el('span', {}, el('progress'), ` ${text}`);
}

export function problem(error: unknown): HTMLElement {
  return el('span', { class: 'problem' }, error instanceof Error ? error.message : String(error));
}

/** "Ask about this", where the host takes messages. */
export function askButton({ canAsk, ask }: Actions, text: string): Child {
  return canAsk && workButton('Ask about this', () => ask(text), { done: 'Asked', title: text });
}
