/** Serves the host of `page/` on loopback, the view as the server under test gives it, and passes calls on to that server. */

import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { build } from 'esbuild';

export type Question = {
  readonly name: string;
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
};

/** What a client of MCP Apps announces. */
export const APPS = {
  extensions: { 'io.modelcontextprotocol/ui': { mimeTypes: ['text/html;profile=mcp-app'] } },
};

const PAGE = fileURLToPath(new URL('page/', import.meta.url));

export type HostOptions = {
  /** Offered in its menu. */
  readonly questions?: readonly Question[];
  /** Default any that is free. */
  readonly port?: number;
  /** In the place of the server's own page. */
  readonly html?: string;
  /** Of `page/`, in the place of our own host. */
  readonly script?: string | undefined;
};

/** To be closed; the client is the caller's. */
export async function serveHost(
  client: Client,
  { questions = [], port = 0, html, script = 'host.ts' }: HostOptions = {},
) {
  const bundle = await build({
    entryPoints: [PAGE + script],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    write: false,
  });
  const view = await viewOf(client);
  const files = new Map<string, { readonly type: string; readonly body: string; readonly policy?: string }>([
    ['/', { type: 'text/html', body: await readFile(`${PAGE}index.html`, 'utf8') }],
    ['/host.css', { type: 'text/css', body: await readFile(`${PAGE}host.css`, 'utf8') }],
    ['/host.js', { type: 'text/javascript', body: bundle.outputFiles[0]?.text ?? '' }],
    ['/questions', { type: 'application/json', body: JSON.stringify(questions) }],
    ['/view.html', { type: 'text/html', body: html ?? view.html, policy: view.policy }],
  ]);
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://host');
    const file = files.get(pathname);
    if (file) {
      response.setHeader('content-type', `${file.type}; charset=utf-8`);
      if (file.policy !== undefined) response.setHeader('content-security-policy', file.policy);
      response.end(file.body);
    } else if (pathname === '/call' && request.method === 'POST') void passOn(client, request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The page, and the policy that a host makes of what the resource declares. */
async function viewOf(client: Client) {
  const { tools } = await client.listTools();
  const meta = tools.find(({ name }) => name === 'list_command_invocations')?._meta as
    | { ui?: { resourceUri?: string } }
    | undefined;
  const { contents } = await client.readResource({ uri: meta?.ui?.resourceUri ?? '' });
  const [content] = contents;
  if (content === undefined || !('text' in content)) throw new Error('the server has no view');
  const ui = content._meta?.['ui'] as
    | { csp?: { connectDomains?: string[]; resourceDomains?: string[] } }
    | undefined;
  const resources = ["'unsafe-inline'", ...(ui?.csp?.resourceDomains ?? [])].join(' ');
  const connect = ui?.csp?.connectDomains?.join(' ') || "'none'";
  return {
    html: content.text,
    policy: `default-src 'none'; script-src ${resources}; style-src ${resources}; connect-src ${connect}`,
  };
}

async function passOn(client: Client, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const line = (message: object) => response.write(`${JSON.stringify(message)}\n`);
  try {
    const { name, arguments: args } = JSON.parse(Buffer.concat(chunks).toString());
    const onprogress = (progress: object) => line({ progress });
    line({ result: await client.callTool({ name, arguments: args }, undefined, { onprogress }) });
  } catch (error) {
    line({ error: { code: -32603, message: error instanceof Error ? error.message : String(error) } });
  }
  response.end();
}
