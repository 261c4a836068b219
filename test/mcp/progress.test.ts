import { expect, it } from 'vitest';
import { EXAMPLE_COMMANDS } from '../../src/demo/create-fleet.ts';
import { connect } from '../stdio-client.ts';

it('reports progress at most twice a second, with the total that the command targets', async () => {
  const { client } = await connect(['--demo']);
  const notices: { progress: number; total?: number | undefined }[] = [];
  const start = performance.now();
  await client.callTool(
    { name: 'list_command_invocations', arguments: { command_id: EXAMPLE_COMMANDS.rotateLogs } },
    undefined,
    { onprogress: (notice) => notices.push(notice) },
  );
  const seconds = (performance.now() - start) / 1000;
  await client.close();
  // 200 pages; the first notice comes at once.
  expect(notices.length).toBeGreaterThan(0);
  expect(notices.length).toBeLessThanOrEqual(1 + 2 * seconds);
  for (const { progress, total } of notices) {
    expect(total ?? 10_000).toBe(10_000);
    expect(progress).toBeLessThanOrEqual(10_000);
  }
});
