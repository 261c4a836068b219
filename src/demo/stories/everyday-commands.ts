/** Small commands of everyday shapes. */
import { idleOutcome, ranPlugin, runningOutcome, shellOutcome } from '../played-plugins.ts';
import type { Outcome, Scene } from '../scripted-command.ts';
import { scriptedCommand } from '../scripted-command.ts';
import { ONE_OFF_FAILURES } from './one-off-failures.ts';
import type { Story } from './story.ts';
import { DAY, HOUR, MINUTE, SECOND, shareOf, upTo } from './story.ts';

/** Sent less than a minute ago: nothing has failed, most has not even started. */
export const justSent: Story = (setting) => {
  const size = upTo(200, setting);
  const delayed = Math.floor(size * 0.06);
  const pending = shareOf(size, 0.3);
  const running = Math.floor(size * 0.4);
  return scriptedCommand({
    commandId: setting.commandId('justSent'),
    seed: setting.seed,
    requestedAtMs: setting.nowMs - 45 * SECOND - 118,
    spreadMs: 30 * SECOND,
    firstNode: 0,
    comment: 'collect disk inventory',
    parameters: { commands: ['lsblk --json', 'df -h --output=target,pcent'] },
    maxConcurrency: '100',
    tag: { key: 'tag:Environment', value: 'production' },
    outcomes: [
      idleOutcome(pending, 'Pending'),
      idleOutcome(delayed, 'Delayed'),
      runningOutcome(running),
      shellOutcome(size - pending - delayed - running, 0, ({ dice }) => ({
        stdout: `Mounted on Use%\n/            ${dice.between(11, 93)}%\n/var         ${dice.between(11, 93)}%\n`,
        ms: dice.between(80, 900),
      })),
    ],
  });
};

/** Some nodes asked for a reboot (194); until they are back their invocation stays InProgress. */
export const reboot: Story = (setting) => {
  const size = upTo(12, setting);
  const rebooting = shareOf(size, 0.35);
  const stdout = 'kernel package updated\nreboot required\n';
  return scriptedCommand({
    commandId: setting.commandId('reboot'),
    seed: setting.seed,
    requestedAtMs: setting.nowMs - 4 * MINUTE - 7_300,
    spreadMs: 20 * SECOND,
    firstNode: 20,
    comment: 'update the kernel and reboot',
    parameters: { commands: ['/opt/ops/bin/update-kernel || exit 194'] },
    outcomes: [
      shellOutcome(rebooting, 194, () => ({ stdout })),
      shellOutcome(size - rebooting, 0, () => ({ stdout: 'kernel is up to date\n' })),
    ],
  });
};

/** A script that ends with 168 says "success, and nothing further". */
export const exitWithSuccess: Story = (setting) =>
  scriptedCommand({
    commandId: setting.commandId('exitWithSuccess'),
    seed: setting.seed,
    requestedAtMs: setting.nowMs - 9 * HOUR - 5_011,
    firstNode: 3,
    comment: 'install once',
    parameters: { commands: ['test -e /opt/agent/installed && exit 168', '/opt/agent/install.sh'] },
    outcomes: [
      shellOutcome(upTo(5, setting), 168, ({ node }) => ({
        stdout: `already installed on ${node.host}`,
        stderr: 'this line is lost: the agent blanks stderr\n',
      })),
    ],
  });

/** No two nodes fail alike. */
export const everyNodeDifferent: Story = (setting) =>
  scriptedCommand({
    commandId: setting.commandId('everyNodeDifferent'),
    seed: setting.seed,
    requestedAtMs: setting.nowMs - 5 * HOUR - 64_120,
    spreadMs: 2 * MINUTE,
    firstNode: 100,
    comment: 'run the local maintenance hook',
    parameters: { commands: ['/usr/local/sbin/maintenance'] },
    maxErrors: '100%',
    tag: { key: 'tag:Maintenance', value: 'local-hook' },
    outcomes: ONE_OFF_FAILURES.slice(0, upTo(ONE_OFF_FAILURES.length, setting)).map(oneOff),
  });

/** One node, one failure. */
export const singleNode: Story = (setting) =>
  scriptedCommand({
    commandId: setting.commandId('singleNode'),
    seed: setting.seed,
    requestedAtMs: setting.nowMs - 2 * HOUR - 31_470,
    firstNode: Math.min(7, setting.nodes - 1),
    comment: 'restart the api',
    parameters: { commands: ['systemctl restart api', 'systemctl is-active api'] },
    cloudWatchLogGroup: '/ops/run-command',
    outcomes: [
      shellOutcome(1, 3, () => ({
        stdout: 'activating\n',
        stderr: 'Warning: The unit file of api.service changed on disk. Run "systemctl daemon-reload".\n',
      })),
    ],
  });

/** A password typed into the parameters, which everyone who may list commands can read. */
export const secretParameters: Story = (setting) =>
  scriptedCommand({
    commandId: setting.commandId('secretParameters'),
    seed: setting.seed,
    requestedAtMs: setting.nowMs - DAY - 2 * HOUR - 871,
    firstNode: 2,
    comment: 'dump the reporting database',
    parameters: {
      commands: [
        "export MYSQL_PWD='Tin-Lantern-4417!'",
        "mysqldump --user=report --password='Tin-Lantern-4417!' --host=db.example.internal reporting > /var/backup/reporting.sql",
      ],
    },
    outcomes: [
      shellOutcome(upTo(3, setting), 0, ({ dice }) => ({
        stdout: `dumped ${dice.between(40, 60)} tables\n`,
        stderr: 'mysqldump: [Warning] Using a password on the command line interface can be insecure.\n',
      })),
    ],
  });

/** An operator stopped it: one part was done, one was at work, one never began. */
export const cancelled: Story = (setting) => {
  const size = upTo(30, setting);
  const stopped = Math.floor(size / 3);
  const started = Math.floor(size / 3);
  return scriptedCommand({
    commandId: setting.commandId('cancelled'),
    seed: setting.seed,
    requestedAtMs: setting.nowMs - 2 * DAY - 40_404,
    spreadMs: MINUTE,
    firstNode: 10,
    comment: 'rebuild the search index',
    parameters: { commands: ['/opt/search/reindex --all'] },
    maxConcurrency: '10',
    outcomes: [
      idleOutcome(stopped, 'Cancelled'),
      {
        count: started,
        status: 'Cancelled',
        statusDetails: 'Cancelled',
        plugins: (scene) => [
          {
            ...ranPlugin(
              scene,
              { name: 'aws:runShellScript', action: 'aws:runShellScript' },
              { stdout: 'shard 1 done\n', code: 137 },
            ),
            status: 'Cancelled',
            statusDetails: 'Cancelled',
          },
        ],
      },
      shellOutcome(size - stopped - started, 0, () => ({ stdout: 'shard 1 done\nshard 2 done\n' })),
    ],
  });
};

function oneOff([code, stderr]: readonly [code: number, stderr: string]): Outcome {
  return shellOutcome(1, code, ({ node }: Scene) => ({
    stdout: `maintenance hook of ${node.host}\n`,
    stderr: `${stderr}\n`,
  }));
}
