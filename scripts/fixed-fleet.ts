/** The demo's fleet at a fixed time: its answers are the same today and tomorrow, so that documents can show them. */

import { fileURLToPath } from 'node:url';
import { SSMClient } from '@aws-sdk/client-ssm';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import type { ClientCapabilities } from '@modelcontextprotocol/sdk/types.js';
import { startEndpoint } from '../src/demo/index.ts';

// Said once for each process that runs on Node 20; the checks have nothing to do with it.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const NOW_MS = Date.UTC(2026, 10, 22, 15);
const NODES = 10_000;
const KEYS = { accessKeyId: 'demo', secretAccessKey: 'demo' };

export type FixedFleet = Awaited<ReturnType<typeof openFixedFleet>>;

/** The built server, and a client of the AWS SDK, both on that fleet. To be closed. */
export async function openFixedFleet(capabilities: ClientCapabilities = {}, nowMs = NOW_MS) {
  const endpoint = await startEndpoint({ nodes: NODES, nowMs, elapsedMs: () => 0 });
  const client = new Client({ name: 'fixed-fleet', version: '1' }, { capabilities });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [MAIN],
      env: {
        PATH: process.env['PATH'] ?? '',
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: KEYS.accessKeyId,
        AWS_SECRET_ACCESS_KEY: KEYS.secretAccessKey,
        AWS_ENDPOINT_URL: endpoint.url,
      },
      stderr: 'ignore',
    }),
  );
  const asked = new Map<string, Promise<string>>();
  return {
    client,
    ssm: new SSMClient({ endpoint: endpoint.url, region: 'us-east-1', credentials: KEYS }),
    /**
     * The answer as text, read once. What differs each time is made the same: fences lose their boundaries, cursors their
     * ids. Where the budget ends, a line more or less may still depend on those.
     */
    ask(name: string, args: Record<string, unknown>): Promise<string> {
      const key = JSON.stringify([name, args]);
      const answer = asked.get(key) ?? textOf(client.callTool({ name, arguments: args }));
      asked.set(key, answer);
      return answer;
    },
    async close(): Promise<void> {
      await client.close();
      await endpoint.close();
    },
  };
}

async function textOf(called: ReturnType<Client['callTool']>): Promise<string> {
  const { content } = await called;
  const [first] = Array.isArray(content) ? content : [];
  return first?.type === 'text' ? sameEachTime(first.text) : '';
}

function sameEachTime(answer: string): string {
  return answer
    .replace(/cursor "\w+-/g, 'cursor "k3f9x2m-')
    .replace(/(\[(?:end of )?node output) [0-9a-f]{8}/g, '$1 7f3a91c4');
}
