/**
 * The built server behind Streamable HTTP on loopback, for checkers that cannot start a process: one process of it
 * for each session. Only for these checks; the server itself speaks stdio.
 */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import type { JSONRPCMessage, RequestId } from '@modelcontextprotocol/sdk/types.js';

export type Bridge = { readonly url: string; close(): Promise<void> };

/** `translate` may change what a checker asks, such as a name that only its own sample server has. */
export async function startBridge(
  args: readonly string[],
  translate: (message: JSONRPCMessage) => JSONRPCMessage,
): Promise<Bridge> {
  const sessions = new Map<string, { http: StreamableHTTPServerTransport; stdio: StdioClientTransport }>();

  async function openSession(): Promise<StreamableHTTPServerTransport> {
    const stdio = new StdioClientTransport({
      command: process.execPath,
      args: [...args],
      env: { PATH: process.env['PATH'] ?? '', AWS_EC2_METADATA_DISABLED: 'true' },
      stderr: 'ignore',
    });
    const http = new StreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => void sessions.set(id, { http, stdio }),
    });
    const asked = new Map<unknown, RequestId>();
    http.onmessage = (message) => {
      if ('id' in message && 'method' in message) {
        const token = message.params?._meta?.progressToken;
        if (token !== undefined) asked.set(token, message.id);
      }
      void stdio.send(translate(message));
    };
    stdio.onmessage = (message) => {
      const token = 'method' in message ? message.params?.['progressToken'] : undefined;
      const request = asked.get(token);
      void http.send(message, request === undefined ? {} : { relatedRequestId: request });
    };
    http.onclose = () => void stdio.close();
    await stdio.start();
    await http.start();
    return http;
  }

  const server = createServer((request, response) => {
    const id = request.headers['mcp-session-id'];
    const known = typeof id === 'string' ? sessions.get(id) : undefined;
    if (id !== undefined && known === undefined) {
      // The transport's own answer for a session that it does not know.
      response.writeHead(404).end();
      return;
    }
    const http = known ? Promise.resolve(known.http) : openSession();
    http.then((transport) => transport.handleRequest(request, response)).catch(() => response.destroy());
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed).listen(0, '127.0.0.1', () => listening());
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the bridge has no port');

  return {
    url: `http://127.0.0.1:${address.port}/mcp`,
    async close() {
      await Promise.all([...sessions.values()].map(({ stdio }) => stdio.close()));
      server.closeAllConnections();
      await new Promise<void>((closed) => server.close(() => closed()));
    },
  };
}
