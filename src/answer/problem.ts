/**
 * Errors as the model reads them: `<Code>: <what happened>`, who can mend it, the next step. All prose about
 * failures is here; none of it repeats what AWS, the network or a node wrote.
 */

import {
  AccessDeniedError,
  type AwsContext,
  CredentialsError,
  CursorExpiredError,
  InvalidInputError,
  NotFoundError,
  RegionMissingError,
  ThrottledError,
  UnavailableError,
  type UnavailableReason,
} from '../run-command/index.ts';
import { quote } from './format.ts';

/** `incident` names the line in the server's log that tells a maintainer more about an `Internal` error. */
export function renderProblem(error: unknown, incident: string): string {
  const { code, happened, remedy } = describe(error, incident);
  return `${code}: ${happened}\n${remedy}`;
}

/** The same in one clause, for the note on a result that an error cut short. */
export function summarizeError(error: unknown): string {
  const { code, happened } = describe(error, '');
  return `${code}: ${happened.replace(/\.$/, '')}`;
}

type Problem = { readonly code: string; readonly happened: string; readonly remedy: string };

function describe(error: unknown, incident: string): Problem {
  if (error instanceof InvalidInputError) {
    return { code: error.code, happened: error.problem, remedy: error.remedy };
  }
  if (error instanceof NotFoundError) return notFound(error);
  if (error instanceof CursorExpiredError) return cursorExpired(error);
  if (error instanceof CredentialsError) return credentials(error);
  if (error instanceof AccessDeniedError) {
    return {
      code: error.code,
      happened: `the AWS identity in use${profileClause(error.aws)} may not call ssm:${error.aws.operation} in ${error.aws.region}.`,
      remedy: `Tell the user: an administrator has to allow the IAM action ssm:${error.aws.operation} on resource "*" (this action knows no narrower resource).`,
    };
  }
  if (error instanceof RegionMissingError) {
    return {
      code: error.code,
      happened: 'no AWS Region is set.',
      remedy:
        'Pass region (such as "us-east-1"), or tell the user to set AWS_REGION or start the server with --region.',
    };
  }
  if (error instanceof ThrottledError) {
    return {
      code: error.code,
      happened: `AWS throttled ${error.aws.operation} in ${error.aws.region} on every attempt.`,
      remedy:
        'The limit is shared by everything in the account. Wait about 30 seconds and make the same call again.',
    };
  }
  if (error instanceof UnavailableError) return unavailable(error);
  return {
    code: 'Internal',
    happened: 'this server failed in a way it does not know.',
    remedy: `The call can be tried once more. If it fails again, tell the user to look for incident ${incident} in the server's log.`,
  };
}

function notFound(error: NotFoundError): Problem {
  const { commandId, instanceId, region } = error;
  const listing = `list_command_invocations with command_id "${commandId}"`;
  if (error.what === 'plugin') {
    const names = error.available.map(quote).join(', ');
    return {
      code: error.code,
      happened: `the invocation of command ${commandId} on ${instanceId} has no plugin of that name.`,
      remedy: names ? `Its plugins are ${names}.` : 'Leave plugin_name out to see all of its plugins.',
    };
  }
  if (error.what === 'resource') {
    return {
      code: error.code,
      happened: 'no resource has this URI.',
      remedy: 'The templates are shown by resources/templates/list.',
    };
  }
  return {
    code: error.code,
    happened: `${region} has no invocation of command ${commandId} on ${instanceId}.`,
    remedy: `For a second or two after SendCommand that is normal: ask again. Otherwise the node was not a target, the command is in another Region, or it is older than the 30 days that AWS keeps. ${listing} shows the nodes it has.`,
  };
}

function cursorExpired(error: CursorExpiredError): Problem {
  return {
    code: error.code,
    happened:
      error.forgottenBy === 'server'
        ? 'this server no longer has the result that the cursor belongs to.'
        : 'AWS no longer knows the place where this result was to be read on.',
    remedy:
      error.forgottenBy === 'server'
        ? 'A session has the results used last, as many as fit in its memory. Start again: make the first call once more, without cursor.'
        : 'Start again: make the first call once more, without cursor, with a larger max_items if there is much to read.',
  };
}

function credentials(error: CredentialsError): Problem {
  const { profile } = error.aws;
  const login = profile === undefined ? 'aws sso login' : `aws sso login --profile ${profile}`;
  const again = 'No restart is needed; then make the same call again.';
  switch (error.code) {
    case 'CredentialsMissing':
      return {
        code: error.code,
        happened: `no AWS credentials were found${profileClause(error.aws)}.`,
        remedy: `Tell the user: set AWS_PROFILE (or the AWS_ACCESS_KEY_ID pair) in the "env" of this server's configuration, since clients rarely pass on a shell's variables, or sign in with ${login}. To look around without AWS, start the server with --demo.`,
      };
    case 'CredentialsExpired':
      return {
        code: error.code,
        happened: `the AWS session of ${profileName(error.aws)} has expired.`,
        remedy: `Tell the user to run: ${login} (or to renew the temporary keys where no SSO is used). ${again}`,
      };
    case 'CredentialsInvalid':
      return {
        code: error.code,
        happened: `AWS does not accept the credentials of ${profileName(error.aws)}.`,
        remedy: `Tell the user to ${
          error.clockSkewed
            ? "check this machine's clock and the secret key: the request's signature or its time was refused"
            : 'check the access key, its session token, and that the Region is enabled for the account'
        }. ${again}`,
      };
  }
}

const UNAVAILABLE: Record<
  UnavailableReason,
  (aws: AwsContext, awsType: string | undefined) => [string, string]
> = {
  network: ({ region }) => [
    `the SSM endpoint of ${region} could not be reached, or the connection broke.`,
    'Try again shortly. If it stays so, tell the user to check the network, proxy or VPC endpoint between this server and AWS.',
  ],
  unknownHost: ({ region }) => [
    `there is no SSM endpoint for Region ${region} that this machine can find.`,
    'Check the spelling of region; if it is right, tell the user that name resolution for AWS does not work here.',
  ],
  service: ({ operation, region }) => [
    `AWS answered ${operation} in ${region} with an internal fault on every attempt.`,
    'That is on the side of AWS: try again in a minute.',
  ],
  malformed: ({ operation, region }) => [
    `the answer to ${operation} in ${region} was not what the API promises.`,
    'Try again; if it stays so, tell the user to check what stands between this server and AWS, and AWS_ENDPOINT_URL_SSM.',
  ],
  timeLimit: ({ operation, region }) => [
    `AWS did not answer ${operation} in ${region} within 45 seconds.`,
    'Try again, with a smaller page_size, or with filters that leave less to look through.',
  ],
  stuckToken: ({ operation, region }) => [
    `AWS hands out the same page of ${operation} in ${region} again and again, so the list cannot be read on.`,
    'Start again without cursor, with filters that leave less to read.',
  ],
  refused: ({ operation, region }, awsType) => [
    `AWS refused ${operation} in ${region}${awsType ? ` (${awsType})` : ''}.`,
    'Check the values given, then try a simpler request: without filters, or with another page_size.',
  ],
};

function unavailable(error: UnavailableError): Problem {
  const [happened, remedy] = UNAVAILABLE[error.reason](error.aws, error.awsType);
  return { code: error.code, happened, remedy };
}

function profileName({ profile }: AwsContext): string {
  return profile === undefined ? 'the default credential chain' : `profile "${profile}"`;
}

function profileClause(aws: AwsContext): string {
  return aws.profile === undefined ? '' : ` (profile "${aws.profile}")`;
}
