import { ListCommandInvocationsCommand, ListCommandsCommand } from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { EXAMPLE_COMMANDS } from '../../src/demo/create-fleet.ts';
import type { FleetInvocation } from '../../src/demo/fleet.ts';
import { plantedCauses } from '../../src/demo/stories/rotate-logs.ts';
import { PLANTED_FAILURES } from '../../src/demo/stories/rotate-logs-failures.ts';
import { clientOf, endpoint, storyFleet } from './endpoint-fixture.ts';
import { invocationsOf, story, tallied } from './story-fixture.ts';

describe('the large command', () => {
  it.each([24, 100, 1000, 4321])('plants twelve causes, counted exactly, among %i nodes', (nodes) => {
    const planted = plantedCauses(nodes);
    expect(planted).toHaveLength(12);
    const invocations = invocationsOf(story(storyFleet(nodes), 'rotateLogs'));
    expect(invocations).toHaveLength(nodes);
    const failed = invocations.filter(({ status }) => status !== 'Success');
    expect(tallied(failed.map(causeSeen))).toEqual(
      Object.fromEntries(planted.map(({ cause, count }) => [cause, count])),
    );
    for (const { cause, statusDetails, responseCode } of planted) {
      for (const invocation of failed.filter((each) => causeSeen(each) === cause)) {
        expect(invocation.statusDetails).toBe(statusDetails);
        expect(invocation.plugins[0]?.responseCode).toBe(responseCode);
      }
    }
  });

  it('is well on nine nodes in ten, has one cause on two fifths of the others and needles on one or two', () => {
    for (const nodes of [1000, 10_000, 100_000]) {
      const counts = plantedCauses(nodes).map(({ count }) => count);
      const failing = counts.reduce((sum, count) => sum + count, 0);
      expect(failing / nodes).toBeCloseTo(0.07, 2);
      expect((counts[0] ?? 0) / failing).toBeCloseTo(0.4, 1);
      expect(counts.at(-1)).toBeLessThanOrEqual(2);
      expect(counts).toEqual([...counts].sort((a, b) => b - a));
    }
  });

  it('cuts some outputs and leaves most of them whole', async () => {
    const running = await endpoint({ nodes: 1000 });
    const { CommandInvocations = [] } = await clientOf(running).send(
      new ListCommandInvocationsCommand({ CommandId: EXAMPLE_COMMANDS.rotateLogs, Details: true }),
    );
    const cut = CommandInvocations.filter(({ CommandPlugins }) =>
      CommandPlugins?.[0]?.Output?.includes('---Output truncated---'),
    );
    expect(cut.length).toBeGreaterThan(1);
    expect(cut.length).toBeLessThan(10);
  });

  it('is counted by ListCommands as SSM counts: Undeliverable is in neither error counter', async () => {
    const { Commands = [] } = await clientOf(await endpoint({ nodes: 1000 })).send(
      new ListCommandsCommand({ CommandId: EXAMPLE_COMMANDS.rotateLogs }),
    );
    expect(Commands[0]).toMatchObject({
      Status: 'Success',
      TargetCount: 1000,
      CompletedCount: 1000,
      ErrorCount: 69,
      DeliveryTimedOutCount: 0,
    });
  });
});

/** Read from what the node shows, not from how it was made. */
const SIGNS: Readonly<Record<string, RegExp>> = {
  'disk-full': /No space left on device/,
  'dpkg-lock': /Could not get lock/,
  'connection-refused': /Connection refused/,
  'yum-mirror': /No more mirrors to try/,
  'tls-certificate-expired': /certificate has expired/,
  'python-traceback': /KeyError/,
  'command-not-found': /command not found/,
  'systemd-unit-failed': /Job for rsyslog/,
  'script-not-executable': /_script\.sh: Permission denied/,
  'docker-daemon-down': /Docker daemon/,
};

function causeSeen({ statusDetails, plugins }: FleetInvocation): string {
  if (statusDetails === 'ExecutionTimedOut') return 'execution-timeout';
  if (statusDetails === 'Undeliverable') return 'undeliverable';
  const stderr = plugins[0]?.stderr ?? '';
  return Object.keys(SIGNS).find((cause) => SIGNS[cause]?.test(stderr)) ?? `unknown: ${stderr}`;
}

it('recognizes each planted cause by a sign of its own', () => {
  expect([...Object.keys(SIGNS), 'execution-timeout', 'undeliverable'].sort()).toEqual(
    PLANTED_FAILURES.map(({ cause }) => cause).sort(),
  );
});
