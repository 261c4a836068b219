/** What the AWS CLI finds with Logs Insights in the endpoint, held against the fleet that wrote it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod/v3';
import { searchQuery } from '../src/aws/insights-query.ts';
import { createFleet } from '../src/demo/create-fleet.ts';
import { keptStreams } from '../src/demo/kept-streams.ts';
import { loggedCommands } from '../src/demo/logs/log-groups.ts';
import { logStreamName } from '../src/demo/output-locations.ts';
import { awsOf, type Comparison } from './check-aws-cli-parties.ts';

const GROUP = '/aws/ssm/AWS-UpdateSSMAgent';
const DAY_S = 86_400;

export async function* compareSearch(url: string, nodes: number): AsyncGenerator<Comparison> {
  const said = streamsThatSay(nodes, 'low disk space');
  const { rows, status, scanned } = await searched(
    url,
    searchQuery({ contains: ['low DISK space'], limit: 20_000 }),
  );
  yield {
    title: 'logs start-query, get-query-results',
    detail: `${status}, ${rows.length} events, ${scanned} bytes scanned`,
    faults: differences(
      rows.map((row) => row.get('@logStream') ?? ''),
      said,
    ),
  };
  yield await compareRecord(url, rows[0]?.get('@ptr') ?? '');
  yield await compareRefusals(url);
  yield await compareGroups(url, nodes);
}

const results = z.object({
  status: z.string(),
  statistics: z.object({ bytesScanned: z.number() }),
  results: z.array(z.array(z.object({ field: z.string(), value: z.string() }))),
});

/** Of the last 40 days. */
async function searched(url: string, query: string) {
  const now = Math.floor(Date.now() / 1_000);
  const span = ['--start-time', String(now - 40 * DAY_S), '--end-time', String(now)];
  const group = ['--log-group-name', GROUP, '--query-string', query, '--output', 'json'];
  const { stdout, stderr } = await awsOf('logs', url, ['start-query', ...span, ...group]);
  if (stdout === '') throw new Error(stderr);
  const { queryId } = z.object({ queryId: z.string() }).parse(JSON.parse(stdout));
  while (true) {
    const page = await awsOf('logs', url, ['get-query-results', '--query-id', queryId, '--output', 'json']);
    const { status, statistics, results: found } = results.parse(JSON.parse(page.stdout));
    const rows = found.map((row) => new Map(row.map(({ field, value }) => [field, value])));
    if (status !== 'Scheduled' && status !== 'Running') {
      return { status, rows, scanned: statistics.bytesScanned };
    }
    await sleep(200);
  }
}

function fleetCommands(nodes: number) {
  return loggedCommands(createFleet({ nodes, seed: 1, nowMs: Date.now() }), 'us-east-1');
}

/** Names of the log streams that hold the text. */
function streamsThatSay(nodes: number, text: string): readonly string[] {
  const updates = fleetCommands(nodes).filter(({ header }) => header.documentName === 'AWS-UpdateSSMAgent');
  return updates.flatMap((command) =>
    [...keptStreams(command, '')]
      .filter(({ output }) => output.slice(0, output.bytes).toString('utf8').toLowerCase().includes(text))
      .map(({ invocation, plugin, stream }) =>
        logStreamName(command.header, invocation.instanceId, plugin, stream),
      ),
  );
}

async function compareRecord(url: string, pointer: string): Promise<Comparison> {
  const query = ['--query', 'logRecord."@message"', '--output', 'json'];
  const { stdout, stderr } = await awsOf('logs', url, [
    'get-log-record',
    '--log-record-pointer',
    pointer,
    ...query,
  ]);
  const message = stdout === '' ? stderr : z.string().parse(JSON.parse(stdout));
  const faults = /low disk space/i.test(message) ? [] : [message];
  return { title: 'logs get-log-record', detail: `${message.length} characters`, faults };
}

async function compareRefusals(url: string): Promise<Comparison> {
  const refused = await searched(url, 'fields @timestamp | filter').catch((error: Error) => error.message);
  const unknown = ['--query-id', '00000000-0000-4000-8000-000000000000'];
  const { stderr } = await awsOf('logs', url, ['stop-query', ...unknown]);
  const faults = [
    ...(String(refused).includes('(MalformedQueryException)') ? [] : [String(refused)]),
    ...(stderr.includes('(ResourceNotFoundException)') ? [] : [stderr]),
  ];
  return {
    title: 'a query that is none',
    detail: 'MalformedQueryException, ResourceNotFoundException',
    faults,
  };
}

async function compareGroups(url: string, nodes: number): Promise<Comparison> {
  const prefix = ['--log-group-name-prefix', '/aws/ssm/', '--query', 'logGroups[].logGroupName'];
  const { stdout } = await awsOf('logs', url, ['describe-log-groups', ...prefix, '--output', 'json']);
  const listed = z.array(z.string()).parse(JSON.parse(stdout));
  const expected = fleetCommands(nodes)
    .filter(({ header }) => header.cloudWatchLogGroup === '')
    .map(({ header }) => `/aws/ssm/${header.documentName}`);
  const faults = differences(listed, [...new Set(expected)]);
  return { title: 'logs describe-log-groups', detail: `${listed.length} groups`, faults };
}

function differences(found: readonly string[], expected: readonly string[]): string[] {
  const there = new Set(found);
  const wanted = new Set(expected);
  return [
    ...expected.filter((name) => !there.has(name)).map((name) => `missing: ${name}`),
    ...found.filter((name) => !wanted.has(name)).map((name) => `too much: ${name}`),
    ...(found.length === there.size ? [] : ['some twice']),
  ];
}
