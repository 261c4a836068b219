import type { S3Reply } from './reply.ts';
import { S3Refusal } from './reply.ts';
import type { S3Input } from './request.ts';
import { type Bucket, objectNamed, type StoredObject } from './stored-objects.ts';

/** GetObject and, without its body, HeadObject. Throws NoSuchKey, PreconditionFailed or InvalidRange. */
export function getObject(bucket: Bucket, { Key: key = '', Range: range, IfMatch: match }: S3Input): S3Reply {
  const object = objectNamed(bucket, key);
  if (object === undefined) {
    throw new S3Refusal({
      code: 'NoSuchKey',
      message: 'The specified key does not exist.',
      facts: { Key: key },
    });
  }
  if (match !== undefined && match !== '*' && match.replaceAll('"', '') !== object.etag.replaceAll('"', '')) {
    const message = 'At least one of the pre-conditions you specified did not hold';
    throw new S3Refusal({ code: 'PreconditionFailed', message, facts: { Condition: 'If-Match' } });
  }
  const { output } = object;
  const wanted = range === undefined ? undefined : rangeOf(range, output.bytes);
  const { from, to } = wanted ?? { from: 0, to: output.bytes };
  const partial = wanted && { 'content-range': `bytes ${from}-${to - 1}/${output.bytes}` };
  return {
    httpStatus: wanted ? 206 : 200,
    headers: { ...objectHeaders(object), ...partial },
    content: { output, from, to },
  };
}

function objectHeaders({ etag, lastModifiedMs }: StoredObject): Record<string, string> {
  return {
    'accept-ranges': 'bytes',
    'content-type': 'text/plain',
    etag,
    'last-modified': new Date(lastModifiedMs).toUTCString(),
    'x-amz-server-side-encryption': 'AES256',
  };
}

/** `undefined` for what S3 does not take for a range and so leaves out of account: several of them, or other units. */
function rangeOf(range: string, size: number): { from: number; to: number } | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(range) ?? [];
  if (first === '' && last === '') return undefined;
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === '' || last === '' ? size : Math.min(size, Number(last) + 1);
  if (first !== '' && last !== '' && Number(last) < from) return undefined;
  if (from >= size) {
    throw new S3Refusal({
      code: 'InvalidRange',
      message: 'The requested range is not satisfiable',
      facts: { RangeRequested: range, ActualObjectSize: String(size) },
      headers: { 'content-range': `bytes */${size}` },
    });
  }
  return { from, to };
}
