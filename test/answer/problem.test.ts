import { describe, expect, it } from 'vitest';
import { renderProblem, summarizeError } from '../../src/answer/problem.ts';
import {
  AccessDeniedError,
  CredentialsError,
  CursorExpiredError,
  InvalidInputError,
  NotFoundError,
  RegionMissingError,
  ThrottledError,
  UnavailableError,
} from '../../src/run-command/errors.ts';

const aws = { operation: 'ListCommandInvocations', region: 'us-east-1', profile: undefined };
const ref = {
  commandId: '11111111-2222-4333-8444-555555555555',
  instanceId: 'i-0123456789abcdef0',
  region: 'us-east-1',
};

const ERRORS = [
  new InvalidInputError('page_size: from 1 to 50.', 'Given was 51.'),
  new NotFoundError({ what: 'invocation', ...ref }),
  new NotFoundError({ what: 'plugin', ...ref, available: ['PatchLinux', 'PatchWindows'] }),
  new NotFoundError({ what: 'resource', ...ref }),
  new CursorExpiredError('abcdefg-1', 'server'),
  new CursorExpiredError('abcdefg-1', 'aws'),
  new CredentialsError('CredentialsMissing', aws),
  new CredentialsError('CredentialsExpired', { ...aws, profile: 'prod' }),
  new CredentialsError('CredentialsInvalid', aws),
  new CredentialsError('CredentialsInvalid', aws, { reason: 'signature' }),
  new AccessDeniedError({ ...aws, profile: 'prod' }),
  new RegionMissingError(),
  new RegionMissingError('prod'),
  new ThrottledError(aws),
  ...(['network', 'unknownHost', 'service', 'malformed', 'timeLimit', 'stuckToken'] as const).map(
    (reason) => new UnavailableError(reason, aws),
  ),
  new UnavailableError('refused', aws, { awsType: 'ValidationException' }),
  new TypeError('password=hunter2 at i-0123456789abcdef0'),
];

describe('a problem', () => {
  it('says what happened, who can fix it and what to do next', () => {
    expect(ERRORS.map((error) => renderProblem(error, '7f3a91c4')).join('\n\n')).toMatchInlineSnapshot(`
      "InvalidInput: page_size: from 1 to 50.
      Given was 51.

      NotFound: us-east-1 has no invocation of command 11111111-2222-4333-8444-555555555555 on i-0123456789abcdef0.
      For a second or two after SendCommand that is normal: ask again. Otherwise the node was not a target, the command is in another Region, or it is older than the 30 days that AWS keeps. list_command_invocations with command_id "11111111-2222-4333-8444-555555555555" shows the nodes it has.

      NotFound: the invocation of command 11111111-2222-4333-8444-555555555555 on i-0123456789abcdef0 has no plugin of that name.
      Its plugins are "PatchLinux", "PatchWindows".

      NotFound: no resource has this URI.
      The templates are shown by resources/templates/list.

      CursorExpired: this server no longer has the result that the cursor belongs to.
      A session has the results used last, as many as fit in its memory. Start again: make the first call once more, without cursor.

      CursorExpired: AWS no longer knows the place where this result was to be read on.
      Start again: make the first call once more, without cursor, with a larger max_items if there is much to read.

      CredentialsMissing: no AWS credentials were found.
      Tell the user: set AWS_PROFILE (or the AWS_ACCESS_KEY_ID pair) in the "env" of this server's configuration, since clients rarely pass on a shell's variables, or sign in with aws sso login. To look around without AWS, start the server with --demo.

      CredentialsExpired: the AWS session of profile "prod" has expired.
      Tell the user to run: aws sso login --profile prod (or to renew the temporary keys where no SSO is used). No restart is needed; then make the same call again.

      CredentialsInvalid: AWS does not accept the credentials of the default credential chain.
      Tell the user to check the access key, its session token, and that the Region is enabled for the account. No restart is needed; then make the same call again.

      CredentialsInvalid: AWS does not accept the credentials of the default credential chain.
      Tell the user to check this machine's clock and the secret key: the request's signature or its time was refused. No restart is needed; then make the same call again.

      AccessDenied: the AWS identity in use (profile "prod") may not call ssm:ListCommandInvocations in us-east-1.
      Tell the user: an administrator has to allow the IAM action ssm:ListCommandInvocations on resource "*" (this action knows no narrower resource).

      RegionMissing: no AWS Region is set.
      Pass region (such as "us-east-1"), or tell the user to set AWS_REGION or start the server with --region.

      RegionMissing: no AWS Region is set: profile "prod" has no region in it.
      Pass region (such as "us-east-1"), or tell the user to set AWS_REGION, to add region to the profile, or to start the server with --region.

      Throttled: AWS throttled ListCommandInvocations in us-east-1 on every attempt.
      The limit is shared by everything in the account. Wait about 30 seconds and make the same call again.

      Unavailable: the SSM endpoint of us-east-1 could not be reached, or the connection broke.
      Try again shortly. If it stays so, tell the user to check the network, proxy or VPC endpoint between this server and AWS.

      Unavailable: there is no SSM endpoint for Region us-east-1 that this machine can find.
      Check the spelling of region; if it is right, tell the user that name resolution for AWS does not work here.

      Unavailable: AWS answered ListCommandInvocations in us-east-1 with an internal fault on every attempt.
      That is on the side of AWS: try again in a minute.

      Unavailable: the answer to ListCommandInvocations in us-east-1 was not what the API promises.
      Try again; if it stays so, tell the user to check what stands between this server and AWS, and AWS_ENDPOINT_URL_SSM.

      Unavailable: AWS did not answer ListCommandInvocations in us-east-1 within 45 seconds.
      Try again, with a smaller page_size, or with filters that leave less to look through.

      Unavailable: AWS hands out the same page of ListCommandInvocations in us-east-1 again and again, so the list cannot be read on.
      Start again without cursor, with filters that leave less to read.

      Unavailable: AWS refused ListCommandInvocations in us-east-1 (ValidationException).
      Check the values given, then try a simpler request: without filters, or with another page_size.

      Internal: this server failed in a way it does not know.
      The call can be tried once more. If it fails again, tell the user to look for incident 7f3a91c4 in the server's log."
    `);
  });

  it('never repeats the message of an error it does not know', () => {
    expect(renderProblem(new Error('password=hunter2'), 'x')).not.toContain('hunter2');
    expect(summarizeError('a thrown string')).not.toContain('a thrown string');
  });

  it('is a clause where a note has to name it', () => {
    expect(summarizeError(new ThrottledError(aws))).toBe(
      'Throttled: AWS throttled ListCommandInvocations in us-east-1 on every attempt',
    );
  });
});
