/** One SDK client a Region, made on first use, thrown away when its credentials turn out to be stale. */

import { SSMClient } from '@aws-sdk/client-ssm';
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { CredentialsError, ThrottledError } from '../run-command/index.ts';
import { isThrottling, translateAwsError } from './errors.ts';

export type AwsSettings = {
  /** Left out: the SDK looks in the environment and the profile. */
  readonly region?: string;
  readonly profile?: string;
  /** The embedded endpoint of `--demo`: asked instead of AWS, with credentials that are none. */
  readonly demoEndpoint?: string;
};

/**
 * Attempts a request, the first included. The SDK's 3 do not survive a burst of throttling on an account
 * that others poll too; adaptive mode spaces them out, and the time limit of a call ends them.
 */
const MAX_ATTEMPTS = 8;

/** SSM answers within a second or two; a connection that takes longer than this is not going to. */
const CONNECT_TIMEOUT_MS = 5_000;

/** Leaves room for two more attempts within the 45 seconds of a call. */
const REQUEST_TIMEOUT_MS = 14_000;

type Send<Reply> = (client: SSMClient, options: { abortSignal: AbortSignal }) => Promise<Reply>;

export function createClients(settings: AwsSettings) {
  const byRegion = new Map<string, SSMClient>();
  let chosen: string | undefined;
  /** Clients whose last attempt AWS throttled. */
  const throttled = new WeakSet<SSMClient>();

  function clientFor(region: string): SSMClient {
    const known = byRegion.get(region);
    if (known) return known;
    const client = createClient(settings, region);
    noteThrottling(client, throttled);
    byRegion.set(region, client);
    return client;
  }

  return {
    /** Rejects with one of our errors, or as soon as the signal aborts: with its reason, or as throttled. */
    async call<Reply>(
      operation: string,
      region: string,
      signal: AbortSignal,
      send: Send<Reply>,
    ): Promise<Reply> {
      const aws = { operation, region, profile: settings.profile };
      const attempt = () => abortable(send(clientFor(region), { abortSignal: signal }), signal);
      const rethrow = (error: unknown): never => {
        // The SDK was waiting for a better moment when the time of the call was over.
        if (isOutOfTime(signal) && throttled.has(clientFor(region))) throw new ThrottledError(aws);
        signal.throwIfAborted();
        throw translateAwsError(error, aws);
      };
      try {
        return await attempt().catch(rethrow);
      } catch (error) {
        if (!(error instanceof CredentialsError)) throw error;
        // What this client read is of no use any more; the next one looks for credentials afresh.
        byRegion.get(region)?.destroy();
        byRegion.delete(region);
        // Somebody may have signed in again meanwhile. Where there were none, a second look only doubles the wait.
        if (error.code === 'CredentialsMissing') throw error;
        return await attempt().catch(rethrow);
      }
    },

    async defaultRegion(): Promise<string> {
      chosen ??= settings.region ?? (await configuredRegion(settings));
      return chosen;
    },
  };
}

async function configuredRegion(settings: AwsSettings): Promise<string> {
  const client = createClient(settings, undefined);
  try {
    return await client.config.region();
  } catch (error) {
    throw translateAwsError(error, { operation: '', region: '', profile: settings.profile });
  } finally {
    client.destroy();
  }
}

function createClient(settings: AwsSettings, region: string | undefined): SSMClient {
  const client = new SSMClient({
    ...(region !== undefined && { region }),
    ...(settings.profile !== undefined && { profile: settings.profile }),
    ...(settings.demoEndpoint === undefined
      ? {
          // Files are read afresh whenever credentials are looked up, so that `aws sso login` is enough.
          credentialDefaultProvider: (init) => defaultProvider({ ...init, ignoreCache: true }),
        }
      : {
          endpoint: settings.demoEndpoint,
          credentials: { accessKeyId: 'demo', secretAccessKey: 'demo' },
          // Either of these set in the environment makes a custom endpoint a configuration error.
          useFipsEndpoint: false,
          useDualstackEndpoint: false,
        }),
    retryMode: 'adaptive',
    maxAttempts: MAX_ATTEMPTS,
    requestHandler: {
      connectionTimeout: CONNECT_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      throwOnRequestTimeout: true,
    },
  });
  // Without a logger to tell, it still copies every answer for it, member by member.
  client.middlewareStack.remove('loggerMiddleware');
  return client;
}

/** Looks at each attempt, which the SDK itself tells nobody about until the last one. */
function noteThrottling(client: SSMClient, throttled: WeakSet<SSMClient>): void {
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

function isOutOfTime({ aborted, reason }: AbortSignal): boolean {
  return aborted && reason instanceof DOMException && reason.name === 'TimeoutError';
}

/** The SDK does not look at the signal while it waits between attempts, so a caller would wait with it. */
function abortable<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
