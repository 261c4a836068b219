import { SSMClient } from '@aws-sdk/client-ssm';
import { onTestFinished } from 'vitest';
import { createFleet } from '../../src/demo/create-fleet.ts';
import type { Endpoint, EndpointOptions } from '../endpoint/endpoint.ts';
import { startEndpoint } from '../endpoint/endpoint.ts';
import { fleetOf } from '../endpoint/fleet-of.ts';

export const NOW_MS = Date.UTC(2026, 10, 22, 12, 0, 0);
export const COMMAND = '11111111-2222-4333-8444-555555555555';
export const OTHER_COMMAND = '99999999-2222-4333-8444-555555555555';
export const NODE = 'i-0123456789abcdef0';

/** One command on so many nodes of the ids i-00000000, i-00000001 and so on. */
export function numbered(count: number) {
  return fleetOf([
    {
      commandId: COMMAND,
      invocations: Array.from({ length: count }, (_, n) => ({
        instanceId: `i-${String(n).padStart(8, '0')}`,
        plugins: [{ stdout: `node ${n}` }],
      })),
    },
  ]);
}

export const storyFleet = (nodes = 1000, seed = 1) => createFleet({ nodes, seed, nowMs: NOW_MS });

/** Started for one test, closed after it. */
export async function endpoint(options: EndpointOptions = {}): Promise<Endpoint> {
  const started = await startEndpoint({ nowMs: NOW_MS, ...options });
  onTestFinished(() => started.close());
  return started;
}

/** Destroyed after the running test. */
export function clientOf({ url }: Endpoint, region: string = 'us-east-1', maxAttempts = 1): SSMClient {
  const client = new SSMClient({
    region,
    endpoint: url,
    maxAttempts,
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'unchecked' },
  });
  onTestFinished(() => client.destroy());
  return client;
}

export async function clientFor(options: EndpointOptions = {}, region?: string): Promise<SSMClient> {
  return clientOf(await endpoint(options), region);
}

/** A call as no SDK would make it. */
export function rawCall(
  { url }: Endpoint,
  operation: string,
  body: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AmazonSSM.${operation}`,
      authorization: SIGNED,
      ...headers,
    },
  });
}

export const SIGNED =
  'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261122/us-east-1/ssm/aws4_request, SignedHeaders=host, Signature=00';

/** `undefined` where the call succeeds. */
export async function refusalOf(
  call: Promise<unknown>,
): Promise<{ name: string; message: string } | undefined> {
  try {
    await call;
    return undefined;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { name: error.name, message: error.message };
  }
}
