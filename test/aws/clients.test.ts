/** Clients that calls share, and what becomes of the others when one of them finds its credentials stale. */

import { describe, expect, it } from 'vitest';
import { createAws } from '../../src/aws/index.ts';
import { fleetOf } from '../endpoint/fleet-of.ts';
import { startFixture } from '../session.ts';

const COMMAND = '11111111-2222-4333-8444-555555555555';
const NODE = 'i-0123456789abcdef0';
const FLEET = fleetOf([
  { commandId: COMMAND, invocations: [{ instanceId: NODE, plugins: [{ stdout: 'done' }] }] },
]);
const QUERY = { region: 'us-east-1', commandId: COMMAND, filters: [], details: true };
const { signal } = new AbortController();

describe('stale credentials', () => {
  it('cost no other call its answer, nor a second request', async () => {
    let answerFirst = () => {};
    const firstArrived = new Promise<void>((resolve) => {
      answerFirst = resolve;
    });
    const { session, endpoint } = await startFixture({
      fleet: FLEET,
      fault: ({ index }) => {
        if (index === 0) answerFirst();
        // The first answer comes when the second call has found out and begun anew.
        if (index === 0) return { kind: 'delay', ms: 200 };
        return index === 1 ? { kind: 'error', type: 'ExpiredTokenException' } : undefined;
      },
    });
    const read = () => session.reader.listInvocations(QUERY, { size: 50 }, signal);
    const first = read();
    await firstArrived;
    expect((await read()).items).toHaveLength(1);
    expect((await first).items).toHaveLength(1);
    expect(endpoint.requests).toHaveLength(3);
  });

  it('are looked for again by each call that met them, and replaced once', async () => {
    const { session, endpoint } = await startFixture({
      fleet: FLEET,
      fault: ({ index }) => (index < 3 ? { kind: 'error', type: 'ExpiredTokenException' } : undefined),
    });
    const reads = Array.from({ length: 3 }, () =>
      session.reader.listInvocations(QUERY, { size: 50 }, signal),
    );
    for (const { items } of await Promise.all(reads)) expect(items).toHaveLength(1);
    expect(endpoint.requests).toHaveLength(6);
  });
});

describe('statuses with blanks, as AWS spells them in its reference', () => {
  it.each([
    ['In Progress', 'InProgress'],
    ['Delivery Timed Out', 'DeliveryTimedOut'],
    ['Execution Timed Out', 'ExecutionTimedOut'],
    ['Access Denied', 'AccessDenied'],
    ['Canceled', 'Cancelled'],
    ['Some New Status', 'SomeNewStatus'],
    ['Failed. Ignore this', ''],
  ])('%s is %j everywhere', async (sent, read) => {
    const { session } = await startFixture({
      fleet: FLEET,
      fault: () => ({
        kind: 'patch',
        patch: (body) => JSON.parse(JSON.stringify(body).replaceAll('"Success"', JSON.stringify(sent))),
      }),
    });
    const { reader } = session;
    const statuses = { status: read, statusDetails: read };
    const [invocation] = (await reader.listInvocations(QUERY, { size: 50 }, signal)).items;
    expect(invocation).toMatchObject({ ...statuses, plugins: [statuses] });
    expect((await reader.listCommands(QUERY, { size: 50 }, signal)).items[0]).toMatchObject(statuses);
    const ref = { region: 'us-east-1', commandId: COMMAND, instanceId: NODE };
    expect(await reader.getPluginOutput(ref, undefined, signal)).toMatchObject(statuses);
  });

  it('are not among the nodes that did not succeed where they are at work', async () => {
    const { call } = await startFixture({
      fleet: FLEET,
      fault: () => ({
        kind: 'patch',
        patch: (body) => JSON.parse(JSON.stringify(body).replaceAll('"Success"', '"In Progress"')),
      }),
    });
    const { text, structured } = await call('list_command_invocations', { details: true });
    expect(structured).toMatchObject({ summary: { by_status: { InProgress: 1 } } });
    expect(text).not.toContain('did not succeed');
  });
});

describe('the default Region', () => {
  it.each(['us-east-1', 'US-EAST-1', ' eu-Central-1 ', 'us-gov-west-1', 'cn-northwest-1'])(
    'is %j in lower case',
    async (region) => {
      const { reader } = createAws({ region });
      expect(await reader.defaultRegion()).toBe(region.trim().toLowerCase());
    },
  );

  it.each(['us_east_1', '$AWS_REGION', 'a,b', 'us-east-1,eu-west-1', 'Ohio', 'us-east-1.evil.example/#'])(
    'cannot be %j',
    async (region) => {
      const { reader } = createAws({ region });
      await expect(reader.defaultRegion()).rejects.toMatchObject({
        code: 'InvalidInput',
        problem: expect.stringContaining(JSON.stringify(region)),
        remedy: expect.stringContaining('us-east-1'),
      });
    },
  );
});
