import {
  DescribeLogGroupsCommand,
  GetLogRecordCommand,
  GetQueryResultsCommand,
  type GetQueryResultsCommandOutput,
  StartQueryCommand,
  type StartQueryCommandInput,
  StopQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it } from 'vitest';
import { GeneratedOutput } from '../../src/demo/whole-output/index.ts';
import type { EndpointOptions } from '../endpoint/endpoint.ts';
import { COMMAND, endpoint, NODE, NOW_MS, refusalOf, storyFleet } from './endpoint-fixture.ts';
import { GROUP, keeping, logsOf, STREAM } from './stores-fixture.ts';

const DAY = 86_400;
const NOW = NOW_MS / 1_000;
const UPDATES = '/aws/ssm/AWS-UpdateSSMAgent';
const LOW = 'fields @timestamp, @logStream | filter @message like /(?i)low disk space/';
const OLDEST_LAST = ' | sort @timestamp desc | limit 20000';

type Logs = ReturnType<typeof logsOf>;

async function logsWith(options: EndpointOptions = {}): Promise<Logs> {
  return logsOf(await endpoint({ fleet: storyFleet(20), ...options }));
}

const RECENT = { requestedAtMs: NOW_MS - 60_000 };
const LINE = 'x'.repeat(1_500);

/** A stream of 30 KB in some twenty events, a minute long. */
const saying = (bytes = 30_000) =>
  keeping(
    [
      {
        whole: {
          stdout: new GeneratedOutput({ seed: 'x', bytes, line: ({ hex }, n) => `${n} ${hex(60)}` }),
        },
        startedAtMs: RECENT.requestedAtMs,
        finishedAtMs: NOW_MS,
      },
    ],
    RECENT,
  );

function start(client: Logs, input: Partial<StartQueryCommandInput> = {}) {
  const span = { startTime: NOW - 40 * DAY, endTime: NOW };
  return client.send(
    new StartQueryCommand({ ...span, logGroupName: UPDATES, queryString: LOW + OLDEST_LAST, ...input }),
  );
}

async function query(client: Logs, input: Partial<StartQueryCommandInput> = {}) {
  const { queryId } = await start(client, input);
  let page: GetQueryResultsCommandOutput;
  do page = await client.send(new GetQueryResultsCommand({ queryId }));
  while (page.status === 'Scheduled' || page.status === 'Running');
  const rows = (page.results ?? []).map((row) =>
    Object.fromEntries(row.map(({ field = '', value = '' }) => [field, value])),
  );
  return { ...page, rows, queryId };
}

describe('a query', () => {
  it('finds what nodes said in 40 days, the newest first, of commands that SSM has forgotten too', async () => {
    const { rows, status, statistics } = await query(await logsWith());
    expect(status).toBe('Complete');
    const times = rows.map((row) => row['@timestamp'] ?? '');
    expect(times).toEqual([...times].sort().reverse());
    expect(Date.parse(`${times.at(-1)}Z`)).toBeLessThan(NOW_MS - 31 * DAY * 1_000);
    expect(rows.length).toBeGreaterThan(10);
    expect(statistics?.recordsMatched).toBe(rows.length);
    expect(statistics?.bytesScanned).toBeGreaterThan(90_000);
  });

  it('scans what lies in its span, whatever its filters let through', async () => {
    const client = await logsWith();
    const week = { startTime: NOW - 7 * DAY };
    const [all, week1, none] = [
      await query(client),
      await query(client, week),
      await query(client, { ...week, queryString: 'filter @message like /no such text/' }),
    ];
    expect(week1.statistics?.bytesScanned).toBeLessThan((all.statistics?.bytesScanned ?? 0) / 4);
    expect(none.statistics?.bytesScanned).toBe(week1.statistics?.bytesScanned);
    expect(none.rows).toEqual([]);
  });

  it('shows each event with a pointer, which gives the whole of it', async () => {
    const client = await logsWith({ fleet: keeping([{ stdout: `${LINE}\nlast` }], RECENT) });
    const { rows } = await query(client, { logGroupName: GROUP, queryString: 'fields @message, @logStream' });
    const first = rows.at(-1) ?? {};
    expect(Object.keys(first)).toEqual(['@message', '@logStream', '@ptr']);
    expect(first['@logStream']).toBe(`${STREAM}/stdout`);
    expect(first['@message']).toHaveLength(1_000);
    const { logRecord } = await client.send(new GetLogRecordCommand({ logRecordPointer: first['@ptr'] }));
    expect(logRecord?.['@message']).toBe(LINE);
    expect(logRecord?.['@logStream']).toBe(`${COMMAND}/${NODE}/aws-runShellScript/stdout`);
  });

  it('gives its results in pages', async () => {
    const client = await logsWith();
    const { queryId, rows } = await query(client);
    const seen: (string | undefined)[] = [];
    let nextToken: string | undefined;
    do {
      const page = await client.send(new GetQueryResultsCommand({ queryId, maxItems: 4, nextToken }));
      seen.push(...(page.results ?? []).map((row) => row.at(-1)?.value));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    expect(seen).toEqual(rows.map((row) => row['@ptr']));
  });

  it('ends where the text of the query says, else where the call does', async () => {
    const client = await logsWith();
    const queryString = 'fields @timestamp | sort @timestamp desc';
    const limited = await query(client, { queryString, limit: 2 });
    const overridden = await query(client, { queryString: `${queryString} | limit 3`, limit: 2 });
    expect([limited.rows.length, overridden.rows.length]).toEqual([2, 3]);
  });

  it('is Running while it reads, and is stopped with what it found so far', async () => {
    const client = await logsWith({ fleet: saying(20_000_000) });
    const { queryId } = await start(client, {
      logGroupName: GROUP,
      queryString: 'filter @message like /[0-9]/',
    });
    const { status } = await client.send(new GetQueryResultsCommand({ queryId }));
    expect(['Scheduled', 'Running']).toContain(status);
    await client.send(new StopQueryCommand({ queryId }));
    const stopped = await client.send(new GetQueryResultsCommand({ queryId }));
    expect(stopped.status).toBe('Cancelled');
    expect(stopped.statistics?.bytesScanned).toBeLessThan(20_000_000);
    expect(await refusalOf(client.send(new StopQueryCommand({ queryId })))).toMatchObject({
      name: 'InvalidParameterException',
    });
  });

  it('that takes too long is given up', async () => {
    const client = await logsWith({ fleet: saying(2_000_000), queryTimeoutMs: 0 });
    expect((await query(client, { logGroupName: GROUP, queryString: 'fields @timestamp' })).status).toBe(
      'Timeout',
    );
  });

  it('is one too many beside as many as may run at once', async () => {
    const client = await logsWith({ fleet: saying(20_000_000), queriesAtOnce: 3 });
    const input = { logGroupName: GROUP, queryString: 'fields @timestamp' };
    const ids = await Promise.all(Array.from({ length: 3 }, () => start(client, input)));
    expect(await refusalOf(start(client, input))).toMatchObject({ name: 'LimitExceededException' });
    await Promise.all(ids.map(({ queryId }) => client.send(new StopQueryCommand({ queryId }))));
    expect(await refusalOf(start(client, input))).toBeUndefined();
  });

  it.each([
    ['MalformedQueryException', { queryString: '' }],
    ['MalformedQueryException', { queryString: 'fields @timestamp | ' }],
    ['MalformedQueryException', { queryString: 'fields @timestamp, @nothing' }],
    ['MalformedQueryException', { queryString: 'filter @message like /never ended' }],
    ['MalformedQueryException', { queryString: 'filter @message like "never ended' }],
    ['MalformedQueryException', { queryString: 'filter @message like /a/b/' }],
    ['MalformedQueryException', { queryString: 'filter @message like /(a/' }],
    ['MalformedQueryException', { queryString: 'limit 0' }],
    ['MalformedQueryException', { queryString: 'filter @message like /a/ # comment' }],
    ['MalformedQueryException', { queryString: `fields @timestamp${' '.repeat(10_000)}` }],
    ['MalformedQueryException', { startTime: NOW - 100 * DAY, endTime: NOW - 90 * DAY }],
    ['InvalidParameterException', { startTime: NOW, endTime: NOW - 1 }],
    ['InvalidParameterException', { logGroupNames: [UPDATES] }],
    ['InvalidParameterException', { logGroupName: undefined, logGroupNames: [] }],
    ['InvalidParameterException', { logGroupName: undefined, logGroupNames: Array(51).fill(UPDATES) }],
    ['InvalidParameterException', { limit: 10_001 }],
    ['ResourceNotFoundException', { logGroupName: '/aws/ssm/None' }],
  ] as const)('is refused with %s (%#)', async (name, input) => {
    expect(await refusalOf(start(await logsWith(), input as object))).toMatchObject({ name });
  });
});

describe('log groups', () => {
  it('are listed by prefix, in pages, with when they began and how much they hold', async () => {
    const client = await logsWith();
    const list = async (nextToken?: string) =>
      await client.send(
        new DescribeLogGroupsCommand({ logGroupNamePrefix: '/aws/ssm/', limit: 2, nextToken }),
      );
    const first = await list();
    const second = await list(first.nextToken);
    const groups = [...(first.logGroups ?? []), ...(second.logGroups ?? [])];
    expect(groups.map(({ logGroupName }) => logGroupName)).toEqual([
      UPDATES,
      '/aws/ssm/Custom-DeployWebTier',
      '/aws/ssm/Custom-NightlyBackup',
    ]);
    expect(groups[0]?.creationTime).toBeLessThan(NOW_MS - 38 * DAY * 1_000);
    expect(groups[0]?.storedBytes).toBeGreaterThan(90_000);
  });
});
