import type { S3Reply } from './reply.ts';
import { S3Refusal } from './reply.ts';
import type { S3Input } from './request.ts';
import { type Bucket, objectsUnder, type StoredObject } from './stored-objects.ts';
import { element, xmlDocument } from './xml.ts';

type Entry = { readonly name: string; readonly object?: StoredObject };

const MAX_KEYS = 1_000;
const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** Throws InvalidArgument for a number of keys or a token that is none. */
export function listObjects(bucket: Bucket, input: S3Input): S3Reply {
  const { Prefix: prefix = '', Delimiter: delimiter = '' } = input;
  const spelled = input.EncodingType === 'url' ? urlEncoded : (text: string) => text;
  const after = startOf(input);
  const wanted = pageSize(input.MaxKeys);
  const left = entriesOf(objectsUnder(bucket, prefix), prefix, delimiter).filter(({ name }) => name > after);
  const shown = left.slice(0, wanted);
  const last = shown.at(-1)?.name;
  const truncated = left.length > shown.length && last !== undefined;
  const next = truncated ? element('NextContinuationToken', Buffer.from(last).toString('base64url')) : '';
  const optional = (name: string, text: string | undefined) =>
    text === undefined ? '' : element(name, text);
  const elements = [
    element('Name', bucket.name),
    element('Prefix', spelled(prefix)),
    delimiter === '' ? '' : element('Delimiter', spelled(delimiter)),
    optional('StartAfter', input.StartAfter && spelled(input.StartAfter)),
    optional('ContinuationToken', input.ContinuationToken),
    next,
    element('KeyCount', shown.length),
    element('MaxKeys', wanted),
    optional('EncodingType', input.EncodingType),
    element('IsTruncated', truncated),
    ...shown.map(({ name, object }) =>
      object
        ? contentsOf(object, spelled)
        : `<CommonPrefixes>${element('Prefix', spelled(name))}</CommonPrefixes>`,
    ),
  ];
  return {
    httpStatus: 200,
    headers: { 'content-type': 'application/xml', 'x-amz-bucket-region': bucket.region },
    content: xmlDocument(`<ListBucketResult xmlns="${NAMESPACE}">${elements.join('')}</ListBucketResult>`),
  };
}

/** What lies behind the delimiter counts as one, by the name up to it. */
function entriesOf(objects: readonly StoredObject[], prefix: string, delimiter: string): readonly Entry[] {
  const entries = new Map<string, Entry>();
  for (const object of objects) {
    const at = delimiter === '' ? -1 : object.key.indexOf(delimiter, prefix.length);
    const name = at < 0 ? object.key : object.key.slice(0, at + delimiter.length);
    entries.set(name, at < 0 ? { name, object } : { name });
  }
  return [...entries.values()];
}

function contentsOf({ key, output, lastModifiedMs, etag }: StoredObject, spelled: (text: string) => string) {
  const elements = [
    element('Key', spelled(key)),
    element('LastModified', new Date(lastModifiedMs).toISOString()),
    element('ETag', etag),
    element('Size', output.bytes),
    element('StorageClass', 'STANDARD'),
  ];
  return `<Contents>${elements.join('')}</Contents>`;
}

function startOf({ ContinuationToken: token, StartAfter: after = '' }: S3Input): string {
  if (token === undefined) return after;
  const bytes = Buffer.from(token, 'base64url');
  // Node decodes base64 forgivingly.
  if (token === '' || bytes.toString('base64url') !== token) {
    throw new S3Refusal({ code: 'InvalidArgument', message: 'The continuation token provided is incorrect' });
  }
  return bytes.toString('utf8');
}

function pageSize(keys: string | undefined): number {
  if (keys === undefined) return MAX_KEYS;
  if (!/^\d{1,9}$/.test(keys)) {
    const message = 'Provided max-keys not an integer or within integer range';
    throw new S3Refusal({ code: 'InvalidArgument', message, facts: { ArgumentName: 'max-keys' } });
  }
  return Math.min(MAX_KEYS, Number(keys));
}

function urlEncoded(text: string): string {
  return encodeURIComponent(text).replaceAll('%2F', '/');
}
