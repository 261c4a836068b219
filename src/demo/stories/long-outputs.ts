/** Commands whose output SSM cuts and whose senders had the whole of it kept in S3, CloudWatch Logs or both. */
import type { FleetPlugin } from '../fleet.ts';
import { FIRST_WINDOWS } from '../managed-nodes.ts';
import type { PluginIdentity, ScriptRun } from '../played-plugins.ts';
import { ranPlugin, runningOutcome } from '../played-plugins.ts';
import type { Outcome, Scene } from '../scripted-command.ts';
import { scriptedCommand } from '../scripted-command.ts';
import type { WholeOutput } from '../whole-output/index.ts';
import { backupLog, packageTable } from './long-output-text.ts';
import type { Setting, Story } from './story.ts';
import { DAY, HOUR, MINUTE, SECOND } from './story.ts';

const KB = 1_000;
const MB = 1_000 * KB;
const SUCCESS = { status: 'Success', statusDetails: 'Success' };
const FAILED = { status: 'Failed', statusDetails: 'Failed' };

const DUMP: PluginIdentity = { name: 'dumpDatabases', action: 'aws:runShellScript' };
const SHIP: PluginIdentity = { name: 'shipArchives', action: 'aws:runShellScript', afterMs: MINUTE };
const RESTORE: PluginIdentity = { name: 'restoreTenant', action: 'aws:runShellScript' };
const POWERSHELL: PluginIdentity = { name: 'aws:runPowerShellScript', action: 'aws:runPowerShellScript' };

const BLOCK_UNREADABLE =
  'pg_dump: error: Dumping the contents of table "ledger" failed: PQgetResult() failed.\npg_dump: error: Error message from server: ERROR:  could not read block 4411 in file "base/16401/2619": Input/output error\n';
const VOLUME_FULL =
  'zstd: error 70 : Write error : cannot write block : No space left on device (/srv/backup/staging)\n';

/** Both stores. Why a node failed stands at the end of its stdout, far behind SSM's cut, and nowhere else. */
export const nightlyBackup: Story = (setting) =>
  scriptedCommand({
    commandId: setting.commandId('nightlyBackup'),
    seed: setting.seed,
    requestedAtMs: setting.nowMs - 20 * HOUR - 12_870,
    spreadMs: 40 * SECOND,
    firstNode: 300,
    documentName: 'Custom-NightlyBackup',
    documentVersion: '12',
    comment: 'nightly backup',
    parameters: { Retention: ['35'] },
    maxErrors: '100%',
    s3: { bucket: 'amzn-s3-demo-run-command', prefix: 'nightly' },
    cloudWatchLogGroup: '',
    tag: { key: 'tag:Backup', value: 'nightly' },
    outcomes: within(setting, [
      dumped(3, 30 * KB),
      dumped(2, MB),
      dumped(1, 20 * MB),
      brokeOff(2, 30 * KB, BLOCK_UNREADABLE),
      brokeOff(1, MB, VOLUME_FULL),
      brokeOff(1, 20 * MB, VOLUME_FULL),
      // The node's role may not write to the bucket, which nobody is told.
      brokeOff(1, MB, BLOCK_UNREADABLE, { uploads: { s3: false } }),
    ]),
  });

/** S3 alone, in a bucket of another Region, of a document of schema 1.x; CRLF, and UTF-16 as PowerShell 5 writes it. */
export const packageInventory: Story = (setting) =>
  scriptedCommand({
    commandId: setting.commandId('packageInventory'),
    seed: setting.seed,
    requestedAtMs: setting.nowMs - 3 * DAY - 4 * HOUR - 5_410,
    spreadMs: 30 * SECOND,
    firstNode: FIRST_WINDOWS + 40,
    documentName: 'AWS-RunPowerShellScript',
    documentVersion: '1',
    comment: 'inventory of packages',
    parameters: { commands: ['C:\\ops\\Get-Inventory.ps1'] },
    maxErrors: '100%',
    s3: { bucket: 'amzn-s3-demo-inventory', prefix: '', region: 'eu-central-1' },
    outcomes: within(setting, [
      listed(2, 30 * KB, 'utf8'),
      listed(2, MB, 'utf16le'),
      listed(1, 20 * MB, 'utf8'),
      listed(1, 30 * KB, 'utf16le'),
      // The property of the document has no id, so that there is no folder for it.
      listed(1, 30 * KB, 'utf8', { uploads: { s3Folder: '' } }),
      inventoryFailed(1),
      inventoryFailed(1, { uploads: { s3: false } }),
    ]),
  });

/** Still running: SSM shows nothing of it, and CloudWatch Logs all that it has said so far. */
export const restoreDrill: Story = (setting) =>
  scriptedCommand({
    commandId: setting.commandId('restoreDrill'),
    seed: setting.seed,
    requestedAtMs: setting.nowMs - 12 * MINUTE - 3_060,
    spreadMs: 2 * SECOND,
    firstNode: 340,
    documentName: 'Custom-RestoreDrill',
    documentVersion: '3',
    comment: 'restore drill',
    parameters: { Tenant: ['northwind'] },
    cloudWatchLogGroup: '/ops/restore-drill',
    outcomes: within(setting, [restoring(1, 30 * KB), restoring(1, 2 * KB), runningOutcome(1, RESTORE)]),
  });

/** A small fleet plays the first ones. */
function within({ nodes }: Setting, outcomes: readonly Outcome[]): readonly Outcome[] {
  let left = nodes;
  return outcomes.map((outcome) => {
    const count = Math.min(left, outcome.count);
    left -= count;
    return { ...outcome, count };
  });
}

type More = Pick<FleetPlugin, 'uploads'>;

function dumped(count: number, bytes: number): Outcome {
  return {
    count,
    ...SUCCESS,
    plugins: (scene) => [
      printed(scene, DUMP, { ms: 50 * SECOND }, backupLog(seedOf(scene), bytes, 'dump complete, 0 errors\n')),
      ranPlugin(scene, SHIP, { stdout: `archive of ${scene.node.host} shipped\n`, ms: 9 * SECOND }),
    ],
  };
}

function brokeOff(count: number, bytes: number, reason: string, more: More = {}): Outcome {
  return {
    count,
    ...FAILED,
    plugins: (scene) => [
      {
        ...printed(scene, DUMP, { ms: 40 * SECOND, code: 1 }, backupLog(seedOf(scene), bytes, reason)),
        ...more,
      },
      ranPlugin(scene, SHIP, { stdout: 'nothing to ship\n', ms: SECOND }),
    ],
  };
}

function listed(count: number, bytes: number, encoding: 'utf8' | 'utf16le', more: More = {}): Outcome {
  const table = (scene: Scene) => packageTable(seedOf(scene), bytes, encoding, 'inventory written\r\n');
  return {
    count,
    ...SUCCESS,
    plugins: (scene) => [{ ...printed(scene, POWERSHELL, { ms: 20 * SECOND }, table(scene)), ...more }],
  };
}

function inventoryFailed(count: number, more: More = {}): Outcome {
  const reason =
    "Get-Package : Unable to find package provider 'msi'. It may not be imported yet.\r\nAt C:\\ops\\Get-Inventory.ps1:88 char:5\r\n";
  return {
    count,
    ...FAILED,
    plugins: (scene) => {
      const table = packageTable(seedOf(scene), 60 * KB, 'utf8', reason);
      return [{ ...printed(scene, POWERSHELL, { ms: 6 * SECOND, code: -1 }, table), ...more }];
    },
  };
}

function restoring(count: number, bytes: number): Outcome {
  const running = runningOutcome(count, RESTORE);
  return {
    ...running,
    plugins: (scene) =>
      running
        .plugins(scene)
        .map((plugin) => ({ ...plugin, whole: { stdout: backupLog(seedOf(scene), bytes, '') } })),
  };
}

function printed(scene: Scene, step: PluginIdentity, run: ScriptRun, stdout: WholeOutput): FleetPlugin {
  return { ...ranPlugin(scene, step, run), whole: { stdout } };
}

function seedOf({ node }: Scene): string {
  return node.instanceId;
}
