import { expect, test } from 'vitest';
import { decidingPlugin, pluginsThatRan } from '../../src/run-command/deciding-plugin.ts';
import type { Invocation, Plugin } from '../../src/run-command/types.ts';

function plugin(name: string, rest: Partial<Plugin> = {}): Plugin {
  return {
    name,
    status: 'Success',
    statusDetails: 'Success',
    responseCode: 0,
    output: '',
    standardOutputUrl: '',
    standardErrorUrl: '',
    outputS3BucketName: '',
    outputS3KeyPrefix: '',
    ...rest,
  };
}

function invocation(...plugins: Plugin[]): Invocation {
  return {
    commandId: '9f3c6c1e-2b1a-4c5d-8e7f-000000000001',
    instanceId: 'i-0123456789abcdef0',
    instanceName: '',
    comment: '',
    documentName: 'AWS-RunPatchBaseline',
    documentVersion: '1',
    status: 'Success',
    statusDetails: 'Success',
    traceOutput: '',
    standardOutputUrl: '',
    standardErrorUrl: '',
    serviceRole: '',
    notificationArn: '',
    cloudWatchLogGroupName: '',
    cloudWatchOutputEnabled: false,
    plugins,
  };
}

const otherPlatform = plugin('PatchWindows', {
  output:
    'Step execution skipped due to unsatisfied preconditions: \'"StringEquals": [platformType, Windows]\'. Step name: PatchWindows',
});
const afterExit = plugin('Cleanup', {
  output:
    'Plugin with name aws:runShellScript and id Cleanup skipped due to prior step with an exit condition',
});

test('plugins that were skipped did not run', () => {
  const ran = plugin('PatchLinux', { output: 'patched' });
  expect(pluginsThatRan(invocation(otherPlatform, ran, afterExit))).toEqual([ran]);
});

test('the first failed plugin decides although later ones ran', () => {
  const first = plugin('Download', { status: 'Failed', responseCode: 1 });
  const second = plugin('Install', { status: 'Failed', responseCode: 2 });
  expect(decidingPlugin(pluginsThatRan(invocation(plugin('Prepare'), first, second, plugin('Report'))))).toBe(
    first,
  );
});

test('a failed plugin outweighs one that timed out before it', () => {
  const failed = plugin('Install', { status: 'Failed' });
  expect(decidingPlugin(pluginsThatRan(invocation(plugin('Wait', { status: 'TimedOut' }), failed)))).toBe(
    failed,
  );
});

test('a plugin still running decides while none has failed', () => {
  const running = plugin('Install', { status: 'InProgress' });
  expect(decidingPlugin(pluginsThatRan(invocation(plugin('Prepare', { output: 'ready' }), running)))).toBe(
    running,
  );
});

test('on success the last plugin that said something decides', () => {
  const told = plugin('PatchLinux', { output: 'installed 3' });
  expect(decidingPlugin(pluginsThatRan(invocation(otherPlatform, told, plugin('Report'), afterExit)))).toBe(
    told,
  );
});

test('on success a plugin that ended the document early decides', () => {
  const ended = plugin('Precheck', { responseCode: 168, output: 'nothing to do' });
  expect(decidingPlugin(pluginsThatRan(invocation(ended, plugin('Report', { output: 'ok' }))))).toBe(ended);
});

test('no plugin decides without details or when every plugin was skipped', () => {
  expect(decidingPlugin(pluginsThatRan(invocation()))).toBeUndefined();
  expect(decidingPlugin(pluginsThatRan(invocation(otherPlatform, afterExit)))).toBeUndefined();
});
