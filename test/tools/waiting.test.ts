/** `wait_seconds`: how a call waits for a command, driven by a clock that runs faster. */

import { describe, expect, it } from 'vitest';
import type { InvocationList } from '../../src/tools/list-command-invocations/schema.ts';
import type { Fault } from '../endpoint/endpoint.ts';
import { fleetOf } from '../endpoint/fleet-of.ts';
import { startFastClock } from '../fast-clock.ts';
import { startFixture } from '../session.ts';

const TOOL = 'list_command_invocations';
const COMMAND = '11111111-2222-4333-8444-555555555555';
const NODES = 4;
const BEGAN = Date.UTC(2026, 10, 22, 9, 0, 0);

const open = (node: number) => ({
  instanceId: `i-0a1b2c3d4e5f6${String(node).padStart(4, '0')}`,
  status: 'InProgress',
  plugins: [{ status: 'InProgress', startedAtMs: BEGAN + 2_000, finishedAtMs: undefined } as object],
});

type Script = {
  readonly ends?: number;
  readonly fault?: (ask: number) => Fault | undefined;
  readonly reading?: Fault;
};

/**
 * A command on four nodes of which one ends with each request of ListCommands, until `ends` of them have; every node
 * that has ended succeeded. `fault` comes before that, `reading`
 * instead of what ListCommandInvocations has.
 */
async function startRunning({ ends = NODES, fault, reading }: Script = {}) {
  startFastClock();
  const asked: number[] = [];
  const done = () => Math.min(asked.length - 1, ends);
  const running = fleetOf([
    {
      commandId: COMMAND,
      requestedAtMs: BEGAN,
      invocations: Array.from({ length: NODES }, (_, i) => open(i)),
    },
  ]);
  const fixture = await startFixture({
    fleet: running,
    nowMs: BEGAN + 60_000,
    fault: ({ operation }) => {
      if (operation === 'ListCommands') {
        asked.push(Date.now());
        return fault?.(asked.length) ?? { kind: 'patch', patch: commandWith(done()) };
      }
      return reading ?? { kind: 'patch', patch: invocationsWith(done()) };
    },
  });
  const wait = async (args: object = {}, signal?: AbortSignal) => {
    const before = Date.now();
    const answer = await fixture.call(TOOL, { command_id: COMMAND, ...args }, signal ? { signal } : {});
    return {
      ...answer,
      list: answer.structured as InvocationList,
      seconds: (Date.now() - before) / 1_000,
      pauses: asked.slice(1).map((at, index) => (at - (asked[index] ?? 0)) / 1_000),
    };
  };
  return { fixture, asked, wait };
}

function commandWith(done: number) {
  const Status = done === NODES ? 'Success' : 'InProgress';
  return (body: Record<string, unknown>) => ({
    Commands: (body['Commands'] as object[]).map((command) => ({
      ...command,
      Status,
      StatusDetails: Status,
      CompletedCount: done,
    })),
  });
}

function invocationsWith(done: number) {
  return (body: Record<string, unknown>) => ({
    CommandInvocations: (body['CommandInvocations'] as object[]).map((invocation, index) =>
      index < done ? { ...invocation, Status: 'Success', StatusDetails: 'Success' } : invocation,
    ),
  });
}

describe('wait_seconds', () => {
  it('reads when the command has ended, and says so', async () => {
    const { wait, asked } = await startRunning();
    const { list, text } = await wait({ wait_seconds: 30 });
    expect(list.summary.by_status).toEqual({ Success: NODES });
    expect(list.notes?.[0]).toMatch(/^The command has ended, after (?:1[5-9]|2\d) s of waiting\.$/);
    expect(text).toContain(list.notes?.[0]);
    expect(asked.length).toBe(NODES + 1);
  });

  it('asks ListCommands every two seconds at most, and less often as it goes on', async () => {
    const { wait } = await startRunning({ ends: 1 });
    const { pauses, seconds } = await wait({ wait_seconds: 30 });
    expect(pauses.length).toBe(6);
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(2);
    // The last one comes as the time ends, after what is left of it.
    expect(pauses.slice(0, -1)).toEqual([...pauses.slice(0, -1)].sort((a, b) => a - b));
    expect(seconds).toBeGreaterThanOrEqual(30);
    expect(seconds).toBeLessThan(45);
  });

  it('says what is open, since when, and when to ask again, where the time is over first', async () => {
    const { wait } = await startRunning({ ends: 1 });
    const { list } = await wait({ wait_seconds: 5 });
    expect(list.summary.by_status).toEqual({ InProgress: 3, Success: 1 });
    expect(list.notes?.[0]).toMatch(
      /^Not ended, after \d s of waiting: 3 of 4 nodes open, the longest since 2026-11-22T09:00:00Z\. Ask again in 10 s\.$/,
    );
  });

  it('reports how many of the targets have ended, and never a smaller figure after', async () => {
    const { fixture, wait } = await startRunning();
    await wait({ wait_seconds: 30 });
    expect(fixture.progress.slice(0, 4)).toMatchObject([
      { done: 0, total: 4, message: '0 of 4 nodes ended' },
      { done: 1, total: 4 },
      { done: 2, total: 4 },
      { done: 3, total: 4 },
    ]);
    const figures = fixture.progress.map(({ done }) => done);
    expect(figures).toEqual([...new Set(figures)].sort((a, b) => a - b));
    expect(fixture.progress.at(-1)).toMatchObject({ done: 7, total: 7 });
    const stuck = await startRunning({ ends: 1 });
    await stuck.wait({ wait_seconds: 10 });
    expect(stuck.fixture.progress.map(({ done }) => done)).toEqual([0, 1, 5]);
  });

  it('does not wait for a command that has ended, and asks for it once a session', async () => {
    const { wait, asked } = await startRunning({ ends: NODES });
    await wait({ wait_seconds: 30 });
    const before = asked.length;
    const { list, seconds } = await wait({ wait_seconds: 30 });
    expect(seconds).toBeLessThan(2);
    expect(asked.length).toBe(before);
    expect(list.notes?.[0]).toBe('The command has ended.');
  });

  it('is not held up by what an earlier answer about the running command had', async () => {
    const { wait } = await startRunning();
    expect((await wait()).list.summary.by_status).toEqual({ InProgress: NODES });
    expect((await wait({ wait_seconds: 30 })).list.summary.by_status).toEqual({ Success: NODES });
  });

  it('reads at once where ListCommands is denied, and says why it did not wait', async () => {
    const denied: Fault = { kind: 'error', type: 'AccessDeniedException' };
    const { wait, asked } = await startRunning({ fault: () => denied });
    const { list, seconds } = await wait({ wait_seconds: 30 });
    expect(seconds).toBeLessThan(2);
    expect(asked.length).toBe(1);
    expect(list.notes?.slice(0, 2)).toEqual([
      'Did not wait on: AccessDenied: the AWS identity in use may not call ssm:ListCommands in us-east-1.',
      'Not ended: 4 of 4 nodes open, the longest since 2026-11-22T09:00:00Z. Ask again in 10 s.',
    ]);
  });

  it('gives a command that ListCommands does not know one more chance', async () => {
    const none: Fault = { kind: 'patch', patch: () => ({ Commands: [] }) };
    const late = await startRunning({ fault: (ask) => (ask === 1 ? none : undefined) });
    expect((await late.wait({ wait_seconds: 30 })).list.notes?.[0]).toMatch(/^The command has ended, after/);
    const never = await startRunning({ fault: () => none });
    const { list, seconds } = await never.wait({ wait_seconds: 30 });
    expect(seconds).toBeLessThan(6);
    expect(list.notes?.[0]).toBe('Did not wait on: ListCommands has no such command.');
  });

  it('ends at once when the client cancels, and reads nothing', async () => {
    const controller = new AbortController();
    const { fixture, wait, asked } = await startRunning({ ends: 0 });
    const waiting = wait({ wait_seconds: 30 }, controller.signal);
    // It is between two requests as soon as it has told what the first one said.
    while (fixture.progress.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const cancelledAt = Date.now();
    controller.abort(new Error('cancelled'));
    await expect(waiting).rejects.toThrow('cancelled');
    expect(Date.now() - cancelledAt).toBeLessThan(1_000);
    expect(fixture.endpoint.requests.map(({ operation }) => operation)).toEqual(['ListCommands']);
    expect(asked.length).toBe(1);
  });

  it('leaves to reading what is left of the 45 seconds', async () => {
    const { wait, asked } = await startRunning({ ends: 0, reading: { kind: 'hang' } });
    const before = Date.now();
    await expect(wait({ wait_seconds: 10 })).rejects.toMatchObject({ code: 'Unavailable' });
    expect(asked.length).toBe(4);
    expect((Date.now() - before) / 1_000).toBeGreaterThan(40);
    expect((Date.now() - before) / 1_000).toBeLessThan(50);
  });

  it('needs a command', async () => {
    const fixture = await startFixture({ nodes: 1 });
    await expect(fixture.call(TOOL, { wait_seconds: 5 })).rejects.toMatchObject({
      code: 'InvalidInput',
      problem: 'wait_seconds waits for one command, and no command_id is given.',
    });
    await expect(fixture.call(TOOL, { command_id: COMMAND, wait_seconds: 31 })).rejects.toMatchObject({
      problem: 'wait_seconds: from 0 to 30.',
    });
    expect(fixture.endpoint.requests).toEqual([]);
    await expect(fixture.call(TOOL, { wait_seconds: 0 })).resolves.toBeDefined();
  });
});

it('says of a running command when to ask again, also where it did not wait', async () => {
  const { wait } = await startRunning({ ends: 0 });
  const { list } = await wait();
  expect(list.notes?.[0]).toBe(
    'Not ended: 4 of 4 nodes open, the longest since 2026-11-22T09:00:00Z. Ask again in 10 s, or with wait_seconds.',
  );
});
