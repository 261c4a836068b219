import { describe, expect, it } from 'vitest';
import type { FleetPlugin } from '../../src/demo/fleet.ts';
import { LiteralOutput } from '../../src/demo/whole-output/index.ts';
import type { InvocationDetail } from '../../src/tools/get-command-invocation/schema.ts';
import { COMMAND, NODE } from '../demo/endpoint-fixture.ts';
import { keeping } from '../demo/stores-fixture.ts';
import type { EndpointOptions, EndpointRequest, Fault } from '../endpoint/endpoint.ts';
import type { LiteralCommand } from '../endpoint/fleet-of.ts';
import { startFixture } from '../session.ts';
import { BARE_ENV, connect } from '../stdio-client.ts';

const TOOL = 'get_command_invocation';
const ASKED = { command_id: COMMAND, instance_id: NODE };
const REASON = 'fatal: No space left on device\n';
const LINES = Array.from({ length: 4_000 }, (_, at) => `line ${at} of the log, and all is well`).join('\n');

type Case = EndpointOptions & {
  readonly plugin?: Partial<FleetPlugin>;
  readonly command?: Partial<LiteralCommand>;
  readonly fullOutput?: boolean;
};

async function started({ plugin = {}, command = {}, ...options }: Case = {}) {
  const failed = { whole: { stdout: new LiteralOutput(`${LINES}\n${REASON}`) }, responseCode: 1, ...plugin };
  const fixture = await startFixture({ fleet: keeping([failed], command), ...options });
  const ask = async (args: object = ASKED) => {
    const { text, structured } = await fixture.call(TOOL, { ...args });
    const detail = structured as InvocationDetail;
    return { text, detail, output: detail.plugins[0]?.outputs[0], notes: (detail.notes ?? []).join('\n') };
  };
  const asked = (service: EndpointRequest['service']) =>
    fixture.endpoint.requests.filter((request) => request.service === service);
  return { ask, asked, fixture };
}

function on(operation: string, fault: Fault): Pick<EndpointOptions, 'fault'> {
  return { fault: (request) => (request.operation === operation ? fault : undefined) };
}

describe('an output that SSM cut', () => {
  it('begins and ends as the whole in S3 does, and its cause is from there', async () => {
    const { ask, asked } = await started();
    const { text, output, detail } = await ask();
    expect(output).toMatchObject({ read_from: 'S3', size: LINES.length + 1 + REASON.length, more: true });
    expect(output?.tail_preview).toContain(REASON);
    expect(detail.cause).toBe(REASON.trim());
    expect(text).toContain('stdout from S3, its beginning, 150,9');
    expect(asked('logs')).toHaveLength(0);
    expect(asked('s3').map(({ operation }) => operation)).toEqual(['GetObject', 'GetObject']);
  });

  it('is not read outside of SSM where SSM has all of it', async () => {
    const { ask, asked } = await started({ plugin: { whole: {}, stdout: 'short\n' } });
    await ask();
    expect([...asked('s3'), ...asked('logs')]).toEqual([]);
  });

  it('stays as SSM has it with --no-full-output', async () => {
    const { ask, asked } = await started({ fullOutput: false });
    const { output, notes } = await ask();
    expect(output).toMatchObject({ cut_by_ssm: true });
    expect(notes).toContain('This server was started with --no-full-output');
    expect([...asked('s3'), ...asked('logs')]).toEqual([]);
  });

  it('is found in the Region where the bucket is, once', async () => {
    const command = { s3: { bucket: 'amzn-s3-demo-bucket', prefix: 'logs', region: 'eu-central-1' } };
    const { ask, asked } = await started({ command });
    expect((await ask()).output).toMatchObject({ read_from: 'S3' });
    expect(asked('s3').map(({ region }) => region)).toEqual(['us-east-1', 'eu-central-1', 'eu-central-1']);
  });

  it.each(['', 'a-step-of-my-own'])('is found in another folder of its step: "%s"', async (s3Folder) => {
    const { ask } = await started({ plugin: { uploads: { s3Folder } } });
    expect((await ask()).output).toMatchObject({ read_from: 'S3' });
  });

  it('is read in CloudWatch Logs where S3 has none', async () => {
    const { ask } = await started({ plugin: { uploads: { s3: false } } });
    const { output, detail } = await ask();
    expect(output).toMatchObject({ read_from: 'CloudWatch Logs', more: true });
    expect(detail.cause).toBe(REASON.trim());
  });
});

describe('a whole that cannot be read', () => {
  const noLogs = { cloudWatchLogGroup: '/ops/none', logGroupAbsent: true };
  it.each<[string, Fault, string[]]>([
    [
      'AccessDenied',
      { kind: 'error', type: 'AccessDenied' },
      ['s3:GetObject', 's3:ListBucket', 'bucket policy', 'kms:Decrypt'],
    ],
    [
      'the KMS key denied',
      { kind: 'error', type: 'AccessDenied', message: 'not authorized to perform: kms:Decrypt' },
      ['may not decrypt', 'kms:Decrypt'],
    ],
    ['no bucket', { kind: 'error', type: 'NoSuchBucket' }, ['there is no S3 bucket']],
    ['another length than is said', { kind: 'wrongLength' }, ['not what the API promises']],
    ['a connection that breaks in the midst', { kind: 'resetMidway' }, ['connection broke']],
  ])('is told with who can change it: %s', async (_, fault, words) => {
    const { ask } = await started({ command: noLogs, ...on('GetObject', fault) });
    const { output, notes, detail } = await ask();
    expect(output).toMatchObject({ cut_by_ssm: true });
    expect(detail.full_output).toBeDefined();
    for (const word of words) expect(notes).toContain(word);
  });

  it('may be missing for several reasons, of which those that are possible are told', async () => {
    const missing = { plugin: { uploads: { s3: false } }, command: noLogs };
    const { ask } = await started(missing);
    const { notes } = await ask();
    expect(notes).toContain("the upload failed, which only the agent's log on the node tells");
    expect(notes).toContain('lifecycle rules');
    expect(notes).not.toContain('printed nothing');
    expect(notes).not.toContain('another folder');
    const denied = await started({
      ...missing,
      ...on('ListObjectsV2', { kind: 'error', type: 'AccessDenied' }),
    });
    expect((await denied.ask()).notes).toContain('another folder (s3:ListBucket would show it)');
  });

  it('in CloudWatch Logs is told likewise', async () => {
    const onlyLogs = { uploads: { s3: false, logsBytes: 0 } };
    const { ask } = await started({
      plugin: onlyLogs,
      ...on('GetObject', { kind: 'error', type: 'AccessDenied' }),
    });
    expect((await ask()).notes).toContain('s3:GetObject');
  });

  it('leaves the cursor good for another try where it fails on the way', async () => {
    let broken = false;
    const { ask } = await started({
      fault: ({ operation }) => (broken && operation === 'GetObject' ? { kind: 'resetMidway' } : undefined),
    });
    const first = await ask({ ...ASKED, max_tokens: 20_000 });
    const second = await ask({ cursor: first.detail.next_cursor });
    broken = true;
    const cursor = second.detail.next_cursor;
    await expect(ask({ cursor })).rejects.toThrow('GetObject: network');
    broken = false;
    expect((await ask({ cursor })).output?.text).toMatch(/^line \d+ of the log/);
  });
});

it('shows what a running step has said so far, without being asked for it', async () => {
  const running = {
    status: 'InProgress',
    statusDetails: 'InProgress',
    responseCode: -1,
    whole: { stdout: new LiteralOutput('restoring the first volume\n') },
  };
  const { ask } = await started({ plugin: running });
  const { output, notes } = await ask();
  expect(output).toMatchObject({ read_from: 'CloudWatch Logs', text: 'restoring the first volume' });
  expect(notes).toContain('shown is what CloudWatch Logs has by now');
  expect(notes).not.toContain('could not be read');
});

it('asks no service of AWS itself while SSM has an endpoint of its own, and says so', async () => {
  const { fixture } = await started();
  const { client } = await connect([], {
    ...BARE_ENV,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'unchecked',
    AWS_ENDPOINT_URL_SSM: fixture.endpoint.url,
    AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: fixture.endpoint.url,
  });
  const { structuredContent } = await client.callTool({ name: TOOL, arguments: ASKED });
  await client.close();
  expect((structuredContent as InvocationDetail).plugins[0]?.outputs[0]).toMatchObject({
    read_from: 'CloudWatch Logs',
  });
  expect(fixture.endpoint.requests.filter(({ service }) => service === 's3')).toEqual([]);
});

describe('match', () => {
  it('shows the lines that match in all of the whole, with two around, and counts them', async () => {
    const { ask } = await started();
    const { output, detail, text } = await ask({ ...ASKED, match: 'line (10|3990) |^fatal' });
    expect(detail.matched).toMatchObject({ lines: 3, complete: true });
    expect(output?.text.split('\n')).toEqual([
      ...[8, 9, 10, 11, 12].map((at) => `line ${at} of the log, and all is well`),
      '--',
      ...[3988, 3989, 3990, 3991, 3992].map((at) => `line ${at} of the log, and all is well`),
      '--',
      ...[3998, 3999].map((at) => `line ${at} of the log, and all is well`),
      REASON.trim(),
      '',
    ]);
    expect(text).toContain('3 lines match "line (10|3990) |^fatal" in all');
  });

  it('shows each line once by its cursors, and counts the same on each page', async () => {
    const { ask } = await started();
    const seen: string[] = [];
    let page = await ask({ ...ASKED, match: 'line \\d*5 ' });
    for (;;) {
      expect(page.detail.matched).toMatchObject({ lines: 400 });
      seen.push(...(page.output?.text.match(/^line \d*5 /gm) ?? []));
      if (page.detail.next_cursor === undefined) break;
      page = await ask({ cursor: page.detail.next_cursor, max_tokens: 5_000 });
    }
    expect(seen).toEqual(Array.from({ length: 400 }, (_, at) => `line ${at}5 `.replace('line 0', 'line ')));
  });

  it('says that nothing matches, and in how much', async () => {
    const { ask } = await started();
    const { text, detail } = await ask({ ...ASKED, match: 'no such thing' });
    expect(detail.matched).toMatchObject({ lines: 0, complete: true });
    expect(text).toContain('No line matches "no such thing" in all 150,9');
  });
});

describe('a store that answers late or not at once', () => {
  it('is asked again where it throttles', async () => {
    const { ask, asked } = await started({
      fault: ({ operation, index }) =>
        operation === 'GetObject' && index < 3 ? { kind: 'error', type: 'SlowDown' } : undefined,
    });
    expect((await ask()).output).toMatchObject({ read_from: 'S3' });
    expect(asked('s3')).toHaveLength(3);
  });

  it('is waited for where its bytes come slowly', async () => {
    const { ask } = await started(on('GetObject', { kind: 'slow', ms: 1 }));
    expect((await ask()).output).toMatchObject({
      read_from: 'S3',
      tail_preview: expect.stringContaining(REASON),
    });
  });
});

it('reads twenty wholes of an invocation at most, those of failures first, and says how to read another', async () => {
  const plugins = Array.from({ length: 25 }, (_, at) => ({
    name: `step-${at}`,
    responseCode: at === 24 ? 1 : 0,
    stdout: LINES,
  }));
  const fixture = await startFixture({ fleet: keeping(plugins) });
  const { structured } = await fixture.call(TOOL, { ...ASKED, max_tokens: 20_000 });
  const keys = fixture.endpoint.requests
    .filter(({ service }) => service === 's3')
    .map(({ input }) => String(input['Key']).split('/').at(-2));
  expect(new Set(keys).size).toBe(20);
  expect(keys).toContain('step-24');
  expect((structured as InvocationDetail).notes?.join()).toContain('With plugin_name the whole of one');
});

it('says of a match what could not be looked through', async () => {
  const { ask } = await started({ fullOutput: false });
  const { text, detail } = await ask({ ...ASKED, match: 'No space left' });
  expect(detail.matched).toMatchObject({ lines: 0, cut_by_ssm: true });
  expect(text).toContain('of output that could be read, and SSM cut some.');
});

it('stops when the caller goes away in the midst of a whole', async () => {
  const { fixture } = await started(on('GetObject', { kind: 'hang' }));
  const gone = new AbortController();
  const answer = fixture.call(TOOL, ASKED, { signal: gone.signal });
  await fixture.endpoint.arrived(3);
  gone.abort(new Error('gone'));
  await expect(answer).rejects.toThrow('gone');
});
