/** What S3 does wrong, played in place of an answer. */

import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { S3Exchange } from '../../src/demo/exchange.ts';
import {
  chunksOf,
  headersOfReply,
  redirectTo,
  refusalReply,
  S3Refusal,
  type S3Reply,
  sendReply,
} from '../../src/demo/s3/index.ts';
import type { Fault } from './faults.ts';

export type S3Fault =
  /** The bucket is in another Region, which the answer names. */
  | { readonly kind: 'redirect'; readonly region: string }
  /** The true answer in pieces, with a pause after each. */
  | { readonly kind: 'slow'; readonly ms: number; readonly chunkBytes?: number }
  /** A whole answer of half the bytes, whose Content-Range is that of all of them. */
  | { readonly kind: 'wrongLength' };

export async function playS3Fault(fault: Fault, exchange: S3Exchange): Promise<void> {
  const { response, operation, input, reply } = exchange;
  const refuse = (refusal: S3Refusal) => refusalReply(refusal, operation.startsWith('Head'));
  switch (fault.kind) {
    case 'error': {
      const refusal = refuse(new S3Refusal({ code: fault.type, message: fault.message ?? 'Access Denied' }));
      return sendReply(response, { ...refusal, httpStatus: fault.httpStatus ?? refusal.httpStatus });
    }
    case 'redirect':
      return sendReply(response, refuse(redirectTo({ name: String(input['Bucket']), region: fault.region })));
    case 'resetMidway': {
      const whole = reply();
      response.writeHead(whole.httpStatus, headersOfReply(whole));
      await new Promise((written) => {
        response.write(Buffer.concat([...chunksOf(halved(whole).content)]), written);
      });
      response.socket?.destroy();
      return;
    }
    case 'wrongLength':
      return sendReply(response, halved(reply()));
    case 'slow':
      return sendSlowly(exchange, fault);
    default:
      throw new TypeError(`s3 knows no ${fault.kind}`);
  }
}

async function sendSlowly(
  { response, reply }: S3Exchange,
  { ms, chunkBytes }: Extract<S3Fault, { kind: 'slow' }>,
): Promise<void> {
  const whole = reply();
  response.writeHead(whole.httpStatus, headersOfReply(whole));
  async function* chunks() {
    for (const chunk of chunksOf(whole.content, chunkBytes)) {
      yield chunk;
      await sleep(ms, undefined, { ref: false });
    }
  }
  await pipeline(Readable.from(chunks()), response);
}

function halved(reply: S3Reply): S3Reply {
  const { content } = reply;
  if (typeof content === 'string') return { ...reply, content: content.slice(0, content.length / 2) };
  return { ...reply, content: { ...content, to: Math.ceil((content.from + content.to) / 2) } };
}
