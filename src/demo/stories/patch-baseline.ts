/** AWS-RunPatchBaseline: one plugin for each platform, of which the other one is skipped. */
import { FIRST_WINDOWS } from '../managed-nodes.ts';
import type { PluginIdentity } from '../played-plugins.ts';
import { ranPlugin, skippedPlugin } from '../played-plugins.ts';
import type { Outcome, Scene } from '../scripted-command.ts';
import { scriptedCommand } from '../scripted-command.ts';
import type { Setting, Story } from './story.ts';
import { clock, DAY, MINUTE, SECOND, shareOf, upTo } from './story.ts';

const WINDOWS: PluginIdentity = { name: 'PatchWindows', action: 'aws:runPowerShellScript' };
const LINUX: PluginIdentity = { name: 'PatchLinux', action: 'aws:runShellScript', afterMs: 40 };
const SUCCESS = { status: 'Success', statusDetails: 'Success' };
const FAILED = { status: 'Failed', statusDetails: 'Failed' };
/** Kept whole in a bucket, because the agent keeps only 2,500 bytes of it. */
const BUCKET = { bucket: 'amzn-s3-demo-bucket', prefix: 'patching' };

export const patchLinux: Story = (setting) => {
  const size = upTo(120, setting);
  const noMirror = shareOf(size, 0.05);
  const extract = Math.floor(size * 0.025);
  return patching(setting, 'patchLinux', DAY, 200, [
    {
      count: size - noMirror - extract,
      ...SUCCESS,
      plugins: (scene) => onLinux(scene, 0, scanned(scene), ''),
    },
    {
      count: noMirror,
      ...FAILED,
      plugins: (scene) => {
        const said = 'failure: repodata/repomd.xml from epel: [Errno 256] No more mirrors to try.';
        const at = clock(scene.requestedAtMs).syslog;
        return onLinux(scene, 1, `${at} root [INFO]: Running with the yum package manager.\n${said}\n`, '');
      },
    },
    {
      count: extract,
      ...FAILED,
      plugins: (scene) => {
        const archive = '/var/log/amazon/ssm/patch-baseline-operations/patch-baseline-operations';
        return onLinux(scene, 155, '', `Unable to extract tar file: ${archive}-1.161.tar.gz.`);
      },
    },
  ]);
};

export const patchWindows: Story = (setting) => {
  const size = upTo(40, setting);
  const unreachable = shareOf(size, 0.1);
  return patching(setting, 'patchWindows', DAY + 20 * MINUTE, FIRST_WINDOWS, [
    { count: size - unreachable, ...SUCCESS, plugins: (scene) => onWindows(scene, 0, assessed(scene), '') },
    {
      count: unreachable,
      ...FAILED,
      plugins: (scene) => onWindows(scene, -1, assessed(scene), searchFailed(scene)),
    },
  ]);
};

function patching(
  setting: Setting,
  story: string,
  agoMs: number,
  firstNode: number,
  outcomes: readonly Outcome[],
) {
  return scriptedCommand({
    commandId: setting.commandId(story),
    seed: setting.seed,
    requestedAtMs: setting.nowMs - agoMs - 22_118,
    spreadMs: 10 * MINUTE,
    firstNode,
    documentName: 'AWS-RunPatchBaseline',
    documentVersion: '1',
    comment: 'weekly scan',
    parameters: { Operation: ['Scan'], RebootOption: ['NoReboot'], SnapshotId: [''] },
    maxErrors: '10%',
    s3: BUCKET,
    tag: { key: 'tag:PatchGroup', value: story },
    outcomes,
  });
}

function onLinux(scene: Scene, code: number, stdout: string, stderr: string) {
  const ms = 20 * SECOND + scene.dice.below(40_000);
  return [skippedPlugin(scene, WINDOWS, 'Windows'), ranPlugin(scene, LINUX, { code, stdout, stderr, ms })];
}

function onWindows(scene: Scene, code: number, stdout: string, stderr: string) {
  const ms = 30 * SECOND + scene.dice.below(60_000);
  const ran = ranPlugin(scene, { ...WINDOWS }, { code, stdout, stderr, ms });
  return [ran, skippedPlugin(scene, { ...LINUX, afterMs: ms }, 'Linux')];
}

function scanned({ node, requestedAtMs, dice }: Scene): string {
  const at = clock(requestedAtMs).syslog;
  const updates = Array.from(
    { length: dice.below(9) },
    () =>
      `${at} root [INFO]: Missing update: package-${dice.hex(4)}.x86_64 ${dice.between(1, 9)}.${dice.between(0, 30)}`,
  );
  return [
    `${at} root [INFO]: Running with the dnf package manager.`,
    `${at} root [INFO]: Instance Id: ${node.instanceId}`,
    ...updates,
    `${at} root [INFO]: Summary: installed ${dice.between(300, 420)}, missing ${updates.length}, failed 0\n`,
  ].join('\n');
}

function assessed({ node, requestedAtMs }: Scene): string {
  const at = new Date(requestedAtMs).toISOString().slice(0, 23);
  return `${node.host} - PatchBaselineOperations Assessment Results - ${at}\r\n`;
}

function searchFailed({ node, commandId }: Scene): string {
  const data = `C:\\ProgramData\\Amazon\\SSM\\InstanceData\\${node.instanceId}\\document\\orchestration\\${commandId}`;
  return [
    'Invoke-PatchBaselineOperation : Exception Details: An error occurred when attempting to search Windows Update.',
    'Exception Level 1:',
    ' Error Message: Exception from HRESULT: 0x80072EE2',
    ' Stack Trace: at WUApiLib.IUpdateSearcher.Search(String criteria)',
    `At ${data}\\PatchWindows\\_script.ps1:230 char:13`,
    '',
  ].join('\r\n');
}
