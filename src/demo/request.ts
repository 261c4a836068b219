import type { IncomingMessage } from 'node:http';
import type { OperationName } from './constraints.ts';
import { OPERATIONS } from './constraints.ts';
import { isBody } from './members.ts';
import { Refusal } from './wire.ts';

export type ReadRequest = {
  readonly operation: OperationName;
  readonly region: string;
  readonly body: Readonly<Record<string, unknown>>;
};

/** Far above the largest legal input: five filters of 128 characters and a token. */
const BODY_BYTES = 64 * 1024;
const DRAINED_BYTES = 16 * BODY_BYTES;
const TARGET_PREFIX = 'AmazonSSM.';
const CREDENTIAL_SCOPE = /Credential=[^/,\s]{0,128}\/\d{8}\/([a-z0-9-]+)\/ssm\/aws4_request/;

/** Reads one call. Throws a Refusal for whatever SSM would not even start to work on. */
export async function readRequest(message: IncomingMessage): Promise<ReadRequest> {
  const text = await readBody(message);
  const region = regionOf(message.headers.authorization);
  // The path does not name the operation: with a path in the endpoint's URL the SDKs append to it.
  const operation = operationOf(message);
  return { operation, region, body: parse(text) };
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
function regionOf(authorization: string | undefined): string {
  if (authorization === undefined) {
    throw new Refusal('MissingAuthenticationTokenException', 'Missing Authentication Token');
  }
  const region = CREDENTIAL_SCOPE.exec(authorization)?.[1];
  if (region === undefined) {
    throw new Refusal(
      'IncompleteSignatureException',
      'Authorization header requires a Credential scope for ssm.',
    );
  }
  return region;
}

function operationOf({ method, headers }: IncomingMessage): OperationName {
  const target = String(headers['x-amz-target'] ?? '');
  const operation = OPERATIONS.find((name) => target === `${TARGET_PREFIX}${name}`);
  if (method !== 'POST' || operation === undefined) throw new Refusal('UnknownOperationException');
  return operation;
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
