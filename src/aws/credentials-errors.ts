/** What goes wrong while credentials are looked for, into our errors. None of it is a defect of this server. */

import {
  AccessDeniedError,
  type AwsContext,
  CredentialsError,
  type CredentialsReason,
  ProfileError,
  SsmInvocationsError,
  ThrottledError,
  UnavailableError,
} from '../run-command/index.ts';
import { ACCESS_DENIED_TYPES, codeOf, NETWORK_REASONS, translateAwsError } from './errors.ts';

/** What was tried when an error came: by which way, for which profile, and which role it was to end in. */
export type CredentialStep = {
  readonly kind: 'role' | 'webIdentity' | 'sso' | 'login' | 'other';
  readonly profile: string;
  readonly role?: string | undefined;
};

/** Carries what was tried from where it is known to where the error is translated. */
export class FailedStep extends Error {
  readonly step: CredentialStep;

  constructor(step: CredentialStep, cause: unknown) {
    super(step.kind, { cause });
    this.step = step;
  }
}

const OPERATIONS: Record<CredentialStep['kind'], Pick<AwsContext, 'operation' | 'service'>> = {
  role: { service: 'STS', operation: 'AssumeRole' },
  webIdentity: { service: 'STS', operation: 'AssumeRoleWithWebIdentity' },
  sso: { service: 'SSO', operation: 'GetRoleCredentials' },
  login: { operation: '' },
  other: { operation: '' },
};

/** Whose credentials were refused, where it is not those of the profile itself. */
const STEP_REASONS = new Map<CredentialStep['kind'], CredentialsReason>([
  ['role', 'source'],
  ['webIdentity', 'webIdentity'],
]);

const FILE_CODES = new Set(['ENOENT', 'EACCES', 'EISDIR', 'ENOTDIR', 'EPERM']);

/** Always one of our errors. */
export function translateCredentialsError(
  thrown: unknown,
  where: Pick<AwsContext, 'region' | 'profile'>,
): SsmInvocationsError {
  const step: CredentialStep =
    thrown instanceof FailedStep ? thrown.step : { kind: 'other', profile: where.profile ?? 'default' };
  const error = thrown instanceof FailedStep ? thrown.cause : thrown;
  if (error instanceof SsmInvocationsError) return error;

  const cause = { cause: error };
  // That of the step, which may be a source of the one in use: it is there that somebody has to sign in.
  const profile = step.kind === 'other' ? where.profile : profileOf(step);
  const aws = { ...OPERATIONS[step.kind], ...where, profile };
  const type = typeOf(error);
  if (type !== undefined && (ACCESS_DENIED_TYPES.has(type) || type === 'ForbiddenException')) {
    return new AccessDeniedError(aws, { ...cause, role: step.role });
  }
  if (step.kind === 'sso') return translatePortalError(type, error, aws, step.role);
  if (step.kind === 'other' && isContainer(process.env)) {
    return new CredentialsError('CredentialsMissing', aws, { ...cause, reason: 'container' });
  }
  if (FILE_CODES.has(codeOf(error) ?? '')) return withoutFile(step, aws, cause);
  if (step.kind === 'login') {
    return new CredentialsError('CredentialsExpired', aws, { ...cause, reason: 'login' });
  }
  const translated = translateAwsError(error, aws);
  if (translated instanceof CredentialsError) {
    const reason = STEP_REASONS.get(step.kind) ?? translated.reason;
    return new CredentialsError(translated.code, aws, { ...cause, reason });
  }
  if (translated instanceof SsmInvocationsError) return translated;
  return new CredentialsError('CredentialsMissing', aws, cause);
}

/** The files of a sign-in are the SDK's own matter; what is left is the token file, of a profile or the environment. */
function withoutFile(step: CredentialStep, aws: AwsContext, cause: ErrorOptions): SsmInvocationsError {
  if (step.kind === 'webIdentity') return new ProfileError(step.profile, { kind: 'tokenFile' }, cause);
  return step.kind === 'other'
    ? new CredentialsError('CredentialsMissing', aws, { ...cause, reason: 'tokenFile' })
    : new CredentialsError('CredentialsExpired', aws, {
        ...cause,
        ...(step.kind === 'login' && { reason: 'login' as const }),
      });
}

/** The SDK wraps what the SSO portal answers, and only the text of its wrapper says of which type it was. */
function typeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const [, wrapped] = /^([A-Z][A-Za-z]{2,63}Exception): /.exec(error.message) ?? [];
  return error.name === 'CredentialsProviderError' ? wrapped : error.name;
}

/** What the portal of IAM Identity Center answers, or that nobody does: only the text of the wrapper tells. */
function translatePortalError(
  type: string | undefined,
  error: unknown,
  aws: AwsContext,
  role: string | undefined,
): SsmInvocationsError {
  const cause = { cause: error };
  if (isSsoSession(type, error)) return new CredentialsError('CredentialsExpired', aws, cause);
  // An account or a role that the user is not assigned to does not exist for the portal.
  if (type === 'ResourceNotFoundException') return new AccessDeniedError(aws, { ...cause, role });
  if (type === 'TooManyRequestsException') return new ThrottledError(aws, cause);
  if (type !== undefined) return new UnavailableError('refused', aws, { ...cause, awsType: type });
  const [, code = ''] = /\b(E[A-Z]{4,20})\b/.exec(error instanceof Error ? error.message : '') ?? [];
  return new UnavailableError(NETWORK_REASONS.get(code) ?? 'network', aws, cause);
}

/** Whether a container's agent is to hand out credentials. */
export function isContainer(env: NodeJS.ProcessEnv): boolean {
  return Boolean(env['AWS_CONTAINER_CREDENTIALS_FULL_URI'] ?? env['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI']);
}

function isSsoSession(type: string | undefined, error: unknown): boolean {
  return (
    type === 'UnauthorizedException' || (error instanceof Error && /\bSSO session\b/.test(error.message))
  );
}

/** The default profile is nothing that somebody named. */
function profileOf({ profile }: CredentialStep): string | undefined {
  return profile === 'default' ? undefined : profile;
}
