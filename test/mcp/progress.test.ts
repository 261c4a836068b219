import { expect, it, onTestFinished } from 'vitest';
import { EXAMPLE_COMMANDS } from '../../src/demo/create-fleet.ts';
import { startEndpoint } from '../endpoint/endpoint.ts';
import { awsEnv, connect } from '../stdio-client.ts';

const NODES = 2_000;

it('reports progress at most twice a second, with the total that the command targets', async () => {
  const endpoint = await startEndpoint({ nodes: NODES, latencyMs: 15 });
  onTestFinished(() => endpoint.close());
  const { client } = await connect([], awsEnv(endpoint.url));
  const notices: { progress: number; total?: number | undefined }[] = [];
  const start = performance.now();
  await client.callTool(
    { name: 'list_command_invocations', arguments: { command_id: EXAMPLE_COMMANDS.rotateLogs } },
    undefined,
    { onprogress: (notice) => notices.push(notice) },
  );
  const seconds = (performance.now() - start) / 1000;
  await client.close();
  // 40 pages; the first notice comes at once.
  expect(notices.length).toBeGreaterThan(0);
  expect(notices.length).toBeLessThanOrEqual(1 + 2 * seconds);
  for (const { progress, total } of notices) {
    expect(total ?? NODES).toBe(NODES);
    expect(progress).toBeLessThanOrEqual(NODES);
  }
});
