import { GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetObjectCommand, HeadObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { endpoint, refusalOf } from '../demo/endpoint-fixture.ts';
import { BUCKET, FOLDER, GROUP, keeping, logsOf, STREAM, s3Of } from '../demo/stores-fixture.ts';
import type { Fault } from './endpoint.ts';

const PRINTED = 'ten bytes\n'.repeat(10_000);

async function playing(fault: Fault) {
  return endpoint({ fleet: keeping([{ stdout: PRINTED }]), fault: () => fault });
}

const get = (Range?: string) => new GetObjectCommand({ Bucket: BUCKET, Key: `${FOLDER}/stdout`, Range });
const read = () =>
  new GetLogEventsCommand({ logGroupName: GROUP, logStreamName: `${STREAM}/stdout`, startFromHead: true });

describe('a fault of S3', () => {
  it.each([
    ['AccessDenied', 403],
    ['NoSuchKey', 404],
    ['NoSuchBucket', 404],
    ['SlowDown', 503],
    ['InternalError', 500],
  ])('is the XML of %s with status %i', async (type, status) => {
    const running = await playing({ kind: 'error', type, message: 'because' });
    const error = await s3Of(running)
      .send(get())
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: type, message: 'because', $metadata: { httpStatusCode: status } });
  });

  it('says on HEAD nothing but its status', async () => {
    const client = s3Of(await playing({ kind: 'error', type: 'AccessDenied', message: 'kms:Decrypt' }));
    const head = new HeadObjectCommand({ Bucket: BUCKET, Key: `${FOLDER}/stdout` });
    const error = await client.send(head).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ message: 'UnknownError', $metadata: { httpStatusCode: 403 } });
  });

  it('that redirects names the Region', async () => {
    const error = await s3Of(await playing({ kind: 'redirect', region: 'ap-south-1' }))
      .send(get())
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      name: 'PermanentRedirect',
      $response: { headers: { 'x-amz-bucket-region': 'ap-south-1' } },
    });
  });

  it('cuts the connection midway', async () => {
    const { Body, ContentLength } = await s3Of(await playing({ kind: 'resetMidway' })).send(get());
    expect(ContentLength).toBe(PRINTED.length);
    await expect(Body?.transformToString()).rejects.toThrow('aborted');
  });

  it('sends other bytes than it says', async () => {
    const answer = await s3Of(await playing({ kind: 'wrongLength' })).send(get('bytes=0-99'));
    expect(answer.ContentRange).toBe('bytes 0-99/100000');
    expect((await answer.Body?.transformToString())?.length).toBe(50);
  });

  it('is slow, and yet complete', async () => {
    const client = s3Of(await playing({ kind: 'slow', ms: 1, chunkBytes: 50_000 }));
    expect(await (await client.send(get())).Body?.transformToString()).toBe(PRINTED);
  });

  it('is chosen by what was asked, and each request is logged', async () => {
    const running = await endpoint({
      fleet: keeping([{ stdout: 'x' }]),
      fault: ({ operation, input }) =>
        operation === 'GetObject' && input['Key'] === `${FOLDER}/stdout`
          ? { kind: 'error', type: 'AccessDenied' }
          : undefined,
    });
    const client = s3Of(running);
    await client.send(new ListObjectsV2Command({ Bucket: BUCKET, Prefix: FOLDER }));
    expect((await refusalOf(client.send(get('bytes=0-0'))))?.name).toBe('AccessDenied');
    expect(running.requests).toMatchObject([
      { service: 's3', operation: 'ListObjectsV2', input: { Bucket: BUCKET, Prefix: FOLDER } },
      { service: 's3', operation: 'GetObject', input: { Bucket: BUCKET, Range: 'bytes=0-0' } },
    ]);
  });
});

describe('a fault of CloudWatch Logs', () => {
  it.each(['AccessDeniedException', 'ResourceNotFoundException', 'ThrottlingException'])(
    'is an error of type %s',
    async (type) => {
      const client = logsOf(await playing({ kind: 'error', type, message: 'because' }));
      expect(await refusalOf(client.send(read()))).toEqual({ name: type, message: 'because' });
    },
  );

  it('cuts the connection midway', async () => {
    const client = logsOf(await playing({ kind: 'resetMidway' }));
    expect((await refusalOf(client.send(read())))?.message).toContain('aborted');
  });

  it('edits the true answer', async () => {
    const client = logsOf(await playing({ kind: 'patch', patch: (body) => ({ ...body, events: [] }) }));
    const { events, nextForwardToken } = await client.send(read());
    expect(events).toEqual([]);
    expect(nextForwardToken).toMatch(/^f\/\d{56}\/s$/);
  });
});

describe('throttling', () => {
  it('refuses every nth request, to whichever service', async () => {
    const running = await endpoint({ fleet: keeping([{ stdout: 'x' }]), throttleEvery: 2 });
    const names = [];
    for (let turn = 0; turn < 2; turn++) {
      names.push((await refusalOf(logsOf(running).send(read())))?.name);
      names.push((await refusalOf(s3Of(running).send(get())))?.name);
    }
    expect(names).toEqual([undefined, 'SlowDown', undefined, 'SlowDown']);
  });
});
