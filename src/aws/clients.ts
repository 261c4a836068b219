/** One SDK client a Region, made on first use, replaced when its credentials turn out to be stale. */

import { SSMClient } from '@aws-sdk/client-ssm';
import {
  type AwsContext,
  CredentialsError,
  InvalidInputError,
  normalizeRegion,
  RegionMissingError,
  ThrottledError,
} from '../run-command/index.ts';
import { checkProfile } from './check-profile.ts';
import { createConnection } from './connection.ts';
import { type CredentialSettings, credentialProvider } from './credentials.ts';
import { translateAwsError } from './errors.ts';
import { noteThrottling, refuseOtherSchemes } from './middleware.ts';
import { readProfiles } from './profiles.ts';

export type AwsSettings = CredentialSettings & {
  /** Left out: the SDK looks in the environment and the profile. */
  readonly region?: string;
  /** The embedded endpoint of `--demo`: asked instead of AWS, with credentials that are none. */
  readonly demoEndpoint?: string;
};

/**
 * Attempts a request, the first included. The SDK's 3 do not survive a burst of throttling on an account
 * that others poll too; adaptive mode spaces them out, and the time limit of a call ends them.
 */
const MAX_ATTEMPTS = 8;

/**
 * SSM answers within a second or two; a connection that takes longer than this is not going to. The request's limit
 * leaves room for two more attempts within the 45 seconds of a call.
 */
const LIMITS = { connectionTimeout: 5_000, requestTimeout: 14_000 };

type Send<Reply> = (client: SSMClient, options: { abortSignal: AbortSignal }) => Promise<Reply>;

/** A client and how many calls wait for an answer of it. */
type SharedClient = { readonly ssm: SSMClient; waiting: number; replaced: boolean };

export function createClients(settings: AwsSettings) {
  const byRegion = new Map<string, SharedClient>();
  let chosen: string | undefined;
  /** Clients whose last attempt AWS throttled. */
  const throttled = new WeakSet<SSMClient>();

  function clientFor(region: string): SharedClient {
    const known = byRegion.get(region);
    if (known) return known;
    const client = { ssm: createClient(settings, region), waiting: 0, replaced: false };
    noteThrottling(client.ssm, throttled);
    refuseOtherSchemes(client.ssm, { operation: '', region, profile: settings.profile });
    byRegion.set(region, client);
    return client;
  }

  /** The next call gets a new one. This one is destroyed only once nobody waits for it: other calls may. */
  function replace(region: string, client: SharedClient): void {
    client.replaced = true;
    if (byRegion.get(region) === client) byRegion.delete(region);
  }

  async function attempt<Reply>(
    client: SharedClient,
    aws: AwsContext,
    signal: AbortSignal,
    send: Send<Reply>,
  ): Promise<Reply> {
    client.waiting += 1;
    try {
      return await abortable(send(client.ssm, { abortSignal: signal }), signal);
    } catch (error) {
      // The SDK was waiting for a better moment when the time of the call was over.
      if (isOutOfTime(signal) && throttled.has(client.ssm)) throw new ThrottledError(aws);
      signal.throwIfAborted();
      const translated = translateAwsError(error, aws);
      if (translated instanceof CredentialsError) replace(aws.region, client);
      throw translated;
    } finally {
      client.waiting -= 1;
      if (client.replaced && client.waiting === 0) client.ssm.destroy();
    }
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
      try {
        return await attempt(clientFor(region), aws, signal, send);
      } catch (error) {
        // Somebody may have signed in again meanwhile. Where there were none, a second look only doubles the wait.
        if (!(error instanceof CredentialsError) || error.code === 'CredentialsMissing') throw error;
        return await attempt(clientFor(region), aws, signal, send);
      }
    },

    async defaultRegion(): Promise<string> {
      chosen ??= checkedRegion(settings.region ?? (await configuredRegion(settings)), settings);
      return chosen;
    },
  };
}

/** Throws `InvalidInputError`: what the SDK says of such a name, if anything, speaks of host names. */
function checkedRegion(name: string, { region, profile }: AwsSettings): string {
  const normalized = normalizeRegion(name);
  if (normalized !== undefined) return normalized;
  const source =
    region === undefined
      ? `the region setting of profile "${profile ?? 'default'}"`
      : '--region or AWS_REGION';
  throw new InvalidInputError(
    `the Region that this server is set to, ${JSON.stringify(name.slice(0, 60))}, is no Region name.`,
    `Pass region (such as "us-east-1", one alone), or tell the user to correct ${source} and to restart the server.`,
  );
}

/** Looks afresh each time until there is one, so that a profile that was corrected meanwhile counts. */
async function configuredRegion({ profile }: AwsSettings): Promise<string> {
  const fromEnvironment = process.env['AWS_REGION'];
  if (fromEnvironment) return fromEnvironment;
  const profiles = await readProfiles();
  if (profile !== undefined) checkProfile(profile, profiles);
  const region = profiles.byName.get(profile ?? 'default')?.['region'];
  if (region === undefined) throw new RegionMissingError(profile);
  return region;
}

function createClient(settings: AwsSettings, region: string): SSMClient {
  const client = new SSMClient({
    region,
    ...(settings.profile !== undefined && { profile: settings.profile }),
    ...(settings.demoEndpoint === undefined
      ? {
          // Files are read afresh whenever credentials are looked up, so that `aws sso login` is enough.
          credentialDefaultProvider: (init) => credentialProvider(settings, region, init),
          requestHandler: createConnection(LIMITS, settings.profile),
        }
      : {
          endpoint: settings.demoEndpoint,
          credentials: { accessKeyId: 'demo', secretAccessKey: 'demo' },
          // Either of these set in the environment makes a custom endpoint a configuration error.
          useFipsEndpoint: false,
          useDualstackEndpoint: false,
          // On this machine: no proxy stands between.
          requestHandler: { ...LIMITS, throwOnRequestTimeout: true },
        }),
    retryMode: 'adaptive',
    maxAttempts: MAX_ATTEMPTS,
  });
  // Even without a logger it copies every answer for one, member by member.
  client.middlewareStack.remove('loggerMiddleware');
  return client;
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
