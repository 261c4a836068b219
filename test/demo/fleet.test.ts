import { ListCommandInvocationsCommand } from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { createFleet, EXAMPLE_COMMANDS, exampleCommands } from '../../src/demo/create-fleet.ts';
import type { Fleet, FleetCommand } from '../../src/demo/fleet.ts';
import { DOCUMENTATION_ANSWER } from './documentation-answer.ts';
import { clientOf, endpoint, NOW_MS, rawCall, storyFleet } from './endpoint-fixture.ts';
import { invocationsOf, story, tallied } from './story-fixture.ts';

const DAY_MS = 86_400_000;

describe('the documentation sample', () => {
  it('is answered value by value as AWS prints it', async () => {
    const running = await endpoint();
    const body = JSON.stringify({ CommandId: 'ef7fdfd8-9b57-4151-a15c-db9a12345678', Details: true });
    const response = await rawCall(running, 'ListCommandInvocations', body);
    expect(await response.json()).toEqual(DOCUMENTATION_ANSWER);
  });
});

describe('the other stories', () => {
  it('have two kernels on 940 and 60 of 1,000 nodes', () => {
    const printed = invocationsOf(story(storyFleet(), 'kernelVersions')).map(
      ({ plugins }) => plugins[0]?.stdout ?? '',
    );
    expect(Object.values(tallied(printed)).sort((a, b) => b - a)).toEqual([940, 60]);
  });

  it('have sixty failures of which no two are alike', () => {
    const failed = invocationsOf(story(storyFleet(), 'everyNodeDifferent'));
    expect(failed).toHaveLength(60);
    expect(failed.every(({ status }) => status === 'Failed')).toBe(true);
    expect(new Set(failed.map(({ plugins }) => plugins[0]?.stderr)).size).toBe(60);
  });

  it('skip the step of the other platform and say so', () => {
    for (const name of ['patchLinux', 'patchWindows'] as const) {
      for (const { plugins } of invocationsOf(story(storyFleet(), name))) {
        expect(plugins.map((step) => step.name)).toEqual(['PatchWindows', 'PatchLinux']);
        const skipped = plugins.filter(({ message }) => message?.startsWith('Step execution skipped'));
        expect(skipped.map((step) => step.name)).toEqual([
          name === 'patchLinux' ? 'PatchWindows' : 'PatchLinux',
        ]);
        expect(skipped[0]).toMatchObject({ status: 'Success', responseCode: 0 });
      }
    }
  });

  it('go on after a failed step', () => {
    const failed = invocationsOf(story(storyFleet(), 'deployInSteps')).find(
      ({ status }) => status === 'Failed',
    );
    expect(failed?.plugins.map(({ status }) => status)).toEqual(['Success', 'Failed', 'Success', 'Success']);
  });

  it('leave a node that asked for a reboot InProgress with 194', () => {
    const rebooting = invocationsOf(story(storyFleet(), 'reboot')).filter(
      ({ status }) => status === 'InProgress',
    );
    expect(rebooting.map(({ plugins }) => plugins[0]?.responseCode)).toEqual(Array(4).fill(194));
  });

  it('count exit 168 as a success whose stderr is blank', () => {
    const step = story(storyFleet(), 'exitWithSuccess').invocationAt(0).plugins[0];
    expect(step).toMatchObject({ status: 'Success', responseCode: 168, stderr: '' });
    expect(step?.stdout).toMatch(/\nStep exited with code 168\. Therefore, marking step as succeeded\./);
  });

  it('lie in the last 30 days, but for the documentation sample of 2020', () => {
    for (const region of ['us-east-1', 'eu-west-1']) {
      for (const command of storyFleet(100).commands(region)) {
        if (command.header.commandId === EXAMPLE_COMMANDS.documentationSample) continue;
        for (const { requestedAtMs, plugins } of invocationsOf(command)) {
          expect(requestedAtMs).toBeGreaterThan(NOW_MS - 30 * DAY_MS);
          for (const { finishedAtMs = 0, startedAtMs = 0 } of plugins) {
            expect(Math.max(startedAtMs, finishedAtMs)).toBeLessThan(NOW_MS);
          }
        }
      }
    }
  });

  it('outline every invocation as they make it, and find it by its node', () => {
    for (const command of storyFleet(60).commands('us-east-1')) {
      invocationsOf(command).forEach((invocation, index) => {
        const { status, statusDetails, requestedAtMs } = invocation;
        expect(command.outlineAt(index)).toMatchObject({ status, statusDetails, requestedAtMs });
        expect(command.indexOf(invocation.instanceId)).toBe(index);
      });
      expect(command.indexOf('i-00000000000000000')).toBeUndefined();
    }
  });
});

describe('a generated fleet', () => {
  const everything = (fleet: Fleet) =>
    fleet.commands('us-east-1').map((command) => [command.header, invocationsOf(command)]);

  it('is the same for the same seed, nodes and clock', () => {
    expect(everything(storyFleet(200, 7))).toEqual(everything(storyFleet(200, 7)));
  });

  it('has other nodes and other ids for another seed', () => {
    const [one, two] = [storyFleet(200, 7), storyFleet(200, 8)].map((fleet) => fleet.commands('us-east-1'));
    expect(one?.[0]?.header.commandId).not.toBe(two?.[0]?.header.commandId);
    expect(one?.[0]?.invocationAt(0).instanceId).not.toBe(two?.[0]?.invocationAt(0).instanceId);
    expect(exampleCommands(7).rotateLogs).not.toBe(exampleCommands(8).rotateLogs);
  });

  it('keeps its ids when only the number of nodes or the clock changes', () => {
    const ids = (fleet: Fleet) =>
      fleet
        .commands('us-east-1')
        .map(({ header }) => header.commandId)
        .sort();
    expect(ids(createFleet({ nodes: 5, seed: 1, nowMs: NOW_MS + 400 * DAY_MS }))).toEqual(
      ids(storyFleet(1000)),
    );
  });

  it('is made without a step for each node: half a billion of them are no more work', () => {
    const fleet = createFleet({ nodes: 2 ** 29, seed: 1, nowMs: NOW_MS });
    expect(story(fleet, 'rotateLogs').size).toBe(2 ** 29);
    expect(story(fleet, 'rotateLogs').invocationAt(2 ** 29 - 1).instanceId).toMatch(/^m?i-/);
  });

  it('makes the invocations of a page, and none before it is asked for', async () => {
    const counted = countingFleet(createFleet({ nodes: 100_000, seed: 1, nowMs: NOW_MS }));
    const running = await endpoint({ fleet: counted.fleet });
    expect(counted.calls).toEqual({ made: 0, outlined: 0 });
    const input = { CommandId: EXAMPLE_COMMANDS.rotateLogs, Details: true };
    await clientOf(running).send(new ListCommandInvocationsCommand(input));
    expect(counted.calls).toEqual({ made: 50, outlined: 51 });
  });

  it('refuses what is no number of nodes', () => {
    for (const nodes of [0, -1, 1.5, Number.NaN, 2 ** 29 + 1]) {
      expect(() => createFleet({ nodes, seed: 1, nowMs: NOW_MS })).toThrow(RangeError);
    }
  });

  it('serves fleets down to a single node', () => {
    for (const nodes of [1, 2, 3, 11]) {
      const fleet = storyFleet(nodes);
      expect(story(fleet, 'rotateLogs').size).toBe(nodes);
      expect(everything(fleet).length).toBe(storyFleet().commands('us-east-1').length);
    }
  });
});

function countingFleet(inner: Fleet) {
  const calls = { made: 0, outlined: 0 };
  const counting = (command: FleetCommand): FleetCommand => ({
    ...command,
    outlineAt: (index) => {
      calls.outlined++;
      return command.outlineAt(index);
    },
    invocationAt: (index) => {
      calls.made++;
      return command.invocationAt(index);
    },
  });
  return { calls, fleet: { commands: (region: string) => inner.commands(region).map(counting) } };
}
