/**
 * Errors as the model reads them: `<Code>: <what happened>`, who can fix it, the next step. All prose about failures is
 * here and in the three files beside; none of it repeats what AWS, the network or a node wrote.
 */

import {
  AccessDeniedError,
  CredentialsError,
  CursorExpiredError,
  InvalidInputError,
  NotFoundError,
  OutputMissingError,
  ProfileError,
  RegionMissingError,
  ThrottledError,
  UnavailableError,
} from '../run-command/index.ts';
import { credentialsProse, profileClause } from './credentials-problem.ts';
import { quote } from './format.ts';
import { outputDeniedProse, outputMissingProse } from './output-problem.ts';
import { profileProse } from './profile-problem.ts';
import { unavailableProse } from './unavailable-problem.ts';

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

/** The same with who can fix it, for a note on what could not be read beside a result. */
export function explainError(error: unknown): string {
  const { code, happened, remedy } = describe(error, '');
  return `${code}: ${happened} ${remedy}`;
}

type Problem = { readonly code: string; readonly happened: string; readonly remedy: string };

function describe(error: unknown, incident: string): Problem {
  if (error instanceof InvalidInputError) {
    return { code: error.code, happened: error.problem, remedy: error.remedy };
  }
  if (error instanceof NotFoundError) return notFound(error);
  if (error instanceof OutputMissingError) return problemOf(error.code, outputMissingProse(error));
  if (error instanceof CursorExpiredError) return cursorExpired(error);
  if (error instanceof CredentialsError) return problemOf(error.code, credentialsProse(error));
  if (error instanceof ProfileError) return problemOf(error.code, profileProse(error));
  if (error instanceof AccessDeniedError) return accessDenied(error);
  if (error instanceof RegionMissingError) return regionMissing(error);
  if (error instanceof ThrottledError) {
    return {
      code: error.code,
      happened: `AWS throttled ${error.aws.operation} in ${error.aws.region} on every attempt.`,
      remedy:
        'The limit is shared by everything in the account. Wait about 30 seconds and make the same call again.',
    };
  }
  if (error instanceof UnavailableError) {
    return problemOf(error.code, unavailableProse(error));
  }
  return {
    code: 'Internal',
    happened: 'this server failed in a way it does not know.',
    remedy: `The call can be tried once more. If it fails again, tell the user to look for incident ${incident} in the server's log.`,
  };
}

function problemOf(code: string, [happened, remedy]: readonly [string, string]): Problem {
  return { code, happened, remedy };
}

function accessDenied({ code, aws, role }: AccessDeniedError): Problem {
  const { service = 'SSM', operation, region } = aws;
  const action = `${service.toLowerCase()}:${operation}`;
  if (service === 'SSM') {
    return {
      code,
      happened: `the AWS identity in use${profileClause(aws)} may not call ${action} in ${region}.`,
      remedy: `Tell the user: an administrator has to allow the IAM action ${action} on resource "*" (this action knows no narrower resource).`,
    };
  }
  if (service !== 'STS' && service !== 'SSO') return problemOf(code, outputDeniedProse(aws));
  const named = role === undefined ? 'its role' : `the role ${quote(role)}`;
  return {
    code,
    happened: `AWS refused ${operation}, so the AWS identity in use${profileClause(aws)} did not get ${named}.`,
    remedy:
      service === 'SSO'
        ? `Tell the user: an administrator of IAM Identity Center has to assign ${named} to this user (${action}), or the profile has to name another sso_account_id and sso_role_name.`
        : `Tell the user: an administrator has to allow ${action} on ${named}, in the policy of the caller and in the trust policy of the role.`,
  };
}

function regionMissing({ code, profile }: RegionMissingError): Problem {
  return {
    code,
    happened:
      profile === undefined
        ? 'no AWS Region is set.'
        : `no AWS Region is set: profile ${quote(profile)} has no region in it.`,
    remedy: `Pass region (such as "us-east-1"), or tell the user to set AWS_REGION${profile === undefined ? ' or' : ', to add region to the profile, or to'} start the server with --region.`,
  };
}

/** What the name of a plugin can be; another is a text of whoever wrote the document. */
const PLUGIN_NAME = /^[a-zA-Z0-9_\-.:/]{1,128}$/;

const COMMAND_ID = /^[0-9a-f-]{36}$/i;

function notFound(error: NotFoundError): Problem {
  const { commandId, instanceId, region } = error;
  const listing = `list_command_invocations with command_id "${commandId}"`;
  if (error.what === 'plugin') {
    const names = error.available.filter((name) => PLUGIN_NAME.test(name)).join(', ');
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
  if (error.what === 'command') {
    return {
      code: error.code,
      happened: `${region} has no command ${commandId}.`,
      remedy:
        'For a second or two after SendCommand that is normal: ask again. Otherwise the id is mistyped, the command is in another Region, or it is older than the 30 days that AWS keeps. list_commands shows the commands there are.',
    };
  }
  if (error.what === 'baseline') {
    const ids = error.available.filter((id) => COMMAND_ID.test(id)).join(', ');
    return {
      code: error.code,
      happened: ids
        ? `no earlier command of the same document in ${region} has the comment, targets or parameters of ${commandId}.`
        : `within the 30 days that AWS keeps ${region} has no earlier command of the same document to compare ${commandId} with.`,
      remedy: ids
        ? `Pass one as baseline_command_id. The newest earlier ones: ${ids}; list_commands shows what they were.`
        : `Pass baseline_command_id to compare with a command of another document (list_commands shows ids). ${listing} and details: true shows this one by itself.`,
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
