/** An endpoint on loopback that plays a model, in the words of either interface. */

import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Turn =
  | { readonly call: string; readonly arguments: object }
  | { readonly says: string }
  | { readonly status: number };

export type Received = {
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  // biome-ignore lint/suspicious/noExplicitAny: as whoever plays an endpoint finds it.
  readonly body: any;
};

/** One turn a request, in order. */
export async function playModel(turns: readonly Turn[]) {
  const received: Received[] = [];
  const server = createServer(async (message, response) => {
    let text = '';
    for await (const chunk of message) text += chunk;
    const turn = turns[received.length] ?? { says: 'nothing is left to play' };
    received.push({ path: message.url, headers: message.headers, body: JSON.parse(text) });
    answer(response, turn, message.url?.endsWith('/messages') ?? false);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    received: received as readonly Received[],
    close: () => new Promise((closed) => server.close(closed).closeAllConnections()),
  };
}

function answer(response: ServerResponse, turn: Turn, anthropic: boolean): void {
  if ('status' in turn) {
    response.writeHead(turn.status, { 'retry-after': '0' }).end('{"error":"busy"}');
    return;
  }
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(anthropic ? anthropicMessage(turn) : completion(turn)));
}

function anthropicMessage(turn: Exclude<Turn, { status: number }>) {
  const content =
    'says' in turn
      ? [{ type: 'text', text: turn.says }]
      : [{ type: 'tool_use', id: 'toolu_1', name: turn.call, input: turn.arguments }];
  return { id: 'msg_1', type: 'message', role: 'assistant', content };
}

function completion(turn: Exclude<Turn, { status: number }>) {
  const message =
    'says' in turn
      ? { role: 'assistant', content: turn.says }
      : {
          role: 'assistant',
          content: null,
          tool_calls: [
            {
              id: 'call_1',
              type: 'function',
              function: { name: turn.call, arguments: JSON.stringify(turn.arguments) },
            },
          ],
        };
  return { id: 'c_1', object: 'chat.completion', choices: [{ index: 0, message, finish_reason: 'stop' }] };
}
