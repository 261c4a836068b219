/** The real SDK with no AWS behind it: every request is answered with one page, and no socket is opened. */

import { Readable } from 'node:stream';
import type { CommandInvocation } from '@aws-sdk/client-ssm';
import type { RunCommandReader } from '../domain.ts';
import { createRunCommandReader } from './reader.ts';

/** Times are numbers of seconds on the wire. */
export type WireInvocation = Omit<CommandInvocation, 'RequestedDateTime'> & {
  readonly RequestedDateTime: number;
};

export function createRehearsalReader(invocations: readonly WireInvocation[]): RunCommandReader {
  const page = Buffer.from(JSON.stringify({ CommandInvocations: invocations, Commands: [] }));
  return createRunCommandReader({
    region: 'us-east-1',
    // With an endpoint of its own, the SDK looks for no credentials.
    demoEndpoint: 'http://127.0.0.1',
    requestHandler: {
      handle: async () => ({
        response: { statusCode: 200, headers: {}, body: Readable.from([page]), reason: undefined },
      }),
    },
  });
}
