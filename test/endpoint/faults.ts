/** What AWS and the network between do wrong, played in place of an answer. */

import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { readInput } from '../../src/demo/constraints.ts';
import { answer, type Exchange, type JsonExchange } from '../../src/demo/exchange.ts';
import { queryOf } from '../../src/demo/paging.ts';
import { readToken, writeToken } from '../../src/demo/tokens.ts';
import { type Answer, answerOf, failure, headersOf, Refusal, send } from '../../src/demo/wire.ts';
import { playS3Fault, type S3Fault } from './s3-faults.ts';

/** What may befall a call to any of the three services. */
export type CommonFault =
  /** An error in the service's own form, of that type or, in S3, code; the status follows from it unless given. */
  | {
      readonly kind: 'error';
      readonly type: string;
      readonly message?: string;
      readonly httpStatus?: number;
    }
  | {
      readonly kind: 'raw';
      readonly httpStatus: number;
      readonly contentType: string;
      readonly body: string;
    }
  /** The socket is destroyed before any byte of an answer. */
  | { readonly kind: 'reset' }
  /** Half of the true answer, then the socket is destroyed. */
  | { readonly kind: 'resetMidway' }
  /** No answer until the endpoint closes. */
  | { readonly kind: 'hang' }
  /** The true answer, that much later. */
  | { readonly kind: 'delay'; readonly ms: number };

export type Fault =
  | CommonFault
  | S3Fault
  /** SSM alone: the true answer, whose NextToken is the one it was asked with: a list that never ends. */
  | { readonly kind: 'stuckToken' }
  /** SSM alone: no items, and a token that goes on where the request stood. */
  | { readonly kind: 'emptyPage' }
  /** Edits the true answer; what `patch` returns is sent. */
  | { readonly kind: 'patch'; readonly patch: (body: Record<string, unknown>) => unknown };

/** Sent by `stuckToken` where the request itself had no token. */
const CONSTANT_TOKEN = 'c3R1Y2s';

export async function playFault(fault: Fault, exchange: Exchange): Promise<void> {
  const { response } = exchange;
  switch (fault.kind) {
    case 'raw':
      return send(response, fault);
    case 'reset':
      response.socket?.destroy();
      return;
    case 'hang':
      return;
    case 'delay':
      // Unreferenced: a test that closes its endpoint need not wait for an answer nobody reads.
      await sleep(fault.ms, undefined, { ref: false });
      return answer(exchange);
    default:
      return exchange.service === 's3' ? playS3Fault(fault, exchange) : playJsonFault(fault, exchange);
  }
}

async function playJsonFault(fault: Fault, exchange: JsonExchange): Promise<void> {
  const { body, response, input } = exchange;
  const sendEdited = (edit: () => unknown) => send(response, answerOf(edit));
  switch (fault.kind) {
    case 'error':
      return send(response, failure(new Refusal(fault.type, fault.message, fault.httpStatus)));
    case 'resetMidway':
      return sendHalf(response, answerOf(body));
    case 'stuckToken':
      return sendEdited(() => ({ ...body(), NextToken: input['NextToken'] ?? CONSTANT_TOKEN }));
    case 'emptyPage':
      return sendEdited(() => emptied(exchange));
    case 'patch':
      return sendEdited(() => fault.patch({ ...body() }));
    default:
      throw new TypeError(`${exchange.service} knows no ${fault.kind}`);
  }
}

function sendHalf(response: ServerResponse, { httpStatus, contentType, body }: Answer): void {
  const bytes = Buffer.from(body);
  response.writeHead(httpStatus, headersOf({ httpStatus, contentType, body }));
  response.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => response.socket?.destroy());
}

function emptied(exchange: JsonExchange): object {
  const lists = Object.entries(exchange.body()).map(([name, value]) => [
    name,
    Array.isArray(value) ? [] : value,
  ]);
  return { ...Object.fromEntries(lists), NextToken: tokenHere(exchange) };
}

/** Goes on exactly where the request stands, one page later. */
function tokenHere({ service, operation, region, input }: JsonExchange): string {
  if (service !== 'ssm') throw new TypeError(`${service} has other tokens`);
  const read = readInput(operation, input);
  const query = queryOf(operation, region, read);
  const { offset, page } = readToken(read.NextToken, query);
  return writeToken({ offset, page: page + 1 }, query);
}
