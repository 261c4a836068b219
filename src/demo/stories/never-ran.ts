/** Commands, or parts of them, that no agent ever ran. */
import { idleOutcome, ranPlugin, shellOutcome } from '../played-plugins.ts';
import { scriptedCommand } from '../scripted-command.ts';
import type { Setting, Story } from './story.ts';
import { DAY, HOUR, MINUTE, upTo } from './story.ts';

type Script = Parameters<typeof scriptedCommand>[0];

const POWERSHELL = { name: 'aws:runPowerShellScript', action: 'aws:runPowerShellScript' };

/** Nodes that no other command reaches: what is lost stays lost. */
const OUT_OF_REACH = 2 ** 29;

/** MaxErrors was passed, and SSM kept the rest back. */
export const maxErrors: Story = (setting) => {
  const size = upTo(60, setting);
  const failed = Math.min(3, size);
  const sent = Math.floor((size - failed) / 4);
  return sentAgo(setting, 'maxErrors', 3 * DAY, {
    comment: 'roll out release 41',
    parameters: { commands: ['/opt/deploy/roll-out 41'] },
    maxConcurrency: '5',
    maxErrors: '2',
    outcomes: [
      shellOutcome(failed, 1, ({ dice }) => ({
        stdout: 'release 41: unpacking\n',
        stderr: `roll-out: checksum mismatch for release-41.tar.zst (got ${dice.hex(12)})\n`,
      })),
      shellOutcome(sent, 0, () => ({ stdout: 'release 41: unpacking\nrelease 41: live\n' })),
      idleOutcome(size - failed - sent, 'Terminated'),
    ],
  });
};

/** Every way not to reach a node, and one node that was reached: a Success, says SSM. */
export const hardlyReached: Story = (setting) =>
  sentAgo(setting, 'hardlyReached', 4 * DAY, {
    comment: 'who answers',
    firstNode: OUT_OF_REACH,
    documentName: 'AWS-RunPowerShellScript',
    parameters: { commands: ['hostname'] },
    outcomes: [
      idleOutcome(4, 'Undeliverable', POWERSHELL),
      idleOutcome(3, 'InvalidPlatform', POWERSHELL),
      idleOutcome(2, 'AccessDenied', POWERSHELL),
      idleOutcome(5, 'DeliveryTimedOut', POWERSHELL),
      {
        count: 1,
        status: 'Success',
        statusDetails: 'Success',
        plugins: (scene) => [ranPlugin(scene, POWERSHELL, { stdout: `${scene.node.host}\r\n` })],
      },
    ],
  });

/** Nothing failed, nothing succeeded: nodes were switched off, or unreachable. */
export const incomplete: Story = (setting) =>
  sentAgo(setting, 'incomplete', 5 * DAY, {
    comment: 'weekend batch nodes',
    firstNode: OUT_OF_REACH + 100,
    outcomes: [idleOutcome(6, 'DeliveryTimedOut'), idleOutcome(2, 'Undeliverable')],
  });

export const accessDenied: Story = (setting) =>
  sentAgo(setting, 'accessDenied', 6 * DAY, {
    comment: 'rotate the join secret',
    documentName: 'Custom-RotateJoinSecret',
    outcomes: [idleOutcome(2, 'AccessDenied', { name: 'rotateSecret', action: 'aws:runShellScript' })],
  });

/** A tag that no node has: a Success on zero nodes. */
export const noInstancesInTag: Story = (setting) =>
  sentAgo(setting, 'noInstancesInTag', 7 * DAY, {
    comment: 'canary nodes',
    status: 'Success',
    statusDetails: 'NoInstancesInTag',
    tag: { key: 'tag:Stage', value: 'canray' },
    outcomes: [],
  });

export const limitExceeded: Story = (setting) =>
  sentAgo(setting, 'limitExceeded', 8 * DAY, {
    comment: 'inventory of everything',
    status: 'Failed',
    statusDetails: 'LimitExceeded',
    tag: { key: 'tag:Environment', value: 'production' },
    outcomes: [],
  });

/** An agent that was asked to stop and has not answered yet, beside nodes that stopped. */
export const cancelling: Story = (setting) => {
  return sentAgo(setting, 'cancelling', 11 * MINUTE, {
    comment: 'long running export',
    parameters: { commands: ['/opt/export/run'] },
    outcomes: [idleOutcome(2, 'Cancelling'), idleOutcome(4, 'Cancelled')],
  });
};

function sentAgo(
  setting: Setting,
  story: string,
  agoMs: number,
  script: Omit<Script, 'commandId' | 'seed' | 'requestedAtMs' | 'firstNode'> &
    Partial<Pick<Script, 'firstNode'>>,
) {
  return scriptedCommand({
    commandId: setting.commandId(story),
    seed: setting.seed,
    requestedAtMs: setting.nowMs - agoMs - HOUR / 7,
    spreadMs: MINUTE,
    firstNode: 40,
    ...script,
  });
}
