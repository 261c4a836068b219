/** The fixed fleet behind an endpoint on loopback, and the built server that is asked about it, on the fleet's clock. */

import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import type { Tool } from '@modelcontextprotocol/sdk/types.js';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { startEndpoint } from '../src/demo/index.ts';
import { BARE_ENV, connect } from '../test/stdio-client.ts';
import { FLEET, NOW_MS } from './fleet.ts';

export type Setting = {
  readonly url: string;
  readonly client: Client;
  readonly tools: readonly Tool[];
  close(): Promise<void>;
};

export type Answer = { readonly text: string; readonly structure: unknown; readonly isError: boolean };

const CLOCK = new URL('clock.mjs', import.meta.url).href;

export async function startSetting(): Promise<Setting> {
  const endpoint = await startEndpoint({ fleet: FLEET });
  const { client } = await connect([], {
    ...BARE_ENV,
    NODE_OPTIONS: `--import=${CLOCK}`,
    EVALS_NOW_MS: String(NOW_MS),
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'demo',
    AWS_SECRET_ACCESS_KEY: 'demo',
    AWS_ENDPOINT_URL_SSM: endpoint.url,
    AWS_ENDPOINT_URL_S3: endpoint.url,
    AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: endpoint.url,
  });
  const { tools } = await client.listTools();
  return {
    url: endpoint.url,
    client,
    tools,
    close: async () => {
      await client.close();
      await endpoint.close();
    },
  };
}

export async function answerOf(client: Client, name: string, args: Record<string, unknown>): Promise<Answer> {
  const { content, structuredContent, isError } = await client.callTool({ name, arguments: args });
  const text = Array.isArray(content) && content[0]?.type === 'text' ? content[0].text : '';
  return { text, structure: structuredContent, isError: isError === true };
}

/** o200k_base, line by line: a tokenizer needs time quadratic in a long run. */
export function tokensOf(text: string): number {
  return text.split(/(?<=\n)/).reduce((sum, line) => sum + encode(line).length, 0);
}
