import type { IncomingMessage } from 'node:http';
import type { OperationName } from './constraints.ts';
import { OPERATIONS } from './constraints.ts';
import { LOGS_OPERATIONS, type LogsOperationName } from './logs/index.ts';
import { isBody } from './members.ts';
import { Refusal } from './wire.ts';

type Operation =
  | { readonly service: 'ssm'; readonly operation: OperationName }
  | { readonly service: 'logs'; readonly operation: LogsOperationName };
export type ReadRequest = Operation & {
  readonly region: string;
  readonly body: Readonly<Record<string, unknown>>;
};

/** Far above the largest legal input: five filters of 128 characters and a token. */
const BODY_BYTES = 64 * 1024;
const DRAINED_BYTES = 16 * BODY_BYTES;
const CREDENTIAL_SCOPE = /Credential=[^/,\s]{0,128}\/\d{8}\/([a-z0-9-]+)\/([a-z0-9]+)\/aws4_request/;

/** Reads one call to SSM or CloudWatch Logs. Throws a Refusal for whatever they would not even start to work on. */
export async function readRequest(message: IncomingMessage): Promise<ReadRequest> {
  const text = await readBody(message);
  // The path does not name the operation: with a path in the endpoint's URL the SDKs append to it.
  const asked = operationOf(message);
  const region = regionOf(message.headers.authorization, asked.service);
  return { ...asked, region, body: parse(text) };
}

async function readBody(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size <= BODY_BYTES) chunks.push(bytes);
    // Read on for a while and drop it: a client that is still sending would not see the answer.
    else if (size > DRAINED_BYTES) message.destroy();
  }
  if (size > BODY_BYTES) {
    throw new Refusal('RequestEntityTooLargeException', 'Request size exceeds the limit.', 413);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The signature is never checked: any credentials will do, as long as the request is signed. */
function regionOf(authorization: string | undefined, service: ReadRequest['service']): string {
  if (authorization === undefined) {
    throw new Refusal('MissingAuthenticationTokenException', 'Missing Authentication Token');
  }
  const [, region, signedFor] = CREDENTIAL_SCOPE.exec(authorization) ?? [];
  if (region === undefined || signedFor !== service) {
    throw new Refusal(
      'IncompleteSignatureException',
      `Authorization header requires a Credential scope for ${service}.`,
    );
  }
  return region;
}

function operationOf({ method, headers }: IncomingMessage): Operation {
  const target = String(headers['x-amz-target'] ?? '');
  const ssm = OPERATIONS.find((name) => target === `AmazonSSM.${name}`);
  const logs = LOGS_OPERATIONS.find((name) => target === `Logs_20140328.${name}`);
  if (method === 'POST' && ssm) return { service: 'ssm', operation: ssm };
  if (method === 'POST' && logs) return { service: 'logs', operation: logs };
  throw new Refusal('UnknownOperationException');
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const body: unknown = JSON.parse(text);
    if (isBody(body)) return body;
  } catch {
    // Falls through: text that is no JSON and JSON that is no object are the same fault.
  }
  throw new Refusal('SerializationException');
}
