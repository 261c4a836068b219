/** A deploy that fails for four reasons, and its re-run a day later: what became of each node follows from the first. */
import type { ManagedNode } from '../managed-nodes.ts';
import { commandByNode } from '../scripted-command.ts';
import { hashOf } from '../seeded.ts';
import type { DeployCause } from './checkout-deploy-output.ts';
import { deployOutcome } from './checkout-deploy-output.ts';
import type { Setting, Story } from './story.ts';
import { HOUR, MINUTE, upTo } from './story.ts';

export type DeployEnd = DeployCause | 'success' | 'Undeliverable' | 'DeliveryTimedOut' | 'InProgress';

/** What became of one node; `undefined` where a run did not include it. */
export type DeployEnds = { readonly first?: DeployEnd; readonly rerun?: DeployEnd };

/** Past the nodes of all other stories: what these say of a node's system goes for it alone. */
export const FIRST_DEPLOYED = 2 ** 28;
const LIMIT = 1000;
const RETIRED_EVERY = 250;
/** Of every hundred nodes on Amazon Linux 2, whose C library is too old for the release. */
const TOO_OLD_PERCENT = 70;

export const deploy: Story = (setting) => deploying(setting, 'first', '4.2.0', 30.5 * HOUR);

/** The next day: the bucket is readable again, and most of the old systems were given a static build. */
export const deployRerun: Story = (setting) => deploying(setting, 'rerun', '4.2.1', 6.5 * HOUR);

/** The nodes of either run, by index. Of 1,000 four were taken out of service between the runs, and four put into it. */
export function deployedNodes(setting: Setting): readonly number[] {
  const size = upTo(LIMIT, setting);
  const put = size === LIMIT ? LIMIT / RETIRED_EVERY : 0;
  return Array.from({ length: size + put }, (_, n) => FIRST_DEPLOYED + n);
}

export function deployEnds(seed: number, { index, system }: ManagedNode): DeployEnds {
  const place = index - FIRST_DEPLOYED;
  if (place >= LIMIT) return { rerun: 'success' };
  if (place % RETIRED_EVERY === RETIRED_EVERY - 1) return { first: 'success' };
  const first = firstEnd(hashOf(seed, 'deploy', index) % 1000, system.platformVersion === '2');
  return { first, rerun: laterEnd(first, hashOf(seed, 'deploy again', index) % 1000) };
}

function firstEnd(perMille: number, old: boolean): DeployEnd {
  if (old && perMille % 100 < TOO_OLD_PERCENT) return 'old-libc';
  if (perMille < 24) return 'no-space';
  if (perMille < 41) return 'forbidden';
  if (perMille < 54) return 'unhealthy';
  return perMille < 56 ? 'Undeliverable' : 'success';
}

function laterEnd(first: DeployEnd, perMille: number): DeployEnd {
  switch (first) {
    case 'old-libc':
      return perMille < 250 ? 'old-libc' : perMille < 320 ? 'unhealthy' : 'success';
    case 'no-space':
      return perMille < 550 ? 'no-space' : perMille < 750 ? 'corrupt' : 'success';
    case 'unhealthy':
      return perMille < 400 ? 'unhealthy' : 'success';
    case 'forbidden':
      return perMille < 150 ? 'InProgress' : 'success';
    case 'Undeliverable':
      return 'DeliveryTimedOut';
    default:
      return newEnd(perMille);
  }
}

function newEnd(perMille: number): DeployEnd {
  if (perMille < 9) return 'port-taken';
  if (perMille < 14) return 'no-space';
  if (perMille < 16) return 'DeliveryTimedOut';
  return perMille < 18 ? 'Undeliverable' : 'success';
}

function deploying(setting: Setting, run: keyof DeployEnds, release: string, agoMs: number) {
  const { seed, nowMs } = setting;
  return commandByNode({
    commandId: setting.commandId(run === 'first' ? 'deploy' : 'deployRerun'),
    seed,
    requestedAtMs: nowMs - agoMs - 48_207,
    spreadMs: 14 * MINUTE,
    documentVersion: '1',
    comment: `deploy checkout ${release}`,
    // Twelve hours: what has not ended yet has not timed out either.
    executionTimeoutSeconds: 43_200,
    parameters: { commands: [`/opt/deploy/bin/deploy checkout ${release}`], executionTimeout: ['43200'] },
    maxConcurrency: '20%',
    maxErrors: '25%',
    tag: { key: 'tag:Service', value: 'checkout' },
    nodes: deployedNodes(setting),
    outcomeOf: (node) => {
      const end = deployEnds(seed, node)[run];
      return end && deployOutcome(end, release);
    },
  });
}
