/**
 * A host of MCP Apps as small as it can be, revision 2026-01-26: shows the view in a frame without an origin, hands it a
 * question and its answer, and passes its calls on to the server. Ours, so that what it does is what the tests say.
 */

import { callServer } from './call-server.ts';
import type { HostKind, HostPage, Message, Shown } from './shown.ts';

type Question = {
  readonly name: string;
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
};
declare global {
  interface Window extends HostPage {}
}

const options = new URLSearchParams(location.search);
const theme = options.get('theme') === 'dark' ? 'dark' : 'light';
const stage = document.querySelector('#stage') ?? document.body;
const log = document.querySelector('#log') ?? document.body;
document.documentElement.style.colorScheme = theme;
document.documentElement.classList.toggle('bare', options.has('bare'));

let stop: (() => void) | undefined;
window.received = [];

window.show = (shown, kind = {}) => {
  stop?.();
  window.received = [];
  const frame = document.createElement('iframe');
  frame.title = 'The view';
  frame.setAttribute('sandbox', 'allow-scripts');
  if (options.get('width')) frame.style.maxWidth = `${options.get('width')}px`;
  frame.src = '/view.html';
  window.tell = (message) => frame.contentWindow?.postMessage({ jsonrpc: '2.0', ...message }, '*');
  return new Promise((resolve) => {
    const onMessage = ({ source, data }: MessageEvent<Message>) => {
      if (source !== frame.contentWindow || data?.jsonrpc !== '2.0') return;
      window.received.push(data);
      void answer(frame, data, shown, kind, resolve);
    };
    window.addEventListener('message', onMessage);
    stop = () => window.removeEventListener('message', onMessage);
    stage.replaceChildren(frame);
  });
};

async function answer(
  frame: HTMLIFrameElement,
  { id, method, params = {} }: Message,
  { tool, args, result }: Shown,
  { cannotCall, cannotAsk, stripsStructure, variables }: HostKind,
  ready: () => void,
): Promise<void> {
  const send = window.tell;
  switch (method) {
    case 'ui/initialize':
      send({
        id,
        result: {
          protocolVersion: '2026-01-26',
          hostInfo: { name: 'test-host', version: '1' },
          hostCapabilities: {
            ...(!cannotCall && { serverTools: {} }),
            ...(!cannotAsk && { message: { text: {} } }),
          },
          hostContext: {
            theme,
            displayMode: 'inline',
            ...(variables && { styles: { variables } }),
            ...(tool && { toolInfo: { tool: { name: tool, inputSchema: { type: 'object' } } } }),
          },
        },
      });
      return;
    case 'ui/notifications/initialized': {
      send({ method: 'ui/notifications/tool-input', params: { arguments: args } });
      const { structuredContent: _, _meta: __, ...text } = result;
      send({ method: 'ui/notifications/tool-result', params: stripsStructure ? text : result });
      ready();
      return;
    }
    case 'ui/notifications/size-changed':
      frame.style.height = `${Number(params['height'])}px`;
      return;
    case 'ui/message':
      note('message', params['content']);
      send({ id, result: {} });
      return;
    case 'tools/call':
      note('call', params);
      send({ id, ...(await callServer(params, (progress) => send(progressOf(params, progress)))) });
      return;
    default:
      if (id !== undefined) send({ id, error: { code: -32601, message: `no method ${method}` } });
  }
}

function progressOf(params: Message['params'], progress: object): object {
  const { progressToken } = (params?.['_meta'] ?? {}) as { readonly progressToken?: unknown };
  return { method: 'notifications/progress', params: { ...progress, progressToken } };
}

function note(kind: string, what: unknown): void {
  const item = document.createElement('li');
  item.textContent = `${kind}: ${JSON.stringify(what)}`;
  log.append(item);
}

/** For people: a question of the list, asked when it is picked. */
async function askQuestion(questions: readonly Question[]): Promise<void> {
  const question = questions.find(({ name }) => name === options.get('question')) ?? questions[0];
  if (question === undefined) return;
  const state = document.querySelector('#state');
  if (state) state.textContent = 'Asking the server';
  const { tool, args } = question;
  const { result } = await callServer({ name: tool, arguments: args });
  if (result === undefined) return;
  if (state) state.textContent = '';
  await window.show({ tool, args, result: result as Shown['result'] });
}

async function start(): Promise<void> {
  const questions: readonly Question[] = await (await fetch('/questions')).json();
  const form = document.querySelector('form');
  const select = form?.querySelector<HTMLSelectElement>('[name=question]');
  for (const { name } of questions) select?.append(new Option(name));
  for (const field of form?.querySelectorAll('select') ?? [])
    field.value = options.get(field.name) ?? field.options[0]?.value ?? '';
  form?.addEventListener('change', () => form.submit());
  await askQuestion(questions);
}

if (!options.has('bare')) await start();
