import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from './wire.ts';
import { failure, headersOf, Refusal, success } from './wire.ts';

export type Fault =
  /** An AWS error body; the HTTP status follows from the type unless given. */
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
  | { readonly kind: 'delay'; readonly ms: number }
  /** The true answer, whose NextToken is the one it was asked with: a list that never ends. */
  | { readonly kind: 'stuckToken' }
  /** No items, and a token that goes on where the request stood. */
  | { readonly kind: 'emptyPage' }
  /** Edits the true answer; what `patch` returns is sent. */
  | { readonly kind: 'patch'; readonly patch: (body: Record<string, unknown>) => unknown };

/** What a fault may ask of the endpoint: the true answer, and the token of the place it was asked at. */
export type Truth = {
  readonly body: () => object;
  readonly token: () => string | undefined;
  readonly tokenHere: () => string;
};

/** Sent by `stuckToken` where the request itself had no token. */
const CONSTANT_TOKEN = 'c3R1Y2s';

export async function play(fault: Fault | undefined, truth: Truth, response: ServerResponse): Promise<void> {
  switch (fault?.kind) {
    case undefined:
      return send(response, answerOf(truth.body));
    case 'error':
      return send(response, failure(new Refusal(fault.type, fault.message, fault.httpStatus)));
    case 'raw':
      return send(response, fault);
    case 'reset':
      response.socket?.destroy();
      return;
    case 'resetMidway':
      return sendHalf(response, answerOf(truth.body));
    case 'hang':
      return;
    case 'delay':
      // Unreferenced: a process that closes its endpoint need not wait for an answer nobody reads.
      await sleep(fault.ms, undefined, { ref: false });
      return send(response, answerOf(truth.body));
    case 'stuckToken':
      return send(
        response,
        answerOf(() => ({ ...truth.body(), NextToken: truth.token() ?? CONSTANT_TOKEN })),
      );
    case 'emptyPage':
      return send(
        response,
        answerOf(() => emptied(truth)),
      );
    case 'patch':
      return send(
        response,
        answerOf(() => fault.patch({ ...truth.body() })),
      );
  }
}

export function send(response: ServerResponse, answer: Answer): void {
  if (response.destroyed) return;
  response.writeHead(answer.httpStatus, headersOf(answer)).end(answer.body);
}

/** A refusal is an answer too; anything else that is thrown is a defect of the endpoint and says so. */
export function answerOf(body: () => unknown): Answer {
  try {
    return success(body());
  } catch (error) {
    return failure(error instanceof Refusal ? error : new Refusal('InternalServerError', String(error)));
  }
}

function sendHalf(response: ServerResponse, answer: Answer): void {
  const bytes = Buffer.from(answer.body);
  response.writeHead(answer.httpStatus, headersOf(answer));
  response.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => response.socket?.destroy());
}

function emptied(truth: Truth): object {
  const lists = Object.entries(truth.body()).map(([name, value]) => [
    name,
    Array.isArray(value) ? [] : value,
  ]);
  return { ...Object.fromEntries(lists), NextToken: truth.tokenHere() };
}
