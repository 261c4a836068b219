/** Why there are no credentials, or none that AWS takes: one sentence for each cause, and how to get some. */

import type { AwsContext, CredentialsError } from '../run-command/index.ts';
import { quote } from './format.ts';

type Prose = readonly [happened: string, remedy: string];

const AGAIN = 'No restart is needed; then make the same call again.';

/** The first clause and the way out of a `CredentialsError`. */
export function credentialsProse({ code, aws, reason }: CredentialsError): Prose {
  const login = `aws sso login${profileFlag(aws)}`;
  switch (reason) {
    case 'tokenFile':
      return [
        'the file that AWS_WEB_IDENTITY_TOKEN_FILE names cannot be read.',
        `Tell the user to check that the file exists and that this server may read it. ${AGAIN}`,
      ];
    case 'container':
      return [
        'the container credentials that AWS_CONTAINER_CREDENTIALS_FULL_URI or AWS_CONTAINER_CREDENTIALS_RELATIVE_URI names could not be read.',
        `Tell the user to check that variable, and the task role or the agent behind it. ${AGAIN}`,
      ];
    case 'characters':
      return [
        `a key or the session token of ${profileName(aws)} holds characters that none can have, such as a line break.`,
        'Tell the user to copy the keys once more, in one line each, and to restart the server where they stand in its "env".',
      ];
    case 'webIdentity':
      return [
        `the web identity token of ${profileName(aws)} ${code === 'CredentialsExpired' ? 'has expired' : 'was refused by AWS'}.`,
        `Tell the user to renew the file that web_identity_token_file names, and to check the trust policy of the role. ${AGAIN}`,
      ];
    case 'halfKeyPair':
      return [
        'only one of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY is set, and no other credentials were found.',
        'Tell the user to set both in the "env" of this server\'s configuration.',
      ];
    case 'emptyProfile':
      return [
        `profile ${quote(aws.profile ?? 'default')} holds no credentials, and no others were found.`,
        `Tell the user to add credentials to the profile (aws configure sso${profileFlag(aws)}), or to name another one. ${AGAIN}`,
      ];
    case 'login':
      return [
        `the sign-in that ${profileName(aws)} relies on (login_session) is missing or over.`,
        `Tell the user to run: aws login${profileFlag(aws)}. ${AGAIN}`,
      ];
    case 'process':
      return [
        `the credential_process of ${profileName(aws)} returned credentials that have expired already.`,
        `Tell the user to sign in again with the program behind it, and to check what it caches. ${AGAIN}`,
      ];
    case 'source':
      return [
        `the credentials with which ${profileName(aws)} assumes its role ${SOURCE_PROBLEMS[code]}.`,
        `Tell the user to renew the credentials of its source_profile or credential_source. ${AGAIN}`,
      ];
    case 'signature':
      return [
        `AWS does not accept the credentials of ${profileName(aws)}.`,
        `Tell the user to check this machine's clock and the secret key: the request's signature or its time was refused. ${AGAIN}`,
      ];
    default:
      return withoutReason(code, aws, login);
  }
}

const SOURCE_PROBLEMS: Record<CredentialsError['code'], string> = {
  CredentialsMissing: 'were not found',
  CredentialsExpired: 'have expired',
  CredentialsInvalid: 'were refused by AWS',
};

function withoutReason(code: CredentialsError['code'], aws: AwsContext, login: string): Prose {
  switch (code) {
    case 'CredentialsMissing':
      return [
        `no AWS credentials were found${profileClause(aws)}.`,
        `Tell the user: set AWS_PROFILE (or the AWS_ACCESS_KEY_ID pair) in the "env" of this server's configuration, since many clients do not pass on a shell's variables, or sign in with ${login}. To look around without AWS, start the server with --demo.`,
      ];
    case 'CredentialsExpired':
      return [
        `the AWS session of ${profileName(aws)} has expired.`,
        `Tell the user to run: ${login} (or to renew the temporary keys where no SSO is used). ${AGAIN}`,
      ];
    case 'CredentialsInvalid':
      return [
        `AWS does not accept the credentials of ${profileName(aws)}.`,
        `Tell the user to check the access key, its session token, and that the Region is enabled for the account. ${AGAIN}`,
      ];
  }
}

function profileName({ profile }: AwsContext): string {
  return profile === undefined ? 'the default credential chain' : `profile ${quote(profile)}`;
}

export function profileClause(aws: AwsContext): string {
  return aws.profile === undefined ? '' : ` (profile ${quote(aws.profile)})`;
}

function profileFlag({ profile }: AwsContext): string {
  return profile === undefined ? '' : ` --profile ${profile}`;
}
