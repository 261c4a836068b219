import type { IncomingMessage } from 'node:http';
import { S3Refusal } from './reply.ts';

export type S3OperationName = 'GetObject' | 'HeadBucket' | 'HeadObject' | 'ListObjectsV2';

export type S3Input = {
  readonly Bucket: string;
  readonly Key?: string;
  readonly Range?: string;
  readonly IfMatch?: string;
  readonly Prefix?: string;
  readonly Delimiter?: string;
  readonly MaxKeys?: string;
  readonly StartAfter?: string;
  readonly ContinuationToken?: string;
  readonly EncodingType?: string;
};

export type S3Request = {
  readonly operation: S3OperationName;
  readonly region: string;
  readonly input: S3Input;
};

const CREDENTIAL_SCOPE = /Credential=[^/,\s]{0,128}\/\d{8}\/([a-z0-9-]+)\/s3\/aws4_request/;
const THIS_MACHINE = ['.localhost', '.127.0.0.1'];

/** S3 has no target header, and of it only what is read is here. */
export function isS3Request({ method, headers }: IncomingMessage): boolean {
  return (method === 'GET' || method === 'HEAD') && headers['x-amz-target'] === undefined;
}

/** Throws an S3Refusal for whatever S3 would not even start to work on. */
export function readS3Request({ method, url = '/', headers }: IncomingMessage): S3Request {
  const region = CREDENTIAL_SCOPE.exec(headers.authorization ?? '')?.[1];
  // The signature is never checked, yet S3 answers nobody who does not sign.
  if (region === undefined) throw new S3Refusal({ code: 'AccessDenied', message: 'Access Denied' });
  const { pathname, searchParams } = new URL(`http://endpoint${url}`);
  const inHost = bucketInHost(headers.host ?? '');
  const path = decoded(pathname).slice(1);
  const slash = inHost === undefined ? path.indexOf('/') : -1;
  const bucket = inHost ?? (slash < 0 ? path : path.slice(0, slash));
  const key = inHost === undefined ? (slash < 0 ? '' : path.slice(slash + 1)) : path;
  if (bucket === '') throw new S3Refusal({ code: 'NotImplemented', message: 'Buckets are not listed here.' });
  const ofObject = {
    ...given('Range', headers.range),
    ...given('IfMatch', headers['if-match']),
  };
  if (key !== '') {
    const operation = method === 'HEAD' ? 'HeadObject' : 'GetObject';
    return { operation, region, input: { Bucket: bucket, Key: key, ...ofObject } };
  }
  if (method === 'HEAD') return { operation: 'HeadBucket', region, input: { Bucket: bucket } };
  if (searchParams.get('list-type') !== '2') {
    const message = 'A header you provided implies functionality that is not implemented';
    throw new S3Refusal({ code: 'NotImplemented', message });
  }
  return { operation: 'ListObjectsV2', region, input: { Bucket: bucket, ...listing(searchParams) } };
}

/** The virtual style: a bucket before the name of this machine, with or without S3's own name between. */
function bucketInHost(host: string): string | undefined {
  const name = host.replace(/:\d{1,5}$/, '');
  const machine = THIS_MACHINE.find((end) => name.endsWith(end));
  return machine && name.slice(0, -machine.length).split(/\.s3(?:\.|$)/, 1)[0];
}

function listing(query: URLSearchParams): Omit<S3Input, 'Bucket'> {
  return {
    ...given('Prefix', query.get('prefix')),
    ...given('Delimiter', query.get('delimiter')),
    ...given('MaxKeys', query.get('max-keys')),
    ...given('StartAfter', query.get('start-after')),
    ...given('ContinuationToken', query.get('continuation-token')),
    ...given('EncodingType', query.get('encoding-type')),
  };
}

function given(name: keyof S3Input, value: string | null | undefined): Partial<S3Input> {
  return value === null || value === undefined ? {} : { [name]: value };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new S3Refusal({ code: 'InvalidArgument', message: "Couldn't parse the specified URI." });
  }
}
