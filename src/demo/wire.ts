import { randomUUID } from 'node:crypto';
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';

/** An error in AWS's own terms: `type` is the name without namespace, as it stands in `__type`. */
export class Refusal extends Error {
  readonly type: string;
  readonly httpStatus: number;

  constructor(type: string, message?: string, httpStatus: number = defaultStatusOf(type)) {
    super(message ?? '');
    this.name = 'Refusal';
    this.type = type;
    this.httpStatus = httpStatus;
  }
}

export type Answer = { readonly httpStatus: number; readonly contentType: string; readonly body: string };

const JSON_1_1 = 'application/x-amz-json-1.1';
/** These have no member in the service model, so they arrive without any text. */
const MEMBERLESS = new Set([
  'InvalidCommandId',
  'InvalidFilterKey',
  'InvalidPluginName',
  'InvocationDoesNotExist',
]);
/** These spell their member `Message`. */
const CAPITAL_MESSAGE = new Set(['InternalServerError', 'InvalidInstanceId', 'InvalidNextToken']);

/** The service sends members in alphabetical order; whoever builds a body writes them in it. */
export function success(body: unknown): Answer {
  return { httpStatus: 200, contentType: JSON_1_1, body: JSON.stringify(body) };
}

export function failure(refusal: Refusal): Answer {
  const body: Record<string, string> = { __type: refusal.type };
  if (refusal.message !== '' && !MEMBERLESS.has(refusal.type)) {
    body[CAPITAL_MESSAGE.has(refusal.type) ? 'Message' : 'message'] = refusal.message;
  }
  return { httpStatus: refusal.httpStatus, contentType: JSON_1_1, body: JSON.stringify(body) };
}

export function headersOf({ contentType, body }: Answer): OutgoingHttpHeaders {
  return {
    server: 'Server',
    'content-type': contentType,
    'content-length': Buffer.byteLength(body),
    'x-amzn-requestid': randomUUID(),
  };
}

/** A refusal is an answer too; anything else that is thrown is a defect of the endpoint and says so. */
export function answerOf(body: () => unknown): Answer {
  try {
    return success(body());
  } catch (error) {
    return failure(error instanceof Refusal ? error : new Refusal('InternalServerError', String(error)));
  }
}

export function send(response: ServerResponse, answer: Answer): void {
  if (response.destroyed) return;
  response.writeHead(answer.httpStatus, headersOf(answer)).end(answer.body);
}

/** A JSON timestamp: epoch seconds with up to three decimals. */
export function epochSeconds(epochMs: number): number {
  return Math.round(epochMs) / 1000;
}

/** How GetCommandInvocation writes a time: UTC, milliseconds, Z. */
export function isoTime(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

/** How GetCommandInvocation writes a span: `PT44.002S`, `PT1H0.271S`. Parts that are zero are left out. */
export function isoDuration(ms: number): string {
  const hours = Math.floor(ms / 3_600_000);
  const minutes = Math.floor((ms % 3_600_000) / 60_000);
  const seconds = (ms % 60_000) / 1000;
  const text = `${hours > 0 ? `${hours}H` : ''}${minutes > 0 ? `${minutes}M` : ''}`;
  return `PT${text}${seconds > 0 || text === '' ? `${seconds}S` : ''}`;
}

function defaultStatusOf(type: string): number {
  if (type === 'InternalServerError' || type === 'InternalFailure') return 500;
  return type === 'ServiceUnavailable' || type === 'ServiceUnavailableException' ? 503 : 400;
}
