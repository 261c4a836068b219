/**
 * What is wrong with a profile, as far as its files show it. The SDK tries one source of credentials after another and
 * in the end says only that there are none; the AWS CLI names the cause, and so does this.
 */

import { ProfileError, type ProfileFault } from '../run-command/index.ts';
import type { Profiles, Section } from './profiles.ts';

const CREDENTIAL_SOURCES = new Set(['Environment', 'Ec2InstanceMetadata', 'EcsContainer']);

const SSO_SETTINGS = ['sso_start_url', 'sso_region', 'sso_account_id', 'sso_role_name'] as const;

/** How the credentials of a profile come about: the first that applies, in the order of the SDK. */
export type CredentialKind = 'role' | 'keys' | 'webIdentity' | 'process' | 'sso' | 'login';

/** `undefined` for a profile that has nothing to do with credentials. */
export function kindOfCredentials(section: Section): CredentialKind | undefined {
  if (section['role_arn'] !== undefined && section['web_identity_token_file'] === undefined) return 'role';
  if (section['aws_access_key_id'] !== undefined || section['aws_secret_access_key'] !== undefined)
    return 'keys';
  if (section['web_identity_token_file'] !== undefined) return 'webIdentity';
  if (section['credential_process'] !== undefined) return 'process';
  if (section['sso_session'] !== undefined || SSO_SETTINGS.some((name) => section[name] !== undefined))
    return 'sso';
  return section['login_session'] === undefined ? undefined : 'login';
}

/** Throws `ProfileError` where the profile, or a source of its credentials, cannot work as it is written. */
export function checkProfile(name: string, profiles: Profiles): void {
  const section = profiles.byName.get(name);
  if (section === undefined) {
    throw new ProfileError(name, { kind: 'notFound', available: [...profiles.byName.keys()] });
  }
  const services = section['services'];
  if (services !== undefined && !profiles.services.has(services)) {
    throw new ProfileError(name, { kind: 'servicesMissing', services });
  }
  checkCredentials(name, section, profiles, [name]);
}

function checkCredentials(name: string, section: Section, profiles: Profiles, path: readonly string[]): void {
  const kind = kindOfCredentials(section);
  const fault = kind && CHECKS[kind](section, profiles);
  if (fault !== undefined) throw new ProfileError(name, fault);
  const source = section['source_profile'];
  if (kind !== 'role' || source === undefined) return;
  const sourceSection = profiles.byName.get(source);
  if (sourceSection === undefined) throw new ProfileError(name, { kind: 'sourceMissing', source });
  // Keys end the chain, also of a profile that is its own source.
  if (hasKeys(sourceSection)) return;
  if (path.includes(source)) throw new ProfileError(name, { kind: 'sourceLoop', path: [...path, source] });
  if (kindOfCredentials(sourceSection) === undefined && sourceSection['credential_source'] === undefined) {
    throw new ProfileError(name, { kind: 'sourceEmpty', source });
  }
  checkCredentials(source, sourceSection, profiles, [...path, source]);
}

export function hasKeys(section: Section): boolean {
  return section['aws_access_key_id'] !== undefined && section['aws_secret_access_key'] !== undefined;
}

/** Whether a role of the profile is assumed with the keys of the environment. For profiles that were checked. */
export function endsInEnvironment(name: string, profiles: Profiles): boolean {
  const section = profiles.byName.get(name) ?? {};
  if (section['credential_source'] === 'Environment') return true;
  const source = kindOfCredentials(section) === 'role' ? section['source_profile'] : undefined;
  // Keys end the chain, here as above.
  return (
    source !== undefined && !hasKeys(profiles.byName.get(source) ?? {}) && endsInEnvironment(source, profiles)
  );
}

const CHECKS: Record<CredentialKind, (section: Section, profiles: Profiles) => ProfileFault | undefined> = {
  role(section) {
    const source = section['credential_source'];
    // This server has no terminal to ask at, and a code that an assistant knows is none.
    if (section['mfa_serial'] !== undefined) return { kind: 'mfa' };
    if (section['source_profile'] !== undefined)
      return source === undefined ? undefined : { kind: 'twoSources' };
    if (source === undefined) return { kind: 'roleWithoutSource' };
    return CREDENTIAL_SOURCES.has(source) ? undefined : { kind: 'credentialSource', source };
  },
  keys: (section) => incomplete(section, ['aws_access_key_id', 'aws_secret_access_key']),
  webIdentity: (section) => incomplete(section, ['role_arn']),
  process: () => undefined,
  sso(section, { ssoSessions }) {
    const session = section['sso_session'];
    const shared = session === undefined ? {} : ssoSessions.get(session);
    if (session !== undefined && shared === undefined) return { kind: 'ssoSessionMissing', session };
    return incomplete({ ...section, ...shared }, SSO_SETTINGS);
  },
  login: () => undefined,
};

function incomplete(section: Section, settings: readonly string[]): ProfileFault | undefined {
  const missing = settings.filter((name) => section[name] === undefined);
  return missing.length === 0 ? undefined : { kind: 'incomplete', missing };
}
