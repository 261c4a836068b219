/** Clients of the two stores, and a fleet that sent one node's output to both. */
import { CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { onTestFinished } from 'vitest';
import type { FleetPlugin } from '../../src/demo/fleet.ts';
import type { Endpoint } from '../endpoint/endpoint.ts';
import { fleetOf, type LiteralCommand } from '../endpoint/fleet-of.ts';
import { COMMAND, NODE } from './endpoint-fixture.ts';

export const BUCKET = 'amzn-s3-demo-bucket';
export const GROUP = '/ops/run-command';
export const FOLDER = `logs/${COMMAND}/${NODE}/awsrunShellScript/0.awsrunShellScript`;
export const STREAM = `${COMMAND}/${NODE}/aws-runShellScript`;

const CREDENTIALS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'unchecked' };

export function keeping(plugins: readonly Partial<FleetPlugin>[], more: Partial<LiteralCommand> = {}) {
  return fleetOf([
    {
      commandId: COMMAND,
      s3: { bucket: BUCKET, prefix: 'logs' },
      cloudWatchLogGroup: GROUP,
      invocations: [{ instanceId: NODE, plugins }],
      ...more,
    },
  ]);
}

export function s3Of({ url }: Pick<Endpoint, 'url'>, config: Partial<S3ClientConfig> = {}): S3Client {
  const client = new S3Client({
    region: 'us-east-1',
    endpoint: url,
    maxAttempts: 1,
    credentials: CREDENTIALS,
    ...config,
  });
  onTestFinished(() => client.destroy());
  return client;
}

export function logsOf({ url }: Pick<Endpoint, 'url'>): CloudWatchLogsClient {
  const settings = { region: 'us-east-1', endpoint: url, maxAttempts: 1, credentials: CREDENTIALS };
  const client = new CloudWatchLogsClient(settings);
  onTestFinished(() => client.destroy());
  return client;
}

/** Every event of a stream and how many came on each page, until the forward token repeats. */
export async function readEvents(client: CloudWatchLogsClient, logStreamName: string, limit?: number) {
  const pages: number[] = [];
  const messages: string[] = [];
  let nextToken: string | undefined;
  while (true) {
    const page = await client.send(
      new GetLogEventsCommand({ logGroupName: GROUP, logStreamName, startFromHead: true, nextToken, limit }),
    );
    const said = page.events?.map(({ message }) => message ?? '') ?? [];
    pages.push(said.length);
    messages.push(...said);
    if (page.nextForwardToken === nextToken) return { messages, pages };
    nextToken = page.nextForwardToken;
  }
}
