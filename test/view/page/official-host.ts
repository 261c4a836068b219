/**
 * The host that the extension's own SDK gives to clients, in the place of ours: it checks every message of the view
 * against the schemas of the specification, and refuses what is not of them.
 */

import { AppBridge, PostMessageTransport } from '@modelcontextprotocol/ext-apps/app-bridge';
import { callServer } from './call-server.ts';
import type { HostPage, Shown } from './shown.ts';

type Result = Parameters<AppBridge['sendToolResult']>[0];

const page = globalThis as unknown as HostPage;
page.received = [];

page.show = ({ args, result }: Shown) => {
  const frame = document.createElement('iframe');
  frame.title = 'The view';
  frame.setAttribute('sandbox', 'allow-scripts');
  document.querySelector('#stage')?.replaceChildren(frame);
  const view = frame.contentWindow;
  if (view === null) throw new Error('the frame has no window');
  const bridge = new AppBridge(
    null,
    { name: 'official-host', version: '1' },
    { serverTools: {}, message: { text: {} } },
    { hostContext: { theme: 'dark', displayMode: 'inline' } },
  );
  const note = (method: string, params: object = {}) => page.received.push({ method, params: { ...params } });
  bridge.onerror = ({ message }) => note('error', { message });
  bridge.onsizechange = (params) => note('ui/notifications/size-changed', params);
  bridge.onmessage = async (params) => {
    note('ui/message', params);
    return {};
  };
  bridge.oncalltool = async (params) => {
    note('tools/call', params);
    const { result } = await callServer({ ...params });
    return result as Result;
  };
  const initialized = new Promise<void>((resolve) => {
    bridge.oninitialized = () => resolve();
  });
  return bridge.connect(new PostMessageTransport(view, view)).then(async () => {
    frame.src = '/view.html';
    await initialized;
    await bridge.sendToolInput({ arguments: { ...args } });
    await bridge.sendToolResult(result as Result);
  });
};
