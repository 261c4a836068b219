import { expect, test } from 'vitest';
import type { Invocation, Step } from '../../../src/domain.ts';
import { decidingStep, ranSteps } from '../../../src/report/causes/deciding-step.ts';

function step(name: string, rest: Partial<Step> = {}): Step {
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

function invocation(...steps: Step[]): Invocation {
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
    steps,
  };
}

const otherPlatform = step('PatchWindows', {
  output:
    'Step execution skipped due to unsatisfied preconditions: \'"StringEquals": [platformType, Windows]\'. Step name: PatchWindows',
});
const afterExit = step('Cleanup', {
  output:
    'Plugin with name aws:runShellScript and id Cleanup skipped due to prior step with an exit condition',
});

test('steps that were skipped did not run', () => {
  const ran = step('PatchLinux', { output: 'patched' });
  expect(ranSteps(invocation(otherPlatform, ran, afterExit))).toEqual([ran]);
});

test('the first failed step decides although later ones ran', () => {
  const first = step('Download', { status: 'Failed', responseCode: 1 });
  const second = step('Install', { status: 'Failed', responseCode: 2 });
  expect(decidingStep(ranSteps(invocation(step('Prepare'), first, second, step('Report'))))).toBe(first);
});

test('a failed step outweighs one that timed out before it', () => {
  const failed = step('Install', { status: 'Failed' });
  expect(decidingStep(ranSteps(invocation(step('Wait', { status: 'TimedOut' }), failed)))).toBe(failed);
});

test('a step still running decides while none has failed', () => {
  const running = step('Install', { status: 'InProgress' });
  expect(decidingStep(ranSteps(invocation(step('Prepare', { output: 'ready' }), running)))).toBe(running);
});

test('on success the last step that said something decides', () => {
  const told = step('PatchLinux', { output: 'installed 3' });
  expect(decidingStep(ranSteps(invocation(otherPlatform, told, step('Report'), afterExit)))).toBe(told);
});

test('on success a step that ended the document early decides', () => {
  const ended = step('Precheck', { responseCode: 168, output: 'nothing to do' });
  expect(decidingStep(ranSteps(invocation(ended, step('Report', { output: 'ok' }))))).toBe(ended);
});

test('no step decides without details or when every step was skipped', () => {
  expect(decidingStep(ranSteps(invocation()))).toBeUndefined();
  expect(decidingStep(ranSteps(invocation(otherPlatform, afterExit)))).toBeUndefined();
});
