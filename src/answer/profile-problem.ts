/** What is wrong with a profile of the AWS configuration files, in words for whoever keeps them. */

import type { ProcessFailure, ProfileError, ProfileFault } from '../run-command/index.ts';
import { plural, quote } from './format.ts';

type Prose = readonly [happened: string, remedy: string];

/** A person with more profiles than this finds theirs by the file. */
const MAX_NAMES = 20;

const AGAIN = 'No restart is needed; then make the same call again.';

export function profileProse({ profile, fault }: ProfileError): Prose {
  const [happened, remedy] = describeFault(`profile ${quote(profile)}`, fault);
  // Which profile it is stands in the server's own environment or arguments, all else in files that are read afresh.
  const next =
    fault.kind === 'notFound'
      ? 'Then restart the server, or add that profile, which needs no restart.'
      : AGAIN;
  return [happened, `Tell the user to ${remedy}. ${next}`];
}

function describeFault(profile: string, fault: ProfileFault): Prose {
  switch (fault.kind) {
    case 'notFound':
      return [
        `there is no ${profile} in the AWS configuration files.`,
        fault.available.length === 0
          ? 'check AWS_PROFILE or --profile, and HOME, AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE: the files that this server reads hold no profile'
          : `correct AWS_PROFILE or --profile. There are: ${listed(fault.available)}`,
      ];
    case 'sourceMissing':
      return [
        `the source_profile ${quote(fault.source)} of ${profile} does not exist.`,
        'correct source_profile, or add that profile',
      ];
    case 'sourceLoop':
      return [
        `the source_profile settings of ${profile} lead in a circle: ${fault.path.map(quote).join(' -> ')}.`,
        'let the last source_profile name a profile that has credentials of its own',
      ];
    case 'sourceEmpty':
      return [
        `the source_profile ${quote(fault.source)} of ${profile} holds no credentials.`,
        `add credentials to ${quote(fault.source)}, or name another source_profile`,
      ];
    case 'roleWithoutSource':
      return [
        `${profile} has a role_arn, and neither source_profile nor credential_source to assume the role with.`,
        'add one of the two to the profile',
      ];
    case 'twoSources':
      return [
        `${profile} has both source_profile and credential_source, and a role is assumed with one of them.`,
        'remove one of the two from the profile',
      ];
    case 'credentialSource':
      return [
        `${profile} has the credential_source ${quote(fault.source)}, which does not exist.`,
        'set it to Environment, Ec2InstanceMetadata or EcsContainer',
      ];
    case 'mfa':
      return [
        `${profile} asks for a code of multi-factor authentication (mfa_serial), and this server has no way to ask for one.`,
        'get temporary credentials elsewhere, such as with aws sts get-session-token, and put them into a profile without mfa_serial, or to use a credential_process or aws sso login',
      ];
    case 'incomplete':
      return [`${profile} is incomplete: it lacks ${fault.missing.join(', ')}.`, 'add what is missing'];
    case 'ssoSessionMissing':
      return [
        `the sso_session ${quote(fault.session)} of ${profile} does not exist.`,
        `correct sso_session, or add a section [sso-session ${fault.session}] (aws configure sso-session)`,
      ];
    case 'servicesMissing':
      return [
        `the services section ${quote(fault.services)} of ${profile} does not exist.`,
        `correct services, or add a section [services ${fault.services}]`,
      ];
    case 'tokenFile':
      return [
        `the web_identity_token_file of ${profile} cannot be read.`,
        'check that the file exists and that this server may read it',
      ];
    case 'process':
      return [
        `the credential_process of ${profile} ${PROCESS_FAILURES[fault.failure]}${fault.exitCode === undefined ? '' : ` (exit ${fault.exitCode})`}.`,
        'run that command in a terminal, with the environment that this server has, and see what it prints',
      ];
  }
}

const PROCESS_FAILURES: Record<ProcessFailure, string> = {
  notStarted: 'could not be started',
  failed: 'failed',
  timedOut: 'did not end within 30 seconds and was stopped',
  notJson: 'printed something else than JSON',
  notCredentials: 'printed JSON that is no credentials of version 1 (Version, AccessKeyId, SecretAccessKey)',
};

function listed(names: readonly string[]): string {
  const shown = names.slice(0, MAX_NAMES).map(quote).join(', ');
  const more = names.length - MAX_NAMES;
  return more > 0 ? `${shown} and ${plural(more, 'other')}` : shown;
}
