/** One stream's whole as an object in S3: ranged reads, in the Region where the bucket turns out to be. */

import { addAbortSignal, type Readable } from 'node:stream';
import {
  GetObjectCommand,
  type GetObjectCommandOutput,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  AccessDeniedError,
  folderOf,
  nameOfStream,
  normalizeRegion,
  type OutputAddress,
  type OutputBytes,
  OutputMissingError,
  type StoredOutput,
  UnavailableError,
} from '../run-command/index.ts';
import { type AwsSettings, createClients, type Request } from './clients.ts';
import { configuredEndpoint } from './endpoints.ts';

type StoredObject = { readonly bucket: string; readonly key: string };

/** Bytes of an object: both of the header's places count, and without the first one the last are meant. */
type Range = { readonly first?: number; readonly last: number };

/** Naming rules of S3, the old ones included: nothing else, such as an ARN, is a bucket of the agent's. */
const BUCKET = /^[A-Za-z0-9][A-Za-z0-9._-]{2,254}$/;

export function createS3(settings: AwsSettings) {
  const clients = createClients<S3Client>(settings, 'S3', async (config) => {
    const endpoint = await configuredEndpoint('S3', settings);
    return new S3Client({
      ...config,
      // Other servers have no host a bucket.
      ...(endpoint !== undefined && { endpoint, forcePathStyle: true }),
      // A part of an object has no checksum of its own.
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
  });
  /** By bucket: where one was found elsewhere than the command. */
  const regions = new Map<string, string>();

  async function getObject(
    { bucket, key }: StoredObject,
    range: Range,
    address: OutputAddress,
    signal: AbortSignal,
  ): Promise<OutputBytes> {
    const input = { Bucket: bucket, Key: key, Range: `bytes=${range.first ?? ''}-${range.last}` };
    return await inItsRegion(bucket, 'GetObject', address.region, (request) =>
      clients.call(request, signal, async (client, options) => {
        const reply = await client.send(new GetObjectCommand(input), options);
        return await bytesOf(reply, range, () => malformed(request, settings), signal);
      }),
    );
  }

  /** S3 answers in the bucket's Region alone, and elsewhere names it. */
  async function inItsRegion<Reply>(
    bucket: string,
    operation: string,
    region: string,
    send: (request: Request) => Promise<Reply>,
  ): Promise<Reply> {
    const request = { operation, region: regions.get(bucket) ?? region, resource: bucket };
    try {
      return await send(request);
    } catch (error) {
      const actual = regionIn(error);
      if (actual === undefined || actual === request.region) throw error;
      regions.set(bucket, actual);
      return await send({ ...request, region: actual });
    }
  }

  /** The key where the object really lies, where its step's folder is not the one that SSM's URL leads to. */
  async function findKey(object: StoredObject, address: OutputAddress, signal: AbortSignal): Promise<string> {
    const { bucket, key } = object;
    const facts = { container: bucket, printed: address.printed };
    const folder = folderOf(address);
    const at = key.indexOf(folder);
    if (at === -1) throw new OutputMissingError('object', { ...facts, listed: false });
    const input = { Bucket: bucket, Prefix: key.slice(0, at + folder.length) };
    const listed = await inItsRegion(bucket, 'ListObjectsV2', address.region, (request) =>
      clients.call(request, signal, (client, options) =>
        client.send(new ListObjectsV2Command(input), options),
      ),
    ).catch((error: unknown) => {
      if (error instanceof AccessDeniedError)
        throw new OutputMissingError('object', { ...facts, listed: false });
      throw error;
    });
    const found = nameOfStream(
      (listed.Contents ?? []).flatMap(({ Key }) => Key ?? []),
      address,
    );
    if (found === undefined || found === key)
      throw new OutputMissingError('object', { ...facts, listed: true });
    return found;
  }

  return {
    open(address: OutputAddress, s3: StoredObject): StoredOutput {
      let object = s3;
      let size: number | undefined;
      async function get(range: Range, signal: AbortSignal): Promise<OutputBytes> {
        if (!BUCKET.test(s3.bucket)) throw new OutputMissingError('bucket', missing(s3, address));
        try {
          return await getObject(object, range, address, signal);
        } catch (error) {
          const type = typeOf(error);
          if (type === 'NoSuchBucket') throw new OutputMissingError('bucket', missing(s3, address));
          if (type === 'InvalidRange') return { bytes: new Uint8Array(), size: sizeIn(error) };
          if (type !== 'NoSuchKey') throw error;
        }
        object = { ...object, key: await findKey(object, address, signal) };
        return await getObject(object, range, address, signal);
      }
      return {
        store: 'S3',
        async read(from, length, signal) {
          const part = await get({ first: from, last: from + length - 1 }, signal);
          size = part.size;
          return part;
        },
        // Not every server knows the range that counts from the end.
        readEnd: (length, signal) =>
          get(
            size === undefined ? { last: length } : { first: Math.max(0, size - length), last: size - 1 },
            signal,
          ),
      };
    },
  };
}

function missing({ bucket }: StoredObject, { printed }: OutputAddress) {
  return { container: bucket, printed, listed: false };
}

function malformed(request: Request, { profile }: AwsSettings): UnavailableError {
  return new UnavailableError('malformed', { ...request, service: 'S3', profile });
}

/** All of the body, which must be what was asked for, and as long as its own header says: a connection may break. */
async function bytesOf(
  { Body, ContentRange, ContentLength }: GetObjectCommandOutput,
  asked: Range,
  malformed: () => UnavailableError,
  signal: AbortSignal,
): Promise<OutputBytes> {
  const body = Body as Readable | undefined;
  const [, first, last, size] = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/.exec(ContentRange ?? '') ?? [];
  if (body === undefined) throw malformed();
  if (size === undefined || Number(first) !== (asked.first ?? Math.max(0, Number(size) - asked.last))) {
    body.destroy();
    throw malformed();
  }
  const length = Number(last) - Number(first) + 1;
  const chunks: Uint8Array[] = [];
  let read = 0;
  for await (const chunk of addAbortSignal(signal, body)) {
    chunks.push(chunk);
    read += chunk.length;
    if (read > length) throw malformed();
  }
  if (read !== length || (ContentLength !== undefined && ContentLength !== length)) throw malformed();
  return { bytes: Buffer.concat(chunks), size: Number(size) };
}

/** The header that S3 sends with a redirect, and with a signature for another Region. */
function regionIn(error: unknown): string | undefined {
  if (!(error instanceof UnavailableError)) return undefined;
  const { Region } = (error.cause ?? {}) as { Region?: unknown };
  const region = headersOf(error)['x-amz-bucket-region'] ?? (typeof Region === 'string' ? Region : undefined);
  return region === undefined ? undefined : normalizeRegion(region);
}

/** Behind the slash of Content-Range, which has no range here. */
function sizeIn(error: unknown): number {
  return Number(/\/(\d{1,15})$/.exec(headersOf(error)['content-range'] ?? '')?.[1] ?? 0);
}

function headersOf(error: unknown): Readonly<Record<string, string | undefined>> {
  const { $response } = ((error as Error).cause ?? {}) as {
    $response?: { headers?: Readonly<Record<string, string | undefined>> };
  };
  return $response?.headers ?? {};
}

/** S3's name of what our error was made of. */
function typeOf(error: unknown): string | undefined {
  return error instanceof UnavailableError && error.cause instanceof Error ? error.cause.name : undefined;
}
