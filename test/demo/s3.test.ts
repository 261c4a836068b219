import { request } from 'node:http';
import {
  GetObjectCommand,
  type GetObjectCommandInput,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { GeneratedOutput } from '../../src/demo/whole-output/index.ts';
import { COMMAND, endpoint, NODE, refusalOf, SIGNED } from './endpoint-fixture.ts';
import { BUCKET, FOLDER, keeping, s3Of } from './stores-fixture.ts';

const MIB = 1_048_576;
const KEY = `${FOLDER}/stdout`;
const TWENTY_MB = 20_000_000;

const counted = (bytes: number) =>
  new GeneratedOutput({
    seed: 's3',
    bytes,
    line: ({ hex }, place) => `${place} ${hex(8)} ${'-'.repeat(60)}`,
  });

const get = (input: Partial<GetObjectCommandInput> = {}) =>
  new GetObjectCommand({ Bucket: BUCKET, Key: KEY, ...input });
const list = (input: Partial<ListObjectsV2CommandInput> = {}) =>
  new ListObjectsV2Command({ Bucket: BUCKET, ...input });

async function keepingOutput(stdout: string, stderr = '') {
  return s3Of(await endpoint({ fleet: keeping([{ stdout, stderr }]) }));
}

describe('an object', () => {
  it('is what the step printed, with the headers of S3', async () => {
    const answer = await (await keepingOutput('done\n')).send(get());
    expect(await answer.Body?.transformToString()).toBe('done\n');
    expect(answer).toMatchObject({
      ContentLength: 5,
      ContentType: 'text/plain',
      AcceptRanges: 'bytes',
      ServerSideEncryption: 'AES256',
    });
    expect(answer.LastModified?.getTime()).toBeGreaterThan(0);
  });

  it.each([
    ['bytes=1-3', 'one', 'bytes 1-3/5'],
    ['bytes=3-', 'e\n', 'bytes 3-4/5'],
    ['bytes=-2', 'e\n', 'bytes 3-4/5'],
    ['bytes=2-900', 'ne\n', 'bytes 2-4/5'],
    ['bytes=-900', 'done\n', 'bytes 0-4/5'],
  ])('of the range %s says what range of how many bytes it is', async (Range, body, said) => {
    const answer = await (await keepingOutput('done\n')).send(get({ Range }));
    expect(answer.$metadata.httpStatusCode).toBe(206);
    expect(await answer.Body?.transformToString()).toBe('done\n'.slice(...spanOf(said)));
    expect(body.length).toBe(answer.ContentLength);
    expect(answer.ContentRange).toBe(said);
  });

  it('past its end has no range', async () => {
    const refused = await refusalOf((await keepingOutput('done\n')).send(get({ Range: 'bytes=5-9' })));
    expect(refused?.name).toBe('InvalidRange');
  });

  it('is told apart from a later one by its ETag', async () => {
    const client = await keepingOutput('done\n');
    const { ETag } = await client.send(new HeadObjectCommand({ Bucket: BUCKET, Key: KEY }));
    expect((await client.send(get({ IfMatch: ETag }))).ContentLength).toBe(5);
    expect((await refusalOf(client.send(get({ IfMatch: '"other"' }))))?.name).toBe('PreconditionFailed');
  });

  it('of 20 MB is the same whole as in ranges', async () => {
    const fleet = keeping([{ whole: { stdout: counted(TWENTY_MB) } }]);
    const client = s3Of(await endpoint({ fleet }));
    const bytesOf = async (Range?: string) =>
      Buffer.from((await (await client.send(get({ Range }))).Body?.transformToByteArray()) ?? []);
    const whole = await bytesOf();
    expect(whole.length).toBe(TWENTY_MB);
    for (const from of [0, 24_000, MIB - 7, 13 * MIB, TWENTY_MB - 3]) {
      const range = await bytesOf(`bytes=${from}-${from + 99_999}`);
      expect(range.equals(whole.subarray(from, from + 100_000)), `from ${from}`).toBe(true);
    }
  });

  it('is missing while the step runs, where nothing was printed and where the upload failed', async () => {
    const missing = async (plugin: object) => {
      const client = s3Of(await endpoint({ fleet: keeping([plugin]) }));
      return (await refusalOf(client.send(get())))?.name;
    };
    expect(await missing({ status: 'InProgress', stdout: 'so far' })).toBe('NoSuchKey');
    expect(await missing({ stdout: '' })).toBe('NoSuchKey');
    expect(await missing({ stdout: 'done', uploads: { s3: false } })).toBe('NoSuchKey');
  });

  it('may lie in another folder than the URL says, or in none', async () => {
    const listed = async (s3Folder: string) => {
      const client = s3Of(await endpoint({ fleet: keeping([{ stdout: 'x', uploads: { s3Folder } }]) }));
      return (await client.send(list({ Prefix: `logs/${COMMAND}/${NODE}/` }))).Contents?.[0]?.Key;
    };
    expect(await listed('runScript')).toBe(`logs/${COMMAND}/${NODE}/awsrunShellScript/runScript/stdout`);
    expect(await listed('')).toBe(`logs/${COMMAND}/${NODE}/awsrunShellScript/stdout`);
  });
});

describe('a bucket', () => {
  it('that is in another Region redirects there, and the SDK can follow', async () => {
    const s3 = { bucket: BUCKET, prefix: 'logs', region: 'eu-central-1' };
    const running = await endpoint({ fleet: keeping([{ stdout: 'there' }], { s3 }) });
    const refused = await s3Of(running)
      .send(get())
      .catch((error: unknown) => error);
    expect(refused).toMatchObject({
      name: 'PermanentRedirect',
      $response: { headers: { 'x-amz-bucket-region': 'eu-central-1' } },
    });
    const following = s3Of(running, { followRegionRedirects: true });
    expect(await (await following.send(get())).Body?.transformToString()).toBe('there');
    const head = await s3Of(running, { region: 'eu-central-1' }).send(
      new HeadBucketCommand({ Bucket: BUCKET }),
    );
    expect(head.BucketRegion).toBe('eu-central-1');
  });

  it('that no command named does not exist', async () => {
    const client = await keepingOutput('x');
    expect((await refusalOf(client.send(get({ Bucket: 'amzn-s3-demo-other' }))))?.name).toBe('NoSuchBucket');
    const head = await refusalOf(client.send(new HeadBucketCommand({ Bucket: 'amzn-s3-demo-other' })));
    expect(head?.name).toBe('NotFound');
  });

  it('is asked by signed requests alone', async () => {
    const { url } = await endpoint({ fleet: keeping([{ stdout: 'x' }]) });
    const response = await fetch(`${url}/${BUCKET}/${KEY}`);
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('<Code>AccessDenied</Code>');
  });

  it('may stand in the name of the host', async () => {
    const { port } = await endpoint({ fleet: keeping([{ stdout: 'virtual' }]) });
    const headers = {
      host: `${BUCKET}.s3.us-east-1.localhost:${port}`,
      authorization: SIGNED.replace('/ssm/', '/s3/'),
    };
    const body = await new Promise<string>((done) => {
      request({ port, host: '127.0.0.1', path: `/${KEY}`, headers }, (answer) => {
        answer.setEncoding('utf8').on('data', done);
      }).end();
    });
    expect(body).toBe('virtual');
  });
});

describe('a list of objects', () => {
  it('has what a prefix leaves, in the order of keys, with the sizes', async () => {
    const client = await keepingOutput('out', 'error');
    const { Contents, KeyCount } = await client.send(list({ Prefix: `logs/${COMMAND}` }));
    expect(KeyCount).toBe(2);
    expect(Contents?.map(({ Key, Size }) => [Key, Size])).toEqual([
      [`${FOLDER}/stderr`, 5],
      [`${FOLDER}/stdout`, 3],
    ]);
    expect((await client.send(list({ Prefix: 'other/' }))).Contents).toBeUndefined();
  });

  it('comes in pages that lose nothing, also of folders', async () => {
    const invocations = Array.from({ length: 5 }, (_, n) => ({
      instanceId: `i-0000000${n}`,
      plugins: [{ stdout: 'x', stderr: 'y' }],
    }));
    const client = s3Of(await endpoint({ fleet: keeping([], { invocations }) }));
    const paged = async (input: Partial<ListObjectsV2CommandInput>) => {
      const names: (string | undefined)[] = [];
      let ContinuationToken: string | undefined;
      do {
        const page = await client.send(list({ MaxKeys: 3, ContinuationToken, ...input }));
        names.push(...(page.Contents ?? []).map(({ Key }) => Key));
        names.push(...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix));
        ContinuationToken = page.NextContinuationToken;
      } while (ContinuationToken !== undefined);
      return names;
    };
    const keys = await paged({});
    expect(keys).toHaveLength(10);
    expect(keys).toEqual([...new Set(keys)].sort());
    expect(await paged({ Prefix: `logs/${COMMAND}/`, Delimiter: '/' })).toEqual(
      invocations.map(({ instanceId }) => `logs/${COMMAND}/${instanceId}/`),
    );
  });
});

/** `bytes 1-3/5` as the arguments of slice. */
function spanOf(contentRange: string): [number, number] {
  const [, first, last] = /^bytes (\d+)-(\d+)\/\d+$/.exec(contentRange) ?? [];
  return [Number(first), Number(last) + 1];
}
