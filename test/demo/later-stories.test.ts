import { describe, expect, it } from 'vitest';
import { createFleet, EXAMPLE_COMMANDS } from '../../src/demo/create-fleet.ts';
import type { Fleet, FleetInvocation } from '../../src/demo/fleet.ts';
import { managedNode } from '../../src/demo/managed-nodes.ts';
import { deployEnds, deployedNodes, FIRST_DEPLOYED } from '../../src/demo/stories/checkout-deploy.ts';
import { WATCHED_MS } from '../../src/demo/stories/rolling-restart.ts';
import { NOW_MS, storyFleet } from './endpoint-fixture.ts';
import { invocationsOf, story, tallied } from './story-fixture.ts';

const byNode = (invocations: readonly FleetInvocation[]) =>
  new Map(invocations.map((invocation) => [invocation.instanceId, invocation]));

describe('the deploy and its re-run', () => {
  const fleet = storyFleet();
  const first = byNode(invocationsOf(story(fleet, 'deploy')));
  const rerun = byNode(invocationsOf(story(fleet, 'deployRerun')));

  it('run on 1,000 nodes each, four of them in one run alone', () => {
    expect([first.size, rerun.size]).toEqual([1000, 1000]);
    expect([...first.keys()].filter((node) => !rerun.has(node))).toHaveLength(4);
    expect([...rerun.keys()].filter((node) => !first.has(node))).toHaveLength(4);
  });

  it('fail for four reasons at first', () => {
    const failed = [...first.values()].filter(({ statusDetails }) => statusDetails === 'Failed');
    expect(Object.keys(tallied(failed.map(lastSaid))).sort()).toEqual([
      "/opt/checkout/releases/4.2.0/bin/checkout: /lib64/libc.so.6: version `GLIBC_2.34' not found (required by /opt/checkout/releases/4.2.0/bin/checkout)",
      'curl: (22) The requested URL returned error: 503',
      'fatal error: An error occurred (403) when calling the HeadObject operation: Forbidden',
      'tar: Exiting with failure status due to previous errors',
    ]);
  });

  it('hold every kind of change', () => {
    const changes = tallied(
      [...first].flatMap(([node, before]) => {
        const after = rerun.get(node);
        return after ? [changeOf(before, after)] : [];
      }),
    );
    for (const change of ['fixed', 'newly failing', 'same cause', 'another cause', 'unfinished']) {
      expect(changes[change], change).toBeGreaterThan(1);
    }
    const ends = [...rerun.values()].map(({ statusDetails }) => statusDetails);
    expect(Object.keys(tallied(ends)).sort()).toEqual([
      'DeliveryTimedOut',
      'Failed',
      'InProgress',
      'Success',
      'Undeliverable',
    ]);
  });

  it('have one cause on Amazon Linux 2 alone, on most but not all of its nodes', () => {
    const nodes = deployedNodes({ nodes: 1000, seed: 1, nowMs: NOW_MS, commandId: String });
    const old = nodes
      .map((index) => managedNode(1, index))
      .filter((node) => node.system.platformVersion === '2');
    const failing = nodes
      .map((index) => managedNode(1, index))
      .filter((node) => deployEnds(1, node).first === 'old-libc');
    expect(failing.every(({ system }) => system.platformVersion === '2')).toBe(true);
    expect(failing.length).toBeGreaterThan(20);
    expect(failing.length).toBeLessThan(old.length);
  });
});

it('prints the version of each agent that its nodes say they run, and none where there is no agent to ask', () => {
  const invocations = invocationsOf(story(storyFleet(), 'inventory'));
  const printed = invocations.map(
    ({ plugins }) => /^SSM Agent version: (\S+)$/m.exec(plugins[0]?.stdout ?? '')?.[1],
  );
  const versions = tallied(printed.map(String));
  expect(Object.keys(versions).length).toBeGreaterThan(5);
  expect(versions['undefined']).toBeGreaterThan(5);
  const known = new Map(
    Array.from({ length: 2000 }, (_, n) => managedNode(1, FIRST_DEPLOYED + n)).map((node) => [
      node.instanceId,
      node.system.agentVersion,
    ]),
  );
  invocations.forEach(({ instanceId }, n) => {
    if (printed[n] !== undefined) expect(printed[n]).toBe(known.get(instanceId));
  });
});

it('has a node whose snapshot fails since six nights, and each night more that are full', () => {
  const nights = storyFleet()
    .commands('us-east-1')
    .filter(({ header }) => header.comment === 'nightly snapshot')
    .map((command) => invocationsOf(command).filter(({ status }) => status === 'Failed'));
  const failedFor = (sign: RegExp) =>
    nights.map((failed) => failed.filter(({ plugins }) => sign.test(plugins[0]?.stderr ?? '')));
  const locked = failedFor(/already locked/);
  expect(locked.map((failed) => failed.length)).toEqual([1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
  expect(new Set(locked.flat().map(({ instanceId }) => instanceId)).size).toBe(1);
  expect(failedFor(/no space left/).map((failed) => failed.length)).toEqual([
    4, 3, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  ]);
});

describe('the rolling restart', () => {
  const watched = EXAMPLE_COMMANDS.rollingRestart;
  const seen = (fleet: Fleet, askedFor?: string) => {
    const command = fleet.commands('us-east-1', askedFor).find(({ header }) => header.commandId === watched);
    if (command === undefined) throw new Error('the fleet has no rolling restart');
    return { header: command.header, ...tallied(invocationsOf(command).map(({ status }) => status)) };
  };

  it('waits until somebody asks for it, and then ends within its time', () => {
    let elapsed = 0;
    const fleet = createFleet({ nodes: 1000, seed: 1, nowMs: NOW_MS, elapsedMs: () => elapsed });
    elapsed = 3_600_000;
    expect(seen(fleet)).toMatchObject({ Pending: 12, InProgress: 4, Success: 8 });
    expect(seen(fleet, watched)).toMatchObject({ Pending: 12, InProgress: 4, Success: 8 });
    elapsed += WATCHED_MS / 2;
    expect(seen(fleet)).toMatchObject({ Pending: 4, InProgress: 4, Success: 16 });
    elapsed += WATCHED_MS / 2 - 1;
    expect(seen(fleet, watched)).toMatchObject({ InProgress: 1, Success: 22, Failed: 1 });
    elapsed += 1;
    expect(seen(fleet)).toMatchObject({ Success: 23, Failed: 1 });
    expect(seen(fleet).header).toMatchObject({ status: 'Success', counters: { completed: 24, errors: 1 } });
  });

  it('changes nothing of what has ended', () => {
    let elapsed = 0;
    const fleet = createFleet({ nodes: 1000, seed: 1, nowMs: NOW_MS, elapsedMs: () => elapsed });
    const ended = () =>
      byNode(
        invocationsOf(
          fleet.commands('us-east-1', watched).find(({ header }) => header.commandId === watched) ??
            story(fleet, 'rollingRestart'),
        ).filter(({ status }) => status === 'Success' || status === 'Failed'),
      );
    const before = ended();
    elapsed = WATCHED_MS;
    const after = ended();
    for (const [node, invocation] of before) expect(after.get(node)).toEqual(invocation);
  });

  it('never moves in a fleet whose time stands still', () => {
    const fleet = storyFleet();
    expect(seen(fleet, watched)).toEqual(seen(fleet, watched));
  });
});

function lastSaid({ plugins }: FleetInvocation): string {
  return (plugins[0]?.stderr ?? '').split('\n').at(-2) ?? '';
}

function changeOf(before: FleetInvocation, after: FleetInvocation): string {
  if (after.status === 'InProgress') return 'unfinished';
  const [failed, fails] = [before, after].map(({ status }) => status !== 'Success');
  if (!failed) return fails ? 'newly failing' : 'well';
  if (!fails) return 'fixed';
  const [was, is] = [before, after].map((each) => lastSaid(each).replace(/4\.2\.\d/g, ''));
  return was === is ? 'same cause' : 'another cause';
}
