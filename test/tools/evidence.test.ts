/** Each kind of fact that an answer takes from how nodes ran: said where it is so, and nothing false beside it. */

import { describe, expect, it } from 'vitest';
import type { InvocationDetail } from '../../src/tools/get-command-invocation/schema.ts';
import type { InvocationList } from '../../src/tools/list-command-invocations/schema.ts';
import { fleetOf, type LiteralCommand, type LiteralInvocation } from '../endpoint/fleet-of.ts';
import { startFixture } from '../session.ts';

const COMMAND = '7c1f64de-90ab-4c1e-8f55-3d1f0a2b4c6d';
const SENT = Date.UTC(2026, 5, 1, 12, 0, 0);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

type Node = Omit<LiteralInvocation, 'instanceId'>;

function idOf(index: number): string {
  return `i-0d1e2f3a4b5c6${String(index).padStart(4, '0')}`;
}

/** What both tools answer about these nodes of one command, `after` milliseconds after it was sent. */
async function answersOn(nodes: readonly Node[], after: number, header: Partial<LiteralCommand> = {}) {
  const invocations = nodes.map((node, index) => ({ instanceId: idOf(index), ...node }));
  const fleet = fleetOf([{ commandId: COMMAND, requestedAtMs: SENT, ...header, invocations }]);
  const fixture = await startFixture({ fleet, nowMs: SENT + after });
  const list = await fixture.call('list_command_invocations', { command_id: COMMAND, details: true });
  const one = await fixture.call('get_command_invocation', { command_id: COMMAND, instance_id: idOf(0) });
  return {
    fixture,
    listText: list.text,
    list: list.structured as InvocationList,
    oneText: one.text,
    one: one.structured as InvocationDetail,
  };
}

/** Every text that speaks of a node, to look for what must not be said anywhere. */
function everything({ listText, list, oneText, one }: Awaited<ReturnType<typeof answersOn>>): string {
  return [listText, JSON.stringify(list), oneText, JSON.stringify(one)].join('\n');
}

const notStarted = { startedAtMs: undefined, finishedAtMs: undefined } as object;

describe('a start goes before the status word', () => {
  const undelivered = { status: 'Failed', statusDetails: 'Undeliverable' };
  const expired = { status: 'TimedOut', statusDetails: 'DeliveryTimedOut' };

  it.each([undelivered, expired])('%j with a start: it did start', async (status) => {
    const plugins = [{ ...status, responseCode: -1, startedAtMs: SENT + 2_000, finishedAtMs: SENT + 9_000 }];
    const answers = await answersOn([{ ...status, plugins }], 2 * HOUR);
    for (const text of [answers.listText, answers.oneText]) {
      expect(text).toMatch(/It did start on the node; .* Check what it did before you send it again/);
    }
    expect(everything(answers)).not.toMatch(/could not deliver|never (?:started|reached|ran)|exit -1/i);
  });

  it.each([undelivered, expired])('%j without a start: SSM could not deliver it', async (status) => {
    const answers = await answersOn(
      [{ ...status, plugins: [{ ...status, responseCode: -1, ...notStarted }] }],
      2 * HOUR,
    );
    for (const text of [answers.listText, answers.oneText])
      expect(text).toContain('SSM could not deliver it');
    expect(everything(answers)).not.toMatch(/did start|never reached|exit -1/);
  });

  it('tells two nodes of one status apart by it', async () => {
    const asked = { ...expired, responseCode: 194, startedAtMs: SENT + 1_000, finishedAtMs: SENT + 7_000 };
    const never = { ...expired, responseCode: -1, ...notStarted };
    const { list, listText } = await answersOn(
      [
        { ...expired, plugins: [asked] },
        { ...expired, plugins: [never] },
      ],
      3 * HOUR,
    );
    expect(list.groups).toMatchObject([
      { nodes: 1, response_code: 194, hint: expect.stringContaining('It did start') },
      { nodes: 1, hint: expect.stringContaining('Never started') },
    ]);
    expect(list.groups[1]).not.toHaveProperty('response_code');
    expect(listText).toContain('asked for a reboot (exit 194), then the node did not report back');
  });
});

describe('a time limit', () => {
  function ranFor(seconds: number, plugin = 'aws:runShellScript'): Node {
    const finishedAtMs = SENT + 500 + seconds * 1_000;
    return {
      status: 'TimedOut',
      statusDetails: 'ExecutionTimedOut',
      plugins: [{ name: plugin, action: plugin, status: 'TimedOut', responseCode: 137, finishedAtMs }],
    };
  }

  it('of exactly an hour is the default, and no value to raise', async () => {
    const answers = await answersOn([ranFor(3_600), ranFor(3_600)], 2 * HOUR);
    for (const text of [answers.listText, answers.oneText]) {
      expect(text).toMatch(/3,600 s, the default of executionTimeout: .* outside 5 to 172,800 s/);
    }
    expect(everything(answers)).not.toMatch(/Raise|exit 137/);
  });

  it('of another length is one to raise, and looks like a kill for memory on Linux', async () => {
    const { listText } = await answersOn([ranFor(300), ranFor(300)], HOUR);
    expect(listText).toContain('executionTimeout (about 5 min). Raise it');
    expect(listText).toContain('killed for memory');
  });

  it('of exactly an hour is the default also where the value given is not one', async () => {
    const header = { parameters: { executionTimeout: ['604800'] } };
    const { listText } = await answersOn([ranFor(3_601)], 2 * HOUR, header);
    expect(listText).toContain('the value (here 604800) lies outside 5 to 172,800 s');
  });

  it('that was not reached is no time limit but a kill', async () => {
    const header = { parameters: { executionTimeout: ['900'] } };
    const { listText } = await answersOn([ranFor(45)], HOUR, header);
    expect(listText).toContain('Ended before its executionTimeout (15 min): likely killed for memory');
  });

  it('has nothing of exit 137 on Windows', async () => {
    const answers = await answersOn([ranFor(300, 'aws:runPowerShellScript')], HOUR, {
      documentName: 'AWS-RunPowerShellScript',
    });
    expect(answers.listText).toContain('Raise it');
    expect(everything(answers)).not.toMatch(/137|memory|dmesg/);
  });
});

describe('a script that asked for a reboot', () => {
  const exited = (code: number): Node => ({
    status: 'InProgress',
    plugins: [{ status: 'InProgress', responseCode: code, finishedAtMs: SENT + 10_000 }],
  });

  it('is waited for at first', async () => {
    const { listText, list } = await answersOn([exited(194)], 2 * MINUTE);
    expect(listText).toContain('the agent restarts the node, then runs the script again');
    expect(list.summary).not.toHaveProperty('duration_seconds');
  });

  it('is asked after when the node stays away', async () => {
    const { listText, oneText } = await answersOn([exited(194)], 40 * MINUTE);
    for (const text of [listText, oneText]) {
      expect(text).toContain(
        'A reboot was asked for 40 min ago (exit 194), after which the script runs again; the node has not reported since',
      );
    }
  });

  it('has asked for none once its plugin is over', async () => {
    const plugins = [
      { name: 'aws:runPowerShellScript', status: 'Failed', responseCode: 1641, stdout: 'Installing agent' },
    ];
    const answers = await answersOn([{ plugins }], HOUR, { documentName: 'AWS-RunPowerShellScript' });
    expect(answers.listText).toContain('MSI 1641: installed, and the installer began a restart');
    expect(everything(answers)).not.toMatch(/asked for a reboot|runs the script again/);
  });
});

describe('AWS-RunPatchBaseline', () => {
  const patched = (responseCode: number, stdout = 'patching'): Node => ({
    plugins: [{ name: 'PatchLinux', action: 'PatchLinux', responseCode, stdout, status: 'Failed' }],
  });
  const header = { documentName: 'AWS-RunPatchBaseline' };

  it.each([
    [132, 'Access denied'],
    [139, 'resources by tag'],
    [143, 'patch snapshot'],
    [148, 'instance metadata'],
    [151, 'how long the node has been up'],
    [156, 'could not be downloaded'],
    [160, 'baseline override'],
    [167, 'install override list'],
    [195, 'Patching failed in part, and a reboot is due'],
    [196, 'dependency check of the packages failed, and a reboot is due'],
  ])('says what exit %i means there', async (code, words) => {
    const answers = await answersOn([patched(code)], HOUR, header);
    for (const text of [answers.listText, answers.oneText]) expect(text).toContain(words);
    expect(everything(answers)).not.toMatch(/SIG[A-Z]+|crash of a program|kill|script ended/);
  });

  it('says both codes where the document turned one into 195', async () => {
    const stdout =
      '06/01/2026 12:00:03 root [ERROR]: Patching Operation failed with exit code 196 but instance needs reboot';
    const { listText } = await answersOn([patched(195, stdout)], HOUR, header);
    expect(listText).toMatch(/195: patching failed and a reboot is due\. 196: the dependency check/);
  });

  it('has its codes to itself', async () => {
    const { listText } = await answersOn([{ plugins: [{ responseCode: 143, stderr: 'bye' }] }], HOUR);
    expect(listText).toContain('SIGTERM');
  });
});

describe('what outputs show', () => {
  it("that the agent's own worker died", async () => {
    const message =
      'document process failed unexpectedly: document worker timed out , check [ssm-document-worker] log';
    const plugins = [{ status: 'Failed', responseCode: 0, message, ...notStarted }];
    const answers = await answersOn([{ plugins }], HOUR);
    for (const text of [answers.listText, answers.oneText]) {
      expect(text).toContain('the script may not have begun, or may still run');
      expect(text).toContain('/var/log/amazon/ssm');
    }
    expect(everything(answers)).not.toMatch(/exit 0|"response_code":0|never started/);
  });

  it('that a script printed nothing', async () => {
    const stderr = 'failed to run commands: exit status 1';
    const answers = await answersOn([{ plugins: [{ responseCode: 1, stderr }] }], HOUR);
    for (const text of [answers.listText, answers.oneText]) {
      expect(text).toContain('It printed nothing; exit 1 is that of the last command in the script');
    }
  });

  it('that output is still on its way', async () => {
    const late = { responseCode: 1, finishedAtMs: SENT + 5_000 };
    const { listText } = await answersOn([{ plugins: [late] }], 9_000);
    expect(listText).toContain('Ended 4 s ago; its output follows. Ask again');
    const { listText: later } = await answersOn([{ plugins: [late] }], HOUR);
    expect(later).not.toContain('output follows');
  });

  it('that nothing printed means no object in S3', async () => {
    const s3 = { bucket: 'amzn-s3-demo-bucket', prefix: 'checks' };
    const { listText, oneText } = await answersOn([{ plugins: [{}] }], HOUR, { s3 });
    for (const text of [listText, oneText]) {
      expect(text).toContain('no object into s3://amzn-s3-demo-bucket: nothing is missing');
    }
    const { listText: loud } = await answersOn([{ plugins: [{ stdout: 'v2' }] }], HOUR, { s3 });
    expect(loud).not.toContain('no object');
  });

  it("that the agent's shell has no HOME", async () => {
    const stderr = "_script.sh: 3: cd: can't cd to ~";
    const { listText } = await answersOn([{ plugins: [{ responseCode: 2, stderr }] }], HOUR);
    expect(listText).toContain('has no HOME');
  });

  it('that a signal, and no exit, ended a script', async () => {
    const stderr = 'failed to run commands: signal: killed';
    const answers = await answersOn([{ plugins: [{ status: 'Failed', responseCode: -1, stderr }] }], HOUR);
    expect(answers.listText).toContain('A signal ended the script');
    expect(everything(answers)).not.toMatch(/exit -1|"response_code":-1/);
  });

  it('of how many nodes SSM cut it', async () => {
    const cut = { plugins: [{ stdout: 'line of some length\n'.repeat(200) }] };
    const { list, listText } = await answersOn([cut, cut], HOUR);
    expect(list.groups).toMatchObject([{ nodes: 2, cut: 2 }]);
    expect(listText).toContain('output cut by SSM at 2,500 bytes');
  });
});

describe('how long nodes have been so', () => {
  it('is said of nodes that wait and of nodes that run', async () => {
    const pending = { status: 'Pending', plugins: [{ status: 'Pending', responseCode: -1, ...notStarted }] };
    const running = (startedAtMs: number): Node => ({
      status: 'InProgress',
      plugins: [{ status: 'InProgress', responseCode: -1, startedAtMs, finishedAtMs: undefined } as object],
    });
    const answers = await answersOn(
      [running(SENT + 5 * MINUTE), running(SENT + 20 * MINUTE), pending],
      25 * MINUTE,
    );
    expect(answers.listText).toContain('2 nodes InProgress, for 5 min to 20 min');
    expect(answers.listText).toContain('1 node Pending, for 25 min');
    expect(answers.list.groups).toMatchObject([
      { status: 'InProgress', open_seconds: { min: 300, max: 1_200 } },
      { status: 'Pending', open_seconds: { min: 1_500, max: 1_500 } },
    ]);
    expect(everything(answers)).not.toMatch(/exit -1|"response_code"/);
  });

  it('is compared with that of the nodes that ended', async () => {
    const stuck = {
      status: 'InProgress',
      plugins: [{ status: 'InProgress', finishedAtMs: undefined } as object],
    };
    const ended = { plugins: [{ finishedAtMs: SENT + 40_500, stdout: 'done' }] };
    const { listText } = await answersOn([stuck, ended, ended], 3 * HOUR);
    expect(listText).toContain(
      'Open for 3 h where half of the nodes that ended took at most 40 s: likely stuck',
    );
  });

  it('sets when to ask again', async () => {
    const open = { status: 'InProgress', plugins: [{ status: 'InProgress', ...notStarted }] };
    const waits = [];
    for (const after of [20_000, 20 * MINUTE, 5 * HOUR]) {
      const { oneText } = await answersOn([open], after);
      waits.push(/Ask again in (.*?)\./.exec(oneText)?.[1]);
    }
    expect(waits).toEqual(['10 s', '2 min', '30 min']);
  });
});

describe('figures', () => {
  it('of a duration that all share are said once', async () => {
    const { list, listText } = await answersOn([{}, {}, {}], HOUR);
    expect(list.summary.duration_seconds).toEqual({ max: 1 });
    expect(listText.match(/1 s\b/g)).toEqual(['1 s']);
    expect(listText).toContain('Duration: 1 s each.');
  });

  it('of durations are those of nodes that ended, and say of how many', async () => {
    const open = {
      status: 'InProgress',
      plugins: [{ status: 'InProgress', responseCode: 3010, finishedAtMs: SENT + HOUR }],
    };
    const ended = [1, 2, 9].map((seconds) => ({
      plugins: [{ startedAtMs: SENT, finishedAtMs: SENT + seconds * 1_000 }],
    }));
    const { list, listText } = await answersOn([open, ...ended], 2 * HOUR);
    expect(list.summary.duration_seconds).toEqual({ median: 2, p95: 9, max: 9, invocations: 3 });
    expect(listText).toContain('Duration (3 of 4): median 2 s, p95 9 s, max 9 s.');
  });

  it('count as plugins that ran those that started', async () => {
    const nothing = await answersOn([{ plugins: [] }], HOUR);
    expect(nothing.oneText).toContain('SSM lists no plugin.');
    const plugins = [
      { name: 'prepare', responseCode: 1, stderr: 'no space' },
      { name: 'deploy', status: 'Failed', responseCode: 0, message: 'not begun', ...notStarted },
    ];
    const { oneText } = await answersOn([{ plugins }], HOUR);
    expect(oneText).toContain('1 of 2 plugins ran.');
    expect(oneText).toMatch(/Plugin deploy: Failed, no start reported\./);
  });

  it("give the command's own time of request on every page", async () => {
    const nodes = Array.from({ length: 120 }, (_, index) => ({ requestedAtMs: SENT + (index % 7) * MINUTE }));
    const { fixture, listText } = await answersOn(nodes, HOUR);
    expect(listText).toContain('requested 2026-06-01T12:00:00Z');
    for (const asked of [{ command_id: COMMAND }, {}]) {
      const times = new Set<string>();
      let args: Record<string, unknown> | undefined = { ...asked, max_tokens: 700 };
      while (args !== undefined) {
        const list = (await fixture.call('list_command_invocations', args)).structured as InvocationList;
        for (const { requested_at } of list.commands) times.add(requested_at);
        args = list.next_cursor === undefined ? undefined : { cursor: list.next_cursor };
      }
      expect([...times]).toEqual(['2026-06-01T12:00:00Z']);
    }
  });

  it('count the nodes that a command of status Success lost', async () => {
    const undelivered = {
      status: 'Failed',
      statusDetails: 'Undeliverable',
      plugins: [{ status: 'Failed', responseCode: -1, ...notStarted }],
    };
    const failed = { plugins: [{ responseCode: 1, stderr: 'no' }] };
    const { list } = await answersOn([{}, {}, failed, undelivered], HOUR, {
      status: 'Success',
      statusDetails: 'Success',
    });
    expect(list.notes).toContain("The command's own status is Success, although 2 nodes did not succeed.");
    const { list: only } = await answersOn([{}, undelivered], HOUR, {
      status: 'Success',
      statusDetails: 'Success',
    });
    expect(only.notes).toContain("The command's own status is Success, although 1 node did not succeed.");
  });
});

it('gives a hint in full once, and then by the group that has it', async () => {
  const plugin = (code: number, stderr: string) => ({ plugins: [{ responseCode: code, stderr }] });
  const { list, listText } = await answersOn(
    [plugin(127, 'sh: 1: jq: not found'), plugin(127, 'sh: 9: terraform: not found')],
    HOUR,
  );
  expect(list.groups.map(({ hint }) => hint)).toEqual([
    expect.stringContaining('Command not found'),
    'Hint as in group 1.',
  ]);
  expect(listText.match(/Command not found/g)).toHaveLength(1);
});
