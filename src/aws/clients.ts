/** One SDK client a service and Region, made on first use, replaced when its credentials turn out to be stale. */

import {
  type AwsContext,
  type AwsService,
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
import { noteThrottling, refuseOtherSchemes, type SdkClient } from './middleware.ts';
import type { ProviderInit } from './profile-credentials.ts';
import { readProfiles } from './profiles.ts';

export type AwsSettings = CredentialSettings & {
  /** Left out: the SDK looks in the environment and the profile. */
  readonly region?: string;
  /** Requests go to other profiles too, by other settings. */
  readonly isOneOfSeveral?: boolean;
  /** The embedded endpoint of `--demo`: asked instead of AWS, with credentials that are none. */
  readonly demoEndpoint?: string;
  /** From 1: which of its accounts. */
  readonly demoAccount?: number;
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

/** What a client is made with, whatever its service is. */
export type ClientConfig = ReturnType<typeof configOf>;

/** What is asked of a service, where, and of which of its resources: for the errors that may come. */
export type Request = Pick<AwsContext, 'operation' | 'region' | 'resource'>;

type Send<Client, Reply> = (client: Client, options: { abortSignal: AbortSignal }) => Promise<Reply>;

/** A client and how many calls wait for an answer of it. */
type SharedClient<Client> = { readonly sdk: Client; waiting: number; replaced: boolean };

/** `create` is called once a Region; it may load the SDK's code for the service. */
export function createClients<Client extends SdkClient>(
  settings: AwsSettings,
  service: AwsService,
  create: (config: ClientConfig) => Promise<Client>,
) {
  const byRegion = new Map<string, Promise<SharedClient<Client>>>();
  /** Clients whose last attempt AWS throttled. */
  const throttled = new WeakSet<SdkClient>();

  function clientFor(region: string): Promise<SharedClient<Client>> {
    const known = byRegion.get(region);
    if (known) return known;
    const client = open(region);
    byRegion.set(region, client);
    client.catch(() => byRegion.delete(region));
    return client;
  }

  async function open(region: string): Promise<SharedClient<Client>> {
    const sdk = await create(configOf(settings, region));
    // Even without a logger it copies every answer for one, member by member.
    sdk.middlewareStack.remove('loggerMiddleware');
    noteThrottling(sdk, throttled);
    refuseOtherSchemes(sdk, { service, operation: '', region, profile: settings.profile });
    return { sdk, waiting: 0, replaced: false };
  }

  /** The next call gets a new one. This one is destroyed only once nobody waits for it: other calls may. */
  function replace(region: string, client: SharedClient<Client>): void {
    if (client.replaced) return;
    client.replaced = true;
    byRegion.delete(region);
  }

  async function attempt<Reply>(
    aws: AwsContext,
    signal: AbortSignal,
    send: Send<Client, Reply>,
  ): Promise<Reply> {
    const client = await clientFor(aws.region);
    client.waiting += 1;
    try {
      return await abortable(send(client.sdk, { abortSignal: signal }), signal);
    } catch (error) {
      // The SDK was waiting for a better moment when the time of the call was over.
      if (isOutOfTime(signal) && throttled.has(client.sdk)) throw new ThrottledError(aws);
      signal.throwIfAborted();
      const translated = translateAwsError(error, aws);
      if (translated instanceof CredentialsError) replace(aws.region, client);
      throw translated;
    } finally {
      client.waiting -= 1;
      if (client.replaced && client.waiting === 0) client.sdk.destroy();
    }
  }

  return {
    /** Rejects with one of our errors, or as soon as the signal aborts: with its reason, or as throttled. */
    async call<Reply>(request: Request, signal: AbortSignal, send: Send<Client, Reply>): Promise<Reply> {
      const aws = { ...request, service, profile: settings.profile };
      try {
        return await attempt(aws, signal, send);
      } catch (error) {
        // Somebody may have signed in again meanwhile. Where there were none, a second look only doubles the wait.
        if (!(error instanceof CredentialsError) || error.code === 'CredentialsMissing') throw error;
        return await attempt(aws, signal, send);
      }
    },
  };
}

/** The Region asked when a request names none. Throws `RegionMissingError`. */
export function createDefaultRegion(settings: AwsSettings): () => Promise<string> {
  let chosen: string | undefined;
  return async () => {
    chosen ??= checkedRegion(settings.region ?? (await configuredRegion(settings)), settings);
    return chosen;
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

function configOf(settings: AwsSettings, region: string) {
  return {
    region,
    ...(settings.profile !== undefined && { profile: settings.profile }),
    ...(settings.demoEndpoint === undefined
      ? {
          // Files are read afresh whenever credentials are looked up, so that `aws sso login` is enough.
          credentialDefaultProvider: (init: ProviderInit) => credentialProvider(settings, region, init),
          requestHandler: createConnection(LIMITS, settings.profile),
        }
      : {
          endpoint: settings.demoEndpoint,
          // By it the endpoint tells accounts apart.
          credentials: { accessKeyId: `demo${settings.demoAccount ?? 1}`, secretAccessKey: 'demo' },
          // Either of these set in the environment makes a custom endpoint a configuration error.
          useFipsEndpoint: false,
          useDualstackEndpoint: false,
          // On this machine: no proxy stands between.
          requestHandler: { ...LIMITS, throwOnRequestTimeout: true },
        }),
    retryMode: 'adaptive',
    maxAttempts: MAX_ATTEMPTS,
  };
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
