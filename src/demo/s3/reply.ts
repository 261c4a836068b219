import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { WholeOutput } from '../whole-output/index.ts';
import { element, xmlDocument } from './xml.ts';

export type S3Reply = {
  readonly httpStatus: number;
  readonly headers: Readonly<Record<string, string>>;
  /** A text, or a range of an output from `from` inclusive to `to` exclusive. */
  readonly content: string | ContentRange;
  /** HEAD: the headers alone, as if the content followed. */
  readonly bodiless?: boolean;
};
export type ContentRange = { readonly output: WholeOutput; readonly from: number; readonly to: number };

type Refused = {
  readonly code: string;
  readonly message: string;
  /** Further elements of the error. */
  readonly facts?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
};

/** An error in S3's own terms. */
export class S3Refusal extends Error {
  readonly code: string;
  readonly facts: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor({ code, message, facts = {}, headers = {} }: Refused) {
    super(message);
    this.name = 'S3Refusal';
    this.code = code;
    this.facts = facts;
    this.headers = headers;
  }
}

const STATUS_OF: Readonly<Record<string, number>> = {
  AccessDenied: 403,
  InternalError: 500,
  InvalidArgument: 400,
  InvalidRange: 416,
  MethodNotAllowed: 405,
  NoSuchBucket: 404,
  NoSuchKey: 404,
  NotImplemented: 501,
  PermanentRedirect: 301,
  PreconditionFailed: 412,
  SlowDown: 503,
};
const CHUNK_BYTES = 64 * 1024;

/** HEAD has no body, so there nothing but the status says which error it is. */
export function refusalReply(refusal: S3Refusal, bodiless: boolean): S3Reply {
  const facts = { Code: refusal.code, Message: refusal.message, ...refusal.facts };
  const ids = {
    RequestId: randomBytes(8).toString('hex').toUpperCase(),
    HostId: randomBytes(24).toString('base64'),
  };
  const elements = Object.entries({ ...facts, ...ids }).map(([name, text]) => element(name, text));
  return {
    httpStatus: STATUS_OF[refusal.code] ?? 400,
    headers: { 'content-type': 'application/xml', ...refusal.headers },
    content: bodiless ? '' : xmlDocument(`<Error>${elements.join('')}</Error>`),
    bodiless,
  };
}

/** A refusal is a reply too; anything else that is thrown is a defect of the endpoint and says so. */
export function replyOf(reply: () => S3Reply, bodiless: boolean): S3Reply {
  try {
    return { ...reply(), bodiless };
  } catch (error) {
    const refusal =
      error instanceof S3Refusal ? error : new S3Refusal({ code: 'InternalError', message: String(error) });
    return refusalReply(refusal, bodiless);
  }
}

export function headersOfReply({ headers, content }: S3Reply): Record<string, string> {
  const length = typeof content === 'string' ? Buffer.byteLength(content) : content.to - content.from;
  return {
    server: 'AmazonS3',
    'x-amz-request-id': randomBytes(8).toString('hex').toUpperCase(),
    'x-amz-id-2': randomBytes(24).toString('base64'),
    'content-length': String(length),
    ...headers,
  };
}

/** An output is made piece by piece, as fast as the client reads. */
export async function sendReply(response: ServerResponse, reply: S3Reply): Promise<void> {
  if (response.destroyed) return;
  response.writeHead(reply.httpStatus, headersOfReply(reply));
  if (reply.bodiless) return void response.end();
  await pipeline(Readable.from(chunksOf(reply.content)), response);
}

export function* chunksOf(content: S3Reply['content'], chunkBytes: number = CHUNK_BYTES): Generator<Buffer> {
  if (typeof content === 'string') return yield Buffer.from(content);
  const { output, from, to } = content;
  for (let place = from; place < to; place += chunkBytes) {
    yield output.slice(place, Math.min(to, place + chunkBytes));
  }
}
