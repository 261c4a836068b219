/** The page: waits for what its host tells, draws the answer, and asks again where a person wants it. */

import { type Actions, actionsOf, problem, waiting } from './actions.ts';
import type { Again } from './again.ts';
import { type Answer, answerOf, kindOf, textOf } from './answers.ts';
import { comparisonView } from './comparison.ts';
import { append, type Child, el } from './elements.ts';
import { type Arguments, connectHost, type Host, type ToolResult } from './host.ts';
import { invocationPanel } from './invocation.ts';
import { listView } from './list.ts';
import { saidBlock } from './said.ts';
import { applyTheme } from './theme.ts';

const place = document.querySelector('main') ?? document.body;

let asked: Arguments = {};
let toDraw: ToolResult | undefined;

const connecting = connectHost({
  onInput: (args) => {
    asked = args;
  },
  onResult: (result) => {
    toDraw = result;
    void connecting.then((host) => drawResult(result, host));
  },
  onCancelled: (reason) =>
    show(el('p', { class: 'faint' }, `The call was cancelled${reason ? `: ${reason}` : ''}.`)),
  onContext: applyTheme,
});
connecting.catch((error: unknown) => show(problem(error)));

async function drawResult(result: ToolResult, host: Host): Promise<void> {
  const actions = actionsOf(host);
  const answer = answerOf(result);
  if (answer) return draw(answer, actions);
  const text = textOf(result);
  if (result.isError || !actions.canCall) return show(saidBlock(text, 'Answer'));
  // Claude Desktop leaves the structured content out of what it hands to views, and gives it to whoever calls.
  show(el('p', { class: 'faint' }, waiting()));
  try {
    const again = await actions.call(kindOf(host.toolName, text), asked);
    if (toDraw === result) draw(again, actions);
  } catch (error) {
    show(problem(error), saidBlock(text, 'Answer'));
  }
}

function draw(answer: Answer, actions: Actions): void {
  try {
    show(viewOf(answer, actions));
  } catch (error) {
    show(el('p', { class: 'problem' }, 'This answer cannot be drawn.'), problem(error));
  }
}

function viewOf(answer: Answer, actions: Actions): Child {
  switch (answer.kind) {
    case 'list':
      return listView(answer.list, actions, againWith('list', actions));
    case 'comparison':
      return comparisonView(answer.comparison, actions, againWith('comparison', actions));
    case 'invocation':
      return invocationPanel(answer.invocation, actions);
  }
}

/** What was asked stays, but for its bound, which was the model's, and its patience. */
function againWith(kind: 'list' | 'comparison', actions: Actions): Again {
  return {
    async ask(changes, say) {
      const { max_tokens: _, wait_seconds: __, ...rest } = asked;
      const args = { ...rest, ...changes };
      const answer = await actions.call(kind, args, say);
      const { cursor: ___, ...lasting } = args;
      asked = lasting;
      draw(answer, actions);
      // The button that had the keyboard is gone.
      place.querySelector('h1')?.focus();
    },
  };
}

if (window.parent === window)
  show(
    el(
      'p',
      {},
      'This page is shown by a client with MCP Apps. In the clone, npm run view shows it by itself.',
    ),
  );

function show(...children: readonly Child[]): void {
  place.replaceChildren();
  append(place, children);
}
