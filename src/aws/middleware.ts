/** What is added to the way of a request through the SDK. */

import type { MiddlewareStack } from '@smithy/types';
import { type AwsContext, UnavailableError } from '../run-command/index.ts';
import { isThrottling } from './errors.ts';

/** What this server needs to know of a client of the SDK, whatever its service is. */
export type SdkClient = {
  // biome-ignore lint/suspicious/noExplicitAny: each service has its own requests and answers; none is looked into here
  readonly middlewareStack: MiddlewareStack<any, any>;
  destroy(): void;
};

/** Sees each attempt, of which the SDK itself reports only the last one. */
export function noteThrottling(client: SdkClient, throttled: WeakSet<SdkClient>): void {
  client.middlewareStack.add(
    (next) => async (args) => {
      try {
        const answer = await next(args);
        throttled.delete(client);
        return answer;
      } catch (error) {
        if (isThrottling(error)) throttled.add(client);
        else throttled.delete(client);
        throw error;
      }
    },
    // Inside of the retries, which stand at the beginning of this plugin.
    { step: 'finalizeRequest', priority: 'low', name: 'noteThrottling' },
  );
}

/** "localhost:8080" is a URL too, of the scheme "localhost:"; the SDK would ask port 80 of an empty name. */
export function refuseOtherSchemes(client: SdkClient, aws: AwsContext): void {
  client.middlewareStack.add(
    (next) => async (args) => {
      const { protocol } = args.request as { protocol?: string };
      if (protocol !== 'http:' && protocol !== 'https:') throw new UnavailableError('endpointInvalid', aws);
      return await next(args);
    },
    { step: 'build', name: 'refuseOtherSchemes' },
  );
}
