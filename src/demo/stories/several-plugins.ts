/** Documents of several plugins: some skip what is not for the platform, some go on after a failure. */
import { FIRST_WINDOWS } from '../managed-nodes.ts';
import type { PluginIdentity } from '../played-plugins.ts';
import { ranPlugin, shellOutcome, skippedPlugin } from '../played-plugins.ts';
import { scriptedCommand } from '../scripted-command.ts';
import type { Story } from './story.ts';
import { DAY, HOUR, MINUTE, SECOND, shareOf, upTo } from './story.ts';

const SUCCESS = { status: 'Success', statusDetails: 'Success' };
const FAILED = { status: 'Failed', statusDetails: 'Failed' };

/** The second of four plugins fails on some nodes, and the other two run all the same. */
export const deployInSteps: Story = (setting) => {
  const size = upTo(24, setting);
  const failed = shareOf(size, 0.25);
  const [prepare, deploy, restart, verify] = ['prepareHost', 'deployRelease', 'restartService', 'verify'].map(
    (name, n): PluginIdentity => ({ name, action: 'aws:runShellScript', afterMs: n * 12 * SECOND }),
  );
  if (!prepare || !deploy || !restart || !verify) throw new RangeError('the document has four plugins');
  return scriptedCommand({
    commandId: setting.commandId('deployInSteps'),
    seed: setting.seed,
    requestedAtMs: setting.nowMs - 7 * HOUR - 15_905,
    spreadMs: 3 * MINUTE,
    firstNode: 60,
    documentName: 'Custom-DeployWebTier',
    documentVersion: '7',
    comment: 'release 2026.47',
    parameters: { Release: ['2026.47'], Channel: ['stable'] },
    maxErrors: '50%',
    cloudWatchLogGroup: '',
    outcomes: [
      {
        count: failed,
        ...FAILED,
        plugins: (scene) => [
          ranPlugin(scene, prepare, { stdout: 'user web present\n/srv/web present\n' }),
          ranPlugin(scene, deploy, {
            code: 1,
            stdout: `fetching release 2026.47\nunpacking to /srv/web/releases/${scene.dice.hex(10)}\n`,
            stderr: `rsync: [receiver] mkstemp "/srv/web/.index.html.${scene.dice.hex(6)}" failed: Permission denied (13)\n`,
          }),
          ranPlugin(scene, restart, { stdout: 'web.service restarted\n' }),
          ranPlugin(scene, verify, { stdout: 'GET /healthz 200, release 2026.46\n' }),
        ],
      },
      {
        count: size - failed,
        ...SUCCESS,
        plugins: (scene) => [
          ranPlugin(scene, prepare, { stdout: 'user web present\n/srv/web present\n' }),
          ranPlugin(scene, deploy, { stdout: 'fetching release 2026.47\nunpacked\n' }),
          ranPlugin(scene, restart, { stdout: 'web.service restarted\n' }),
          ranPlugin(scene, verify, { stdout: 'GET /healthz 200, release 2026.47\n' }),
        ],
      },
    ],
  });
};

/** The failing plugin speaks through the agent, so its words are in the list's Output alone. */
export const configurePackage: Story = (setting) => {
  const size = upTo(30, setting);
  const failed = shareOf(size, 0.2);
  const folder: PluginIdentity = { name: 'createDownloadFolder', action: 'aws:runPowerShellScript' };
  const configure: PluginIdentity = { name: 'configurePackage', action: 'aws:configurePackage', afterMs: 40 };
  const name = 'AmazonCloudWatchAgent';
  return scriptedCommand({
    commandId: setting.commandId('configurePackage'),
    seed: setting.seed,
    requestedAtMs: setting.nowMs - 12 * HOUR - 3_650,
    spreadMs: 2 * MINUTE,
    firstNode: 30,
    documentName: 'AWS-ConfigureAWSPackage',
    documentVersion: '1',
    comment: `install ${name}`,
    parameters: { action: ['Install'], name: [name], installationType: ['Uninstall and reinstall'] },
    maxErrors: '100%',
    s3: { bucket: 'amzn-s3-demo-bucket', prefix: '' },
    tag: { key: 'tag:Environment', value: 'staging' },
    outcomes: [
      {
        count: size - failed,
        ...SUCCESS,
        plugins: (scene) => [
          skippedPlugin(scene, folder, 'Windows'),
          ranPlugin(scene, configure, {
            stdout: `Initiating ${name} 1.300061.0 install\nPlugin aws:runShellScript ResultStatus Success\nSuccessfully installed ${name} 1.300061.0\n`,
          }),
        ],
      },
      {
        count: failed,
        ...FAILED,
        plugins: (scene) => [
          skippedPlugin(scene, folder, 'Windows'),
          {
            ...ranPlugin(scene, configure, { code: 1 }),
            stderr: '',
            message: `Failed to retrieve manifest: RequestError: send request failed\ncaused by: Post "https://ssm.us-east-1.amazonaws.com/": dial tcp 10.40.${scene.dice.below(4)}.${scene.dice.between(4, 250)}:443: i/o timeout`,
          },
        ],
      },
    ],
  });
};

/** Three plugins, of which each platform runs two. */
export const remoteScript: Story = (setting) => {
  const size = upTo(10, setting);
  const [download, windows, linux] = (
    [
      ['downloadContent', 'aws:downloadContent'],
      ['runPowerShellScript', 'aws:runPowerShellScript'],
      ['runShellScript', 'aws:runShellScript'],
    ] as const
  ).map(([name, action], n): PluginIdentity => ({ name, action, afterMs: n * 2 * SECOND }));
  if (!download || !windows || !linux) throw new RangeError('the document has three plugins');
  return scriptedCommand({
    commandId: setting.commandId('remoteScript'),
    seed: setting.seed,
    requestedAtMs: setting.nowMs - 2 * DAY - 5 * HOUR - 90,
    firstNode: FIRST_WINDOWS,
    documentName: 'AWS-RunRemoteScript',
    comment: 'apply the baseline script',
    parameters: { sourceType: ['S3'], commandLine: ['baseline.ps1'] },
    outcomes: [
      {
        count: size,
        ...SUCCESS,
        plugins: (scene) => [
          ranPlugin(scene, download, { stdout: 'Content downloaded to C:\\ProgramData\\baseline\r\n' }),
          ranPlugin(scene, windows, { stdout: `baseline applied on ${scene.node.host}\r\n` }),
          skippedPlugin(scene, linux, 'Linux'),
        ],
      },
    ],
  });
};

/** AWS-RunPowerShellScript, whose failing nodes give the code as a hexadecimal number. */
export const powerShell: Story = (setting) => {
  const size = upTo(25, setting);
  const failed = shareOf(size, 0.2);
  const script: PluginIdentity = { name: 'aws:runPowerShellScript', action: 'aws:runPowerShellScript' };
  const stdout = 'Status   Name               DisplayName\r\n------   ----               -----------\r\n';
  return scriptedCommand({
    commandId: setting.commandId('powerShell'),
    seed: setting.seed,
    requestedAtMs: setting.nowMs - 15 * HOUR - 44_000,
    firstNode: FIRST_WINDOWS + 5,
    documentName: 'AWS-RunPowerShellScript',
    documentVersion: '1',
    comment: 'is the print spooler off',
    parameters: { commands: ['Get-Service -Name Spooler -ErrorAction Stop'] },
    maxErrors: '50%',
    outcomes: [
      {
        ...shellOutcome(size - failed, 0, () => ({})),
        plugins: (scene) => [
          ranPlugin(scene, script, { stdout: `${stdout}Stopped  Spooler            Print Spooler\r\n` }),
        ],
      },
      {
        count: failed,
        ...FAILED,
        plugins: (scene) => [
          ranPlugin(scene, script, {
            code: -1,
            stderr: `Get-Service : Cannot find any service with service name 'Spooler'.\r\nAt C:\\ProgramData\\Amazon\\SSM\\InstanceData\\${scene.node.instanceId}\\document\\orchestration\\${scene.commandId}\\awsrunPowerShellScript\\0.awsrunPowerShellScript\\_script.ps1:1 char:1\r\n+ Get-Service -Name Spooler -ErrorAction Stop\r\n    + CategoryInfo          : ObjectNotFound: (Spooler:String) [Get-Service], ServiceCommandException\r\n`,
          }),
        ],
      },
    ],
  });
};
