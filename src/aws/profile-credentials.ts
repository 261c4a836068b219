/** The credentials of one profile that was found to be in order; those of a role over the profile it is assumed from. */

import { fromIni } from '@aws-sdk/credential-provider-ini';
import type { AwsCredentialIdentity, CredentialProviderOptions } from '@aws-sdk/types';
import { CredentialsError } from '../run-command/index.ts';
import { hasKeys, kindOfCredentials } from './check-profile.ts';
import { createConnection } from './connection.ts';
import { runCredentialProcess } from './credential-process.ts';
import { type CredentialStep, FailedStep } from './credentials-errors.ts';
import type { Profiles, Section } from './profiles.ts';

/** What the SDK hands to a provider of credentials: its client, whose Region the others take over. */
export type ProviderInit = CredentialProviderOptions;

/** STS and the SSO portal answer within a second; without a limit their silence would last as long as the call. */
const LIMITS = { connectionTimeout: 5_000, requestTimeout: 10_000 };

/** An hour, which every role allows. */
const DEFAULT_DURATION_SECONDS = 3_600;

/** Throws what the SDK throws, within a `FailedStep` that says what was tried, or one of our errors. */
export async function profileCredentials(
  name: string,
  profiles: Profiles,
  init: ProviderInit,
): Promise<AwsCredentialIdentity> {
  const section = profiles.byName.get(name) ?? {};
  switch (kindOfCredentials(section)) {
    case 'process': {
      const credentials = await runCredentialProcess(name, section['credential_process'] ?? '');
      if ((credentials.expiration?.getTime() ?? Number.POSITIVE_INFINITY) <= Date.now()) {
        const aws = { operation: '', region: '', profile: name };
        throw new CredentialsError('CredentialsExpired', aws, { reason: 'process' });
      }
      return credentials;
    }
    case 'role':
      return await assumeRole(name, section, profiles, init);
    case 'webIdentity':
      return await bySdk(name, init, { kind: 'webIdentity', role: section['role_arn'], profile: name });
    case 'sso':
      return await bySdk(name, init, { kind: 'sso', role: section['sso_role_name'], profile: name });
    case 'login':
      return await bySdk(name, init, { kind: 'login', profile: name });
    default:
      return await bySdk(name, init, { kind: 'other', profile: name });
  }
}

async function bySdk(
  profile: string,
  init: ProviderInit,
  step: CredentialStep,
): Promise<AwsCredentialIdentity> {
  const options = { ...init, profile, ignoreCache: true, clientConfig: clientConfig(profile) };
  return await fromIni(options)().catch((error: unknown) => {
    throw new FailedStep(step, error);
  });
}

async function assumeRole(
  name: string,
  section: Section,
  profiles: Profiles,
  init: ProviderInit,
): Promise<AwsCredentialIdentity> {
  const role = section['role_arn'];
  const step: CredentialStep = { kind: 'role', role, profile: name };
  const source = section['source_profile'];
  const sourceSection = source === undefined ? undefined : profiles.byName.get(source);
  // The environment's keys or the machine's own role: nothing that has to be done another way here.
  if (source === undefined || sourceSection === undefined || isCredentialSource(sourceSection)) {
    return await bySdk(name, init, step);
  }
  const keys = hasKeys(sourceSection)
    ? keysOf(sourceSection)
    : await profileCredentials(source, profiles, init);
  // Most profiles assume no role, and STS is as much to load as all else here.
  const { getDefaultRoleAssumer } = await import('@aws-sdk/nested-clients/sts');
  const assume = getDefaultRoleAssumer({
    ...clientConfig(name),
    ...(section['region'] !== undefined && { region: section['region'] }),
    ...(init.parentClientConfig && { parentClientConfig: init.parentClientConfig }),
  });
  return await assume(keys, {
    RoleArn: role,
    RoleSessionName: section['role_session_name'] ?? `ssm-invocations-mcp-${Date.now()}`,
    ExternalId: section['external_id'],
    DurationSeconds: Number.parseInt(section['duration_seconds'] ?? '', 10) || DEFAULT_DURATION_SECONDS,
  }).catch((error: unknown) => {
    throw new FailedStep(step, error);
  });
}

function clientConfig(profile: string) {
  return { requestHandler: createConnection(LIMITS, profile) };
}

function isCredentialSource(section: Section): boolean {
  return kindOfCredentials(section) === undefined && section['credential_source'] !== undefined;
}

function keysOf(section: Section): AwsCredentialIdentity {
  const token = section['aws_session_token'];
  return {
    accessKeyId: section['aws_access_key_id'] ?? '',
    secretAccessKey: section['aws_secret_access_key'] ?? '',
    ...(token !== undefined && { sessionToken: token }),
  };
}
