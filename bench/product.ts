/** The built server, and the embedded endpoint in a process of its own, so that neither's work is the other's. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { EXAMPLE_COMMANDS } from '../src/demo/create-fleet.ts';
import { benchEnv, type Command } from './child.ts';
import { type LineProcess, startLineProcess } from './line-process.ts';

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));

export const SERVER: Command = { file: process.execPath, args: [MAIN] };

/** The one command whose size is the fleet's. */
export const COMMAND_ID = EXAMPLE_COMMANDS.rotateLogs;

export type Endpoint = { readonly url: string; readonly nodes: number; close(): void };

export type EndpointSetting = {
  readonly nodes: number;
  /** Before each answer; only of the product's own endpoint. */
  readonly latencyMs?: number;
  readonly accounts?: number;
  readonly regions?: number;
  /** In place of the product's; gets the nodes through the environment. */
  readonly program?: Command;
};

export async function startEndpoint({
  nodes,
  latencyMs = 0,
  accounts = 1,
  regions = 2,
  program,
}: EndpointSetting): Promise<Endpoint> {
  const { file, args } = program ?? {
    file: process.execPath,
    args: [
      ...[MAIN, 'simulate', '--nodes', String(nodes), '--latency-ms', String(latencyMs)],
      ...['--accounts', String(accounts), '--regions', String(regions)],
    ],
  };
  const child = spawn(file, args, {
    env: programEnv({ url: '', nodes }),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [url] = await once(createInterface({ input: child.stdout }), 'line', {
    signal: AbortSignal.timeout(30_000),
  });
  return { url: String(url), nodes, close: () => void child.kill('SIGTERM') };
}

/** Ends the endpoint, whatever becomes of `use`. */
export async function withEndpoint<Result>(
  setting: EndpointSetting,
  use: (endpoint: Endpoint) => Promise<Result>,
): Promise<Result> {
  const endpoint = await startEndpoint(setting);
  return await use(endpoint).finally(() => endpoint.close());
}

/** What the programs under `programs/` read. */
export function programEnv({ url, nodes }: Pick<Endpoint, 'url' | 'nodes'>): Record<string, string> {
  return benchEnv({
    BENCH_ENDPOINT: url,
    BENCH_COMMAND_ID: COMMAND_ID,
    BENCH_INVOCATIONS: String(nodes),
  });
}

export const INITIALIZE = {
  method: 'initialize',
  params: {
    protocolVersion: '2025-11-25',
    capabilities: {},
    clientInfo: { name: 'bench', version: '1.0.0' },
  },
};

/** A client takes about as long from the handshake to the first call that its model decides on, and mostly longer. */
export const THINKING_MS = 400;

/** The server, initialized, against an endpoint that stands for AWS. */
export async function startServer(
  endpoint: Endpoint,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<LineProcess> {
  const { file, args: main } = SERVER;
  const server = startLineProcess(
    { file, args: [...main, ...args] },
    benchEnv({ AWS_ENDPOINT_URL_SSM: endpoint.url, ...env }),
  );
  await server.ask({ id: 0, ...INITIALIZE });
  server.send({ jsonrpc: '2.0', method: 'notifications/initialized' });
  return server;
}

/** `list_command_invocations` with details for the first so many invocations of the command. */
export function whichFailedAndWhy(maxItems: number, maxTokens?: number) {
  return {
    method: 'tools/call',
    params: {
      name: 'list_command_invocations',
      arguments: {
        command_id: COMMAND_ID,
        details: true,
        max_items: maxItems,
        ...(maxTokens !== undefined && { max_tokens: maxTokens }),
      },
    },
  };
}
