/**
 * Where requests get their credentials: as the SDK looks for them, with three differences. What is wrong with a profile
 * is named; the keys of the environment serve a profile that has none, as in the AWS CLI; and a `credential_process`
 * cannot hang.
 */

import { defaultProvider } from '@aws-sdk/credential-provider-node';
import type { AwsCredentialIdentity } from '@aws-sdk/types';
import { memoize } from '@smithy/core/config';
import { CredentialsError } from '../run-command/index.ts';
import { checkProfile, endsInEnvironment, kindOfCredentials } from './check-profile.ts';
import { isContainer, translateCredentialsError } from './credentials-errors.ts';
import { type ProviderInit, profileCredentials } from './profile-credentials.ts';
import { readProfiles } from './profiles.ts';

export type CredentialSettings = {
  readonly profile?: string;
  /** The profile was asked for by a flag, beside which the AWS CLI does not look at the environment's keys. */
  readonly profileIsFlag?: boolean;
  /** Takes a line for the person who runs the server. */
  warn?(line: string): void;
};

/** Credentials that end within so long are looked up anew: a request must not outlive them. */
const ENDS_SOON_MS = 5 * 60_000;

/** What the SDK calls for each request; looks afresh only where those it has are about to end. Throws our errors. */
export function credentialProvider(
  settings: CredentialSettings,
  region: string,
  init: ProviderInit,
): () => Promise<AwsCredentialIdentity> {
  const find = async () => {
    try {
      return await findCredentials(settings, init);
    } catch (error) {
      throw translateCredentialsError(error, { region, profile: settings.profile });
    }
  };
  const endsSoon = ({ expiration }: AwsCredentialIdentity) =>
    expiration !== undefined && expiration.getTime() - Date.now() < ENDS_SOON_MS;
  return memoize(find, endsSoon, ({ expiration }) => expiration !== undefined);
}

async function findCredentials(
  settings: CredentialSettings,
  init: ProviderInit,
): Promise<AwsCredentialIdentity> {
  const { profile, profileIsFlag = false } = settings;
  const environment = keysOfEnvironment(process.env);
  if (profile === undefined && environment) return environment;

  const profiles = await readProfiles();
  const name = profile ?? 'default';
  const section = profiles.byName.get(name);
  // The default profile is named by many a template, and need not be there where credentials come another way.
  if (section !== undefined || name !== 'default') checkProfile(name, profiles);
  if (section !== undefined && kindOfCredentials(section) !== undefined) {
    if (environment && !endsInEnvironment(name, profiles))
      warnOnce(settings, `profile "${name}" is used; the access key in the environment is not.`);
    return await profileCredentials(name, profiles, init);
  }
  if (environment && !profileIsFlag) {
    warnOnce(
      settings,
      `profile "${name}" holds no credentials; the access key in the environment is used with it.`,
    );
    return environment;
  }
  // Only what is left: a web identity token, a container's or a machine's own role.
  return await defaultProvider({ ...init, profile: name, ignoreCache: true, logger: SILENT })().catch(
    (error: unknown) => {
      if (profile !== undefined && section === undefined) checkProfile(name, profiles);
      throw noneFound(error, settings);
    },
  );
}

/** So that the SDK does not say in its way, and on every look-up, what is said once above. */
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

function noneFound(error: unknown, { profile, profileIsFlag }: CredentialSettings): unknown {
  if (!(error instanceof Error && error.name === 'CredentialsProviderError') || isContainer(process.env)) {
    return error;
  }
  const aws = { operation: '', region: '', profile };
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret } = process.env;
  const reason =
    Boolean(id) !== Boolean(secret) && !profileIsFlag
      ? 'halfKeyPair'
      : profile === undefined
        ? undefined
        : 'emptyProfile';
  return new CredentialsError('CredentialsMissing', aws, { cause: error, reason });
}

function keysOfEnvironment(env: NodeJS.ProcessEnv): AwsCredentialIdentity | undefined {
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: token } = env;
  if (!id || !secret) return undefined;
  return { accessKeyId: id, secretAccessKey: secret, ...(token && { sessionToken: token }) };
}

/** What was said to whom: credentials are looked for many times in the life of a server. */
const warned = new WeakSet<CredentialSettings>();

function warnOnce(settings: CredentialSettings, line: string): void {
  if (warned.has(settings)) return;
  warned.add(settings);
  settings.warn?.(line);
}
