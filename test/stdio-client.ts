/** The built server in a process of its own, and the real MCP client talking to it. */

import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import type { ClientCapabilities } from '@modelcontextprotocol/sdk/types.js';

export const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));

/** Nothing of AWS: neither credentials nor a Region nor a home to find them in. */
export const BARE_ENV = { PATH: process.env['PATH'] ?? '', AWS_EC2_METADATA_DISABLED: 'true' };

/** All that a server needs to ask the embedded endpoint. */
export function awsEnv(url: string): Record<string, string> {
  return {
    ...BARE_ENV,
    AWS_ENDPOINT_URL_SSM: url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  };
}

export type Connected = { readonly client: Client; readonly stderr: () => string };

export async function connect(
  args: readonly string[],
  env: Record<string, string> = BARE_ENV,
  capabilities: ClientCapabilities = {},
): Promise<Connected> {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [MAIN, ...args],
    env,
    stderr: 'pipe',
  });
  const chunks: string[] = [];
  transport.stderr?.on('data', (chunk) => chunks.push(String(chunk)));
  const client = new Client({ name: 'test', version: '1' }, { capabilities });
  await client.connect(transport);
  return { client, stderr: () => chunks.join('') };
}
