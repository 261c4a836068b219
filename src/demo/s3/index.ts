/** Of Amazon S3 what reading a command's output takes: objects, ranges of them, and lists. */
import type { Fleet } from '../fleet.ts';
import { getObject } from './get-object.ts';
import { listObjects } from './list-objects.ts';
import { S3Refusal, type S3Reply } from './reply.ts';
import type { S3Request } from './request.ts';
import { type Bucket, bucketNamed } from './stored-objects.ts';

export {
  chunksOf,
  headersOfReply,
  refusalReply,
  replyOf,
  S3Refusal,
  type S3Reply,
  sendReply,
} from './reply.ts';
export { isS3Request, readS3Request, type S3OperationName, type S3Request } from './request.ts';

/** Throws an S3Refusal. */
export function performS3(fleet: Fleet, { operation, region, input }: S3Request): S3Reply {
  const bucket = bucketNamed(fleet, region, input.Bucket);
  if (bucket === undefined) {
    const facts = { BucketName: input.Bucket };
    throw new S3Refusal({ code: 'NoSuchBucket', message: 'The specified bucket does not exist', facts });
  }
  if (bucket.region !== region) throw redirectTo(bucket);
  switch (operation) {
    case 'GetObject':
    case 'HeadObject':
      return getObject(bucket, input);
    case 'ListObjectsV2':
      return listObjects(bucket, input);
    case 'HeadBucket':
      return {
        httpStatus: 200,
        headers: { 'content-type': 'application/xml', 'x-amz-bucket-region': bucket.region },
        content: '',
      };
  }
}

/** What S3 says to whoever asks in another Region than the bucket's. */
export function redirectTo({ name, region }: Pick<Bucket, 'name' | 'region'>): S3Refusal {
  return new S3Refusal({
    code: 'PermanentRedirect',
    message:
      'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
    facts: { Endpoint: `${name}.s3.${region}.amazonaws.com`, Bucket: name },
    headers: { 'x-amz-bucket-region': region },
  });
}
