/**
 * A second judge: another S3 server, that holds the same objects and is asked the same. Two things it cannot judge: it
 * takes the last bytes (`bytes=-10`) for the first ones, and pages of lists need a cipher that Node has no more.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import S3rver from 's3rver';
import { expect, it, onTestFinished } from 'vitest';
import { endpoint } from './endpoint-fixture.ts';
import { BUCKET, FOLDER, keeping, s3Of } from './stores-fixture.ts';

const STDOUT = 'step 1: done\nstep 2: no space left on device\n';
const STDERR = 'failed to run commands: exit status 1';

async function s3rver(): Promise<S3Client> {
  const directory = mkdtempSync(join(tmpdir(), 's3rver-'));
  const server = new S3rver({
    port: 0,
    silent: true,
    directory,
    configureBuckets: [{ name: BUCKET, configs: [] }],
  });
  const { port } = await server.run();
  onTestFinished(async () => {
    await server.close();
    rmSync(directory, { recursive: true });
  });
  const credentials = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };
  const client = s3Of(
    { url: `http://127.0.0.1:${port}` },
    { credentials, requestChecksumCalculation: 'WHEN_REQUIRED' },
  );
  for (const [stream, Body] of Object.entries({ stdout: STDOUT, stderr: STDERR })) {
    await client.send(new PutObjectCommand({ Bucket: BUCKET, Key: `${FOLDER}/${stream}`, Body }));
  }
  return client;
}

async function get(client: S3Client, Range?: string, Key = `${FOLDER}/stdout`, Bucket = BUCKET) {
  try {
    const answer = await client.send(new GetObjectCommand({ Bucket, Key, Range }));
    return {
      status: answer.$metadata.httpStatusCode,
      range: answer.ContentRange,
      length: answer.ContentLength,
      body: await answer.Body?.transformToString(),
    };
  } catch (error) {
    if (!(error instanceof S3ServiceException)) throw error;
    return { status: error.$metadata.httpStatusCode, name: error.name };
  }
}

it('answers ranges, heads, lists and what is missing like another S3 server', async () => {
  const ours = s3Of(await endpoint({ fleet: keeping([{ stdout: STDOUT, stderr: STDERR }]) }));
  const theirs = await s3rver();
  const answers = async (client: S3Client) => {
    const list = new ListObjectsV2Command({ Bucket: BUCKET, Prefix: FOLDER });
    const { Contents, IsTruncated, KeyCount } = await client.send(list);
    const head = await client.send(new HeadObjectCommand({ Bucket: BUCKET, Key: `${FOLDER}/stdout` }));
    return {
      whole: await get(client),
      head: await get(client, 'bytes=0-11'),
      rest: await get(client, 'bytes=40-'),
      beyond: await get(client, 'bytes=40-4000'),
      past: await get(client, 'bytes=4000-5000'),
      noKey: await get(client, undefined, 'nothing/here'),
      noBucket: await get(client, undefined, 'x', 'amzn-s3-demo-none'),
      length: head.ContentLength,
      list: { keys: Contents?.map(({ Key, Size }) => [Key, Size]), IsTruncated, KeyCount },
    };
  };
  expect(await answers(ours)).toEqual(await answers(theirs));
});
