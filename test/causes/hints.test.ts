import { expect, test } from 'vitest';
import { hintFor } from '../../src/causes/hints.ts';

const STATUSES = [
  'Success',
  'Failed',
  'TimedOut',
  'ExecutionTimedOut',
  'DeliveryTimedOut',
  'Undeliverable',
  'AccessDenied',
  'InvalidPlatform',
  'Terminated',
  'Cancelled',
  'Delayed',
  'InProgress',
];
const CODES = [
  undefined,
  -1,
  0,
  1,
  4,
  126,
  127,
  137,
  139,
  143,
  152,
  155,
  156,
  168,
  169,
  194,
  1603,
  1618,
  1641,
  3010,
];

test('a hint is one line of at most 200 characters', () => {
  for (const status of STATUSES) {
    for (const responseCode of CODES) {
      for (const document of ['AWS-RunPatchBaseline', 'AWS-RunShellScript']) {
        const hint = hintFor({ status, document, ...(responseCode !== undefined && { responseCode }) }) ?? '';
        expect(hint.length, hint).toBeLessThanOrEqual(200);
        expect(hint).not.toContain('\n');
      }
    }
  }
});

test('statuses of nodes that were never reached say so, whatever the code', () => {
  for (const status of [
    'Undeliverable',
    'DeliveryTimedOut',
    'Terminated',
    'InvalidPlatform',
    'AccessDenied',
  ]) {
    expect(hintFor({ status, responseCode: -1 })).toMatch(/could not deliver|never|Refused|Not sent/i);
  }
});

test('exit 137 names both the time limit and a kill for memory', () => {
  expect(hintFor({ status: 'ExecutionTimedOut', responseCode: 137 })).toMatch(/executionTimeout.*memory/s);
  expect(hintFor({ status: 'Failed', responseCode: 137 })).toMatch(/memory.*timeout/s);
});

test('codes of the patch payload mean that in patch documents only', () => {
  expect(hintFor({ status: 'Failed', responseCode: 155, document: 'AWS-RunPatchBaseline' })).toContain(
    '/var/log',
  );
  expect(hintFor({ status: 'Failed', responseCode: 155, plugin: 'PatchLinux' })).toContain('/var/log');
  expect(hintFor({ status: 'Failed', responseCode: 155, document: 'AWS-RunShellScript' })).toBeUndefined();
});

test('codes that ask for a reboot explain why the plugin stays InProgress', () => {
  for (const responseCode of [194, 3010, 1641]) {
    expect(hintFor({ status: 'InProgress', responseCode })).toContain('InProgress');
  }
});

test.each([
  ["cd: can't cd to ~", true],
  ['_script.sh: line 2: HOME: unbound variable', true],
  ['fatal: $HOME not set', true],
  ['Error: HOME environment variable is not set', true],
  ['build cache is required: neither $XDG_CACHE_HOME nor $HOME are defined', true],
  ['JAVA_HOME is not set', false],
  ['M2_HOME: unbound variable', false],
  ['cd: /home/app: No such file or directory', false],
])('a shell without HOME shows in %j: %s', (cause, shows) => {
  const hint = hintFor({ status: 'Failed', responseCode: 1, plugin: 'aws:runShellScript', cause }) ?? '';
  expect(hint.includes('has no HOME')).toBe(shows);
});

test('168 counts as success and 169 as failure', () => {
  expect(hintFor({ status: 'Success', responseCode: 168 })).toContain('counted as success');
  expect(hintFor({ status: 'Failed', responseCode: 169 })).toContain('counted as failed');
});

test('what SSM adds nothing to has no hint', () => {
  expect(hintFor({ status: 'Success', responseCode: 0 })).toBeUndefined();
  expect(hintFor({ status: 'Failed', responseCode: 1 })).toBeUndefined();
  expect(hintFor({ status: 'Failed', responseCode: -1 })).toBeUndefined();
});

test('-1 is told apart by whether the script started and what ended it', () => {
  expect(hintFor({ status: 'Failed', responseCode: -1, started: false })).toContain('No start was reported');
  expect(
    hintFor({ status: 'Failed', responseCode: -1, cause: 'failed to run commands: signal: killed' }),
  ).toContain('signal');
});

test.each([
  ['Undeliverable', 'lost', /Start the agent or the node/],
  ['Undeliverable', 'online', /answer now: send it again/],
  ['DeliveryTimedOut', 'lost', /node off, agent stopped/],
  ['DeliveryTimedOut', 'online', /answer now/],
  ['Pending', 'lost', /do not answer/],
  ['Delayed', 'lost', /do not answer/],
  ['Delayed', 'online', /likely stuck/],
] as const)('%s says what to do where the agents are known to be %s', (status, ping, says) => {
  const hint = hintFor({ status, started: false, ping }) ?? '';
  expect(hint).toMatch(says);
  expect(hint).not.toContain('PingStatus');
  expect(hint.length).toBeLessThanOrEqual(200);
});
