import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import S3rver from 's3rver';
import { expect, it, onTestFinished } from 'vitest';
import type { InvocationDetail } from '../../src/tools/get-command-invocation/schema.ts';
import { COMMAND, NODE } from '../demo/endpoint-fixture.ts';
import { BUCKET, FOLDER, keeping } from '../demo/stores-fixture.ts';
import { startEndpoint } from '../endpoint/endpoint.ts';
import { BARE_ENV, connect } from '../stdio-client.ts';

/** The only ones that s3rver knows. */
const CREDENTIALS = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };

/** A server of S3 that is not ours, with one object. */
async function startS3(body: string): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 's3rver-'));
  const settings = { port: 0, address: '127.0.0.1', silent: true, directory };
  const server = new S3rver({ ...settings, configureBuckets: [{ name: BUCKET, configs: [] }] });
  const { port } = await server.run();
  onTestFinished(async () => {
    await server.close();
    await rm(directory, { recursive: true });
  });
  const endpoint = `http://127.0.0.1:${port}`;
  const client = new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: CREDENTIALS,
  });
  await client.send(new PutObjectCommand({ Bucket: BUCKET, Key: `${FOLDER}/stdout`, Body: body }));
  client.destroy();
  return endpoint;
}

it('reads a whole from another S3 server as from the embedded one', async () => {
  const log = Array.from({ length: 8_000 }, (_, at) => `line ${at} of the log`).join('\n');
  const s3 = await startS3(log);
  const ssm = await startEndpoint({ fleet: keeping([{ stdout: log }]) });
  onTestFinished(() => ssm.close());
  const { client } = await connect([], {
    ...BARE_ENV,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    AWS_ENDPOINT_URL_SSM: ssm.url,
    AWS_ENDPOINT_URL_S3: s3,
  });
  onTestFinished(() => client.close());
  const parts: string[] = [];
  let args: Record<string, unknown> = { command_id: COMMAND, instance_id: NODE };
  for (let next: string | undefined = ''; next !== undefined; args = { cursor: next }) {
    const reply = await client.callTool({
      name: 'get_command_invocation',
      arguments: { ...args, max_tokens: 20_000 },
    });
    const { plugins, next_cursor } = reply.structuredContent as InvocationDetail;
    parts.push(plugins[0]?.outputs[0]?.text ?? '');
    next = next_cursor;
  }
  expect(parts.join('') === log).toBe(true);
  expect(parts.length).toBeGreaterThan(2);
});
