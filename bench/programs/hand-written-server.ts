/** The floor of a start: an MCP server on stdio by hand, without any SDK, that answers `initialize` and nothing else. */

import { createInterface } from 'node:readline';

for await (const line of createInterface({ input: process.stdin })) {
  const { id, method } = JSON.parse(line) as { id?: number; method: string };
  if (id === undefined) continue;
  const result =
    method === 'initialize'
      ? {
          protocolVersion: '2025-11-25',
          capabilities: {},
          serverInfo: { name: 'hand-written', version: '1.0.0' },
        }
      : {};
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id, result })}\n`);
}
