/** The large command: one script on every node, nine in ten well, and twelve ways to fail. */
import { idleOutcome, shellOutcome } from '../played-plugins.ts';
import type { Outcome, Scene } from '../scripted-command.ts';
import { scriptedCommand } from '../scripted-command.ts';
import {
  AMAZON_LINUX_2,
  EXECUTION_TIMEOUT_SECONDS,
  PLANTED_FAILURES,
  runOf,
  UBUNTU,
} from './rotate-logs-failures.ts';
import { progress } from './rotate-logs-output.ts';
import type { Story } from './story.ts';
import { HOUR, MINUTE } from './story.ts';

export type PlantedCause = {
  readonly cause: string;
  readonly statusDetails: string;
  readonly responseCode: number;
  readonly count: number;
};

const FAILING_SHARE = 0.07;
/** In the order of `PLANTED_FAILURES`; what rounding leaves over goes to the first. */
const WEIGHTS = [0.4, 0.15, 0.11, 0.09, 0.07, 0.06, 0.05, 0.03, 0.02];
/** The last three stay rare however large the fleet is: the needles in it. */
const RARE = [2, 2, 1];

/**
 * The causes in the large command of a fleet of so many nodes, most frequent first. They are twelve from
 * 24 nodes on; a smaller fleet has one failing node for each of the first causes, half its nodes at most.
 */
export function plantedCauses(nodes: number): readonly PlantedCause[] {
  const counts = countsOf(nodes);
  return PLANTED_FAILURES.map(({ cause, responseCode }, index) => ({
    cause,
    statusDetails: detailsOf(responseCode),
    responseCode,
    count: counts[index] ?? 0,
  }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
}

export const rotateLogs: Story = ({ seed, nowMs, nodes, commandId }) => {
  const counts = countsOf(nodes);
  const failures = PLANTED_FAILURES.map((failure, index): Outcome => {
    const count = counts[index] ?? 0;
    if (failure.responseCode === -1) return idleOutcome(count, 'Undeliverable');
    const outcome = shellOutcome(count, failure.responseCode, (scene) => runOf(failure, scene));
    return { ...outcome, ...(failure.system && { system: failure.system }) };
  });
  const failing = counts.reduce((sum, count) => sum + count, 0);
  return scriptedCommand({
    commandId: commandId('rotateLogs'),
    seed,
    requestedAtMs: nowMs - HOUR - 17_283,
    spreadMs: 18 * MINUTE,
    firstNode: 0,
    outcomes: [...failures, ...successes(nodes - failing)],
    documentVersion: '1',
    comment: 'rotate logs and report',
    executionTimeoutSeconds: EXECUTION_TIMEOUT_SECONDS,
    parameters: {
      commands: ['#!/bin/bash', 'set -euo pipefail', '/opt/ops/bin/rotate-logs --ship --report'],
      executionTimeout: [String(EXECUTION_TIMEOUT_SECONDS)],
      workingDirectory: [''],
    },
    maxConcurrency: '10%',
    maxErrors: '10%',
    tag: { key: 'tag:LogRotation', value: 'nightly' },
  });
};

function successes(count: number): readonly Outcome[] {
  const quiet = Math.floor(count * 0.1);
  const ubuntu = Math.floor(count * 0.25);
  const noisy = Math.floor(count * 0.04);
  return [
    {
      ...shellOutcome(count - quiet - ubuntu - noisy, 0, (scene) => ({
        stdout: finished(scene, '6.1.158-178.288.amzn2023.x86_64'),
      })),
      system: { platformName: 'Amazon Linux', platformVersion: '2023' },
    },
    {
      ...shellOutcome(ubuntu, 0, (scene) => ({ stdout: finished(scene, '6.8.0-1041-aws') })),
      system: UBUNTU,
    },
    shellOutcome(quiet, 0, (scene) => ({
      stdout: `${progress(scene, 'start')}nothing to rotate\n`,
      ms: 120,
    })),
    {
      ...shellOutcome(noisy, 0, (scene) => ({
        stdout: finished(scene, '5.10.245-241.976.amzn2.x86_64'),
        stderr: `tar: /var/log/app/gateway.${scene.dice.below(4)}.log: file changed as we read it\n`,
      })),
      system: AMAZON_LINUX_2,
    },
  ];
}

function finished(scene: Scene, kernel: string): string {
  const { host, address } = scene.node;
  return `${progress(scene, 'report')}report written\nOK ${host} ${address} kernel ${kernel} log-forwarder 2.14.1\n`;
}

function countsOf(nodes: number): readonly number[] {
  const causes = PLANTED_FAILURES.length;
  if (nodes < 2 * causes) return PLANTED_FAILURES.map((_, index) => (index < Math.floor(nodes / 2) ? 1 : 0));
  const failing = Math.max(causes, Math.round(nodes * FAILING_SHARE));
  const rare = RARE.map((count) => (nodes < 1000 ? 1 : count));
  const common = failing - rare.reduce((sum, count) => sum + count, 0);
  const shares = WEIGHTS.map((weight) => Math.max(1, Math.floor(failing * weight)));
  const left = common - shares.reduce((sum, count) => sum + count, 0);
  return [Math.max(1, (shares[0] ?? 1) + left), ...shares.slice(1), ...rare];
}

function detailsOf(responseCode: number): string {
  if (responseCode === -1) return 'Undeliverable';
  return responseCode === 137 ? 'ExecutionTimedOut' : 'Failed';
}
