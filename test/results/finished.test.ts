import { describe, expect, it } from 'vitest';
import { createRunCommandReader } from '../../src/aws/reader.ts';
import { cacheFinished } from '../../src/results/finished.ts';
import type { RunCommandReader } from '../../src/run-command/types.ts';
import { fleetOf } from '../endpoint/fleet-of.ts';
import { type Fixture, startFixture } from '../session.ts';

const COMMAND = '11111111-2222-4333-8444-555555555555';
const NODES = ['i-00000000', 'i-00000001', 'i-00000002'] as const;
/** Two documents with an output of 2,000 bytes, but not three. */
const MAX_BYTES = 9_000;
const SIGNAL = new AbortController().signal;

const refOf = (instanceId: string) => ({ region: 'us-east-1', commandId: COMMAND, instanceId });

async function start(
  plugin: object,
  maxBytes?: number,
): Promise<{ reader: RunCommandReader; asked: () => number; fixture: Fixture }> {
  const fixture = await startFixture({
    fleet: fleetOf([
      { commandId: COMMAND, invocations: NODES.map((instanceId) => ({ instanceId, plugins: [plugin] })) },
    ]),
  });
  const settings = { region: 'us-east-1', demoEndpoint: fixture.endpoint.url };
  const reader = cacheFinished(createRunCommandReader(settings), maxBytes);
  return { reader, asked: () => fixture.endpoint.requests.length, fixture };
}

/** Every way to read one invocation. */
const READ: readonly [string, (reader: RunCommandReader, instanceId: string) => Promise<unknown>][] = [
  ['its document', (reader, instanceId) => reader.getDocument(refOf(instanceId), SIGNAL)],
  [
    'a plugin',
    (reader, instanceId) => reader.getPluginOutput(refOf(instanceId), 'aws:runShellScript', SIGNAL),
  ],
  ['its only plugin', (reader, instanceId) => reader.getPluginOutput(refOf(instanceId), undefined, SIGNAL)],
  [
    'its plugins',
    (reader, instanceId) =>
      reader.listInvocations({ ...refOf(instanceId), filters: [], details: true }, { size: 50 }, SIGNAL),
  ],
];

describe('the cache of finished invocations', () => {
  it.each(READ)('asks AWS once for %s, and answers the same again', async (_what, read) => {
    const { reader, asked } = await start({ stdout: 'done' });
    const first = await read(reader, NODES[0]);
    expect(await read(reader, NODES[0])).toEqual(first);
    expect(asked()).toBe(1);
    await read(reader, NODES[1]);
    expect(asked()).toBe(2);
  });

  it.each(READ)('asks again for %s while it runs', async (_what, read) => {
    const { reader, asked } = await start({ status: 'InProgress' });
    await read(reader, NODES[0]);
    await read(reader, NODES[0]);
    expect(asked()).toBe(2);
  });

  it('takes the silence of a plugin for its last word only when the whole invocation has ended', async () => {
    const { reader, asked } = await start({});
    const plugin = () => reader.getPluginOutput(refOf(NODES[0]), 'aws:runShellScript', SIGNAL);
    await plugin();
    await plugin();
    expect(asked()).toBe(2);
    await reader.getDocument(refOf(NODES[0]), SIGNAL);
    await plugin();
    await plugin();
    expect(asked()).toBe(4);
  });

  it('stores no list of several, no statuses alone, and nothing that is not there', async () => {
    const { reader, asked } = await start({ stdout: 'done' });
    const one = { ...refOf(NODES[0]), filters: [], details: true };
    const queries = [
      { region: one.region, commandId: COMMAND, filters: [], details: true },
      { ...one, details: false },
      { ...one, filters: [{ key: 'Status' as const, value: 'Success' }] },
      { ...one, instanceId: 'i-99999999' },
    ];
    for (const query of [...queries, ...queries]) await reader.listInvocations(query, { size: 50 }, SIGNAL);
    expect(asked()).toBe(8);
  });

  it('forgets what was used longest ago when it is full', async () => {
    const { reader, asked } = await start({ stdout: 'x'.repeat(2_000) }, MAX_BYTES);
    const read = (instanceId: string) => reader.getDocument(refOf(instanceId), SIGNAL);
    await read(NODES[0]);
    await read(NODES[1]);
    await read(NODES[0]);
    await read(NODES[2]);
    expect(asked()).toBe(3);
    await read(NODES[0]);
    expect(asked()).toBe(3);
    await read(NODES[1]);
    expect(asked()).toBe(4);
  });

  it('counts what two calls read at the same time once', async () => {
    const { reader, asked } = await start({ stdout: 'x'.repeat(2_000) }, MAX_BYTES);
    const read = (instanceId: string) => reader.getDocument(refOf(instanceId), SIGNAL);
    await Promise.all([read(NODES[0]), read(NODES[0])]);
    await read(NODES[1]);
    expect(asked()).toBe(3);
    await read(NODES[0]);
    await read(NODES[1]);
    expect(asked()).toBe(3);
  });
});
