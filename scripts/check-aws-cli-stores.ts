/** What the AWS CLI reads from the endpoint's S3 and CloudWatch Logs, held against the fleet that wrote it. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod/v3';
import { createFleet, EXAMPLE_COMMANDS } from '../src/demo/create-fleet.ts';
import type { FleetCommand } from '../src/demo/fleet.ts';
import { isUnfinished } from '../src/demo/fleet.ts';
import { type KeptStream, keptStreams } from '../src/demo/kept-streams.ts';
import { cloudWatchOutput, logStreamName, s3Key } from '../src/demo/output-locations.ts';
import { awsOf, type Comparison } from './check-aws-cli-parties.ts';

const MIB = 1_048_576;
/** Around the seam at which the longest outputs have a secret. */
const RANGE = { from: MIB - 500, to: MIB + 500 };

/** Long outputs follow from the seed and the number of nodes, whatever time it is. */
export async function* compareStores(url: string, nodes: number): AsyncGenerator<Comparison> {
  const commands = createFleet({ nodes, seed: 1, nowMs: Date.now() }).commands('us-east-1');
  const folder = await mkdtemp(join(tmpdir(), 'check-aws-cli-'));
  try {
    for (const id of [EXAMPLE_COMMANDS.nightlyBackup, EXAMPLE_COMMANDS.packageInventory]) {
      const command = commands.find(({ header }) => header.commandId === id);
      if (command === undefined) throw new Error(`the fleet has no command ${id}`);
      const kept = [...keptStreams(command, '')];
      const stored = kept.filter(
        ({ plugin }) => !isUnfinished(plugin.status) && plugin.uploads?.s3 !== false,
      );
      yield await compareList(url, command, stored);
      for (const stream of oneOfEachSize(stored)) {
        yield await compareObject(url, stream, join(folder, 'whole'));
        if (stream.output.bytes >= RANGE.to) yield await compareRange(url, stream, join(folder, 'range'));
      }
      if (!cloudWatchOutput(command.header).CloudWatchOutputEnabled) continue;
      for (const stream of oneOfEachSize(kept)) yield await compareEvents(url, stream);
    }
    yield await compareMissing(url);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function compareList(
  url: string,
  { header }: FleetCommand,
  stored: readonly KeptStream[],
): Promise<Comparison> {
  const bucket = header.s3?.bucket ?? '';
  const query = 'Contents[].[Key,Size]';
  const { stdout } = await awsOf('s3api', url, ['list-objects-v2', '--bucket', bucket, '--query', query]);
  const listed = z.array(z.tuple([z.string(), z.number()])).parse(JSON.parse(stdout));
  const expected = stored.map((stream) => `${keyOf(stream)} ${stream.output.bytes}`).sort();
  const faults = listed.map((entry) => entry.join(' ')).filter((line, n) => line !== expected[n]);
  if (listed.length !== expected.length) faults.push(`${listed.length} objects of ${expected.length}`);
  return { title: `s3api list-objects-v2 --bucket ${bucket}`, detail: `${listed.length} objects`, faults };
}

async function compareObject(url: string, stream: KeptStream, file: string): Promise<Comparison> {
  const object = `s3://${stream.command.header.s3?.bucket}/${keyOf(stream)}`;
  const { stderr } = await awsOf('s3', url, ['cp', object, file]);
  return compareFile(`s3 cp ${object}`, file, stream.output.slice(0, stream.output.bytes), stderr);
}

async function compareRange(url: string, stream: KeptStream, file: string): Promise<Comparison> {
  const range = `bytes=${RANGE.from}-${RANGE.to - 1}`;
  const place = ['--bucket', stream.command.header.s3?.bucket ?? '', '--key', keyOf(stream)];
  const { stderr } = await awsOf('s3api', url, ['get-object', ...place, '--range', range, file]);
  return compareFile(
    `s3api get-object --range ${range}`,
    file,
    stream.output.slice(RANGE.from, RANGE.to),
    stderr,
  );
}

async function compareFile(
  title: string,
  file: string,
  expected: Buffer,
  stderr: string,
): Promise<Comparison> {
  const read = await readFile(file).catch(() => Buffer.alloc(0));
  await rm(file, { force: true });
  const faults = read.equals(expected)
    ? []
    : [`${read.length} bytes, other than ${expected.length}: ${stderr}`];
  return { title, detail: `${read.length} bytes`, faults };
}

const page = z.object({
  events: z.array(z.object({ message: z.string() })),
  nextForwardToken: z.string(),
});

/** From the head until the forward token repeats. */
async function compareEvents(url: string, stream: KeptStream): Promise<Comparison> {
  const { header } = stream.command;
  const name = logStreamName(header, stream.invocation.instanceId, stream.plugin, stream.stream);
  const { CloudWatchLogGroupName: group } = cloudWatchOutput(header);
  const place = ['--log-group-name', group, '--log-stream-name', name, '--start-from-head'];
  const messages: string[] = [];
  let token: string | undefined;
  while (true) {
    const next = token === undefined ? [] : ['--next-token', token];
    const { stdout } = await awsOf('logs', url, ['get-log-events', ...place, ...next, '--output', 'json']);
    const { events, nextForwardToken } = page.parse(JSON.parse(stdout));
    messages.push(...events.map(({ message }) => message));
    if (nextForwardToken === token) break;
    token = nextForwardToken;
  }
  const printed = stream.output.slice(0, stream.output.bytes).toString('utf8');
  const expected = printed.replaceAll('\r\n', '\n').replace(/\n$/, '');
  const read = messages.join('\n');
  const faults = read === expected ? [] : [`${read.length} characters, other than ${expected.length}`];
  return { title: `logs get-log-events ${name}`, detail: `${messages.length} events`, faults };
}

async function compareMissing(url: string): Promise<Comparison> {
  const [object, group] = await Promise.all([
    awsOf('s3api', url, ['get-object', '--bucket', 'amzn-s3-demo-run-command', '--key', 'none', '/dev/null']),
    awsOf('logs', url, ['get-log-events', '--log-group-name', '/none', '--log-stream-name', 'none']),
  ]);
  const faults = [
    ...(object.stderr.includes('(NoSuchKey)') ? [] : [object.stderr]),
    ...(group.stderr.includes('(ResourceNotFoundException)') ? [] : [group.stderr]),
  ];
  return { title: 'what is not there', detail: 'NoSuchKey, ResourceNotFoundException', faults };
}

/** Each step, stream and size once: the nodes say the same in other words. */
function oneOfEachSize(streams: readonly KeptStream[]): readonly KeptStream[] {
  const kinds = streams.map(
    (kept) => [`${kept.plugin.name} ${kept.stream} ${kept.output.bytes}`, kept] as const,
  );
  return [...new Map(kinds.filter(([, { output }]) => output.bytes > 20_000)).values()];
}

function keyOf({ command, invocation, plugin, stream }: KeptStream): string {
  return s3Key(command.header, invocation.instanceId, plugin, stream);
}
