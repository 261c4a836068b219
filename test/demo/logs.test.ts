import {
  DescribeLogStreamsCommand,
  GetLogEventsCommand,
  type GetLogEventsCommandInput,
} from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it } from 'vitest';
import { GeneratedOutput, type WholeOutput } from '../../src/demo/whole-output/index.ts';
import { endpoint, refusalOf } from './endpoint-fixture.ts';
import { GROUP, keeping, logsOf, readEvents, STREAM } from './stores-fixture.ts';

const STDOUT = `${STREAM}/stdout`;
const OVERHEAD = 26;

const generated = (bytes: number, lineEnd: '\n' | '\r\n' = '\n') =>
  new GeneratedOutput({
    seed: 'logs',
    bytes,
    lineEnd,
    line: ({ hex }, place) => `é ${place} ${hex(8)} ${'-'.repeat(60)}`,
  });

async function logsKeeping(plugin: object, options: object = {}) {
  return logsOf(await endpoint({ fleet: keeping([plugin]), ...options }));
}

const ask = (input: Partial<GetLogEventsCommandInput> = {}) =>
  new GetLogEventsCommand({ logGroupName: GROUP, logStreamName: STDOUT, ...input });

describe('the events of a stream', () => {
  it.each([
    [30_000, '\n'],
    [1_000_000, '\r\n'],
    [20_000_000, '\n'],
  ] as const)('of %i bytes are all that was printed, each line once (%j)', async (bytes, lineEnd) => {
    const whole = generated(bytes, lineEnd);
    const { messages, pages } = await readEvents(await logsKeeping({ whole: { stdout: whole } }), STDOUT);
    const text = whole.slice(0, bytes).toString('utf8').replaceAll('\r\n', '\n');
    expect(`${messages.join('\n')}\n` === text).toBe(true);
    expect(messages.every((message) => Buffer.byteLength(message) <= 200_000)).toBe(true);
    expect(messages.length).toBeGreaterThan(10);
    expect(pages.at(-1)).toBe(0);
  });

  it('fill at most 1 MiB a page', async () => {
    const client = await logsKeeping({ whole: { stdout: generated(20_000_000) } });
    const { events = [] } = await client.send(ask({ startFromHead: true }));
    const size = events.reduce((sum, { message = '' }) => sum + Buffer.byteLength(message) + OVERHEAD, 0);
    expect(size).toBeLessThanOrEqual(1_048_576);
    expect(size).toBeGreaterThan(800_000);
  });

  it('split a line that is too long, and never a character', async () => {
    const stdout = `x${'ü'.repeat(200_000)}`;
    const { messages } = await readEvents(await logsKeeping({ stdout }), STDOUT);
    expect(messages.length).toBeGreaterThan(1);
    expect(messages.join('')).toBe(stdout);
  });

  it('are the newest first without startFromHead, and go back page by page', async () => {
    const client = await logsKeeping({ whole: { stdout: generated(30_000) } });
    const { messages } = await readEvents(client, STDOUT);
    const back: string[] = [];
    let nextToken: string | undefined;
    while (true) {
      const page = await client.send(ask({ limit: 7, nextToken }));
      back.unshift(...(page.events ?? []).map(({ message = '' }) => message));
      if (page.nextBackwardToken === nextToken) break;
      nextToken = page.nextBackwardToken;
    }
    expect(back).toEqual(messages);
  });

  it('come on pages of which some are empty, and still end where the forward token repeats', async () => {
    const plugin = { whole: { stdout: generated(30_000) } };
    const whole = await readEvents(await logsKeeping(plugin), STDOUT, 4);
    const withEmpty = await readEvents(await logsKeeping(plugin, { emptyPages: true }), STDOUT, 4);
    expect(withEmpty.messages).toEqual(whole.messages);
    expect(withEmpty.pages.slice(0, 4)).toEqual([0, 4, 4, 0]);
  });

  it('can be asked for by time, without the end', async () => {
    const client = await logsKeeping({ whole: { stdout: generated(30_000) } });
    const { events: all = [] } = await client.send(ask({ startFromHead: true }));
    const [startTime, endTime] = [all[3]?.timestamp, all[6]?.timestamp];
    const { events } = await client.send(ask({ startFromHead: true, startTime, endTime }));
    expect(events?.map(({ timestamp }) => timestamp)).toEqual(
      all.slice(3, 6).map((event) => event.timestamp),
    );
  });

  it('are there while a step runs', async () => {
    const client = await logsKeeping({
      status: 'InProgress',
      finishedAtMs: undefined,
      stdout: 'so far\nhalf a li',
    });
    expect((await readEvents(client, STDOUT)).messages).toEqual(['so far']);
  });

  it('grow with a step that runs: what was read stays read, and no line is lost', async () => {
    let printed = 'started\n';
    const growing: WholeOutput = {
      get bytes() {
        return printed.length;
      },
      slice: (from, to) => Buffer.from(printed.slice(from, to)),
    };
    const running = { status: 'InProgress', finishedAtMs: undefined, whole: { stdout: growing } };
    const client = await logsKeeping(running);
    const read: string[] = [];
    let nextToken: string | undefined;
    for (let turn = 0; turn < 40; turn++) {
      const page = await client.send(ask({ startFromHead: true, nextToken, limit: 2 }));
      nextToken = page.nextForwardToken;
      read.push(...(page.events ?? []).map(({ message = '' }) => message));
      if (turn < 15) printed += `line ${turn} ${'.'.repeat(turn * 29)}\n`;
    }
    expect(`${read.join('\n')}\n`).toBe(printed);
  });

  it('lack the tail that the agent did not wait for', async () => {
    const client = await logsKeeping({ stdout: 'one\ntwo\nthree\n', uploads: { logsBytes: 8 } });
    expect((await readEvents(client, STDOUT)).messages).toEqual(['one\ntwo']);
  });
});

describe('what is not there', () => {
  it('is a group without any command, one that nodes may not make, or a stream', async () => {
    const refused = async (client: ReturnType<typeof logsOf>, input: Partial<GetLogEventsCommandInput>) =>
      refusalOf(client.send(ask(input)));
    const group = { name: 'ResourceNotFoundException', message: 'The specified log group does not exist.' };
    const stream = { ...group, message: 'The specified log stream does not exist.' };
    const client = await logsKeeping({ stdout: 'x' });
    expect(await refused(client, { logGroupName: '/other' })).toEqual(group);
    expect(await refused(client, { logStreamName: `${STREAM}/stderr` })).toEqual(stream);
    const denied = await logsKeeping({ stdout: 'x', uploads: { logsBytes: 0 } });
    expect(await refused(denied, {})).toEqual(stream);
    const absent = await endpoint({ fleet: keeping([{ stdout: 'x' }], { logGroupAbsent: true }) });
    expect(await refused(logsOf(absent), {})).toEqual(group);
  });

  it('is a page behind a token of another stream', async () => {
    const client = await logsKeeping({ stdout: 'x', stderr: 'y' });
    const { nextForwardToken: nextToken } = await client.send(ask({ startFromHead: true }));
    const other = await refusalOf(client.send(ask({ logStreamName: `${STREAM}/stderr`, nextToken })));
    expect(other?.name).toBe('InvalidParameterException');
  });
});

describe('a list of streams', () => {
  it('has those of a prefix, with the time of their last event', async () => {
    const client = await logsKeeping({ stdout: 'x', stderr: 'y' });
    const describing = (logStreamNamePrefix: string, limit?: number, nextToken?: string) =>
      client.send(
        new DescribeLogStreamsCommand({ logGroupName: GROUP, logStreamNamePrefix, limit, nextToken }),
      );
    const { logStreams } = await describing(STREAM);
    expect(logStreams?.map(({ logStreamName }) => logStreamName)).toEqual([`${STREAM}/stderr`, STDOUT]);
    expect(logStreams?.[0]?.lastEventTimestamp).toBeGreaterThan(0);
    expect((await describing('nothing')).logStreams).toEqual([]);
    const first = await describing(STREAM, 1);
    const second = await describing(STREAM, 1, first.nextToken);
    expect([first, second].map((page) => page.logStreams?.[0]?.logStreamName)).toEqual([
      `${STREAM}/stderr`,
      STDOUT,
    ]);
    expect(second.nextToken).toBeUndefined();
  });
});
