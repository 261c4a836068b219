/**
 * What can go wrong, as facts. Each class says who can mend it; the prose is written once, in
 * `report/problem.ts`. Anything that is none of these is a defect of ours and reaches the client as
 * `Internal`, without its message.
 */

export type ErrorCode =
  | 'InvalidInput'
  | 'NotFound'
  | 'CursorExpired'
  | 'CredentialsMissing'
  | 'CredentialsExpired'
  | 'CredentialsInvalid'
  | 'AccessDenied'
  | 'RegionMissing'
  | 'Throttled'
  | 'Unavailable';

/** An error whose facts may be told to the client. */
export abstract class SsmInvocationsError extends Error {
  abstract readonly code: ErrorCode;
}

/** The caller mends it. `problem` and `remedy` are our own sentences and quote the caller's value at most. */
export class InvalidInputError extends SsmInvocationsError {
  override readonly name = 'InvalidInputError';
  readonly code = 'InvalidInput';
  readonly problem: string;
  readonly remedy: string;

  constructor(problem: string, remedy: string) {
    super(problem);
    this.problem = problem;
    this.remedy = remedy;
  }
}

/** The caller mends it. No `cause`: nothing failed, the thing is not there (or not there yet). */
export class NotFoundError extends SsmInvocationsError {
  override readonly name = 'NotFoundError';
  readonly code = 'NotFound';
  readonly what: 'invocation' | 'plugin' | 'resource';
  readonly commandId: string;
  readonly instanceId: string;
  readonly region: string;
  /** What there is instead, such as the names of the invocation's plugins. */
  readonly available: readonly string[];

  constructor(facts: {
    what: 'invocation' | 'plugin' | 'resource';
    commandId: string;
    instanceId: string;
    region: string;
    available?: readonly string[];
  }) {
    super(`no ${facts.what} of ${facts.commandId} on ${facts.instanceId}`);
    this.what = facts.what;
    this.commandId = facts.commandId;
    this.instanceId = facts.instanceId;
    this.region = facts.region;
    this.available = facts.available ?? [];
  }
}

/** The caller mends it by asking again: the result is no longer kept, or AWS forgot where it stopped. */
export class CursorExpiredError extends SsmInvocationsError {
  override readonly name = 'CursorExpiredError';
  readonly code = 'CursorExpired';
  readonly cursor: string;
  readonly forgottenBy: 'server' | 'aws';

  constructor(cursor: string, forgottenBy: 'server' | 'aws', options?: ErrorOptions) {
    super(`cursor ${cursor}`, options);
    this.cursor = cursor;
    this.forgottenBy = forgottenBy;
  }
}

/** What was asked of AWS when it failed. */
export type AwsContext = {
  readonly operation: string;
  readonly region: string;
  readonly profile: string | undefined;
};

/** The operator mends it: nobody is signed in, the session ran out, or AWS does not know the key. */
export class CredentialsError extends SsmInvocationsError {
  override readonly name = 'CredentialsError';
  readonly code: 'CredentialsMissing' | 'CredentialsExpired' | 'CredentialsInvalid';
  readonly aws: AwsContext;
  /** True when AWS refused the signature's time rather than its key. */
  readonly clockSkewed: boolean;

  constructor(
    code: CredentialsError['code'],
    aws: AwsContext,
    options?: ErrorOptions & { clockSkewed?: boolean },
  ) {
    super(code, options);
    this.code = code;
    this.aws = aws;
    this.clockSkewed = options?.clockSkewed ?? false;
  }
}

/** An administrator mends it: the identity lacks the IAM action `ssm:<operation>`. */
export class AccessDeniedError extends SsmInvocationsError {
  override readonly name = 'AccessDeniedError';
  readonly code = 'AccessDenied';
  readonly aws: AwsContext;

  constructor(aws: AwsContext, options?: ErrorOptions) {
    super(`ssm:${aws.operation}`, options);
    this.aws = aws;
  }
}

/** The operator or the caller mends it. */
export class RegionMissingError extends SsmInvocationsError {
  override readonly name = 'RegionMissingError';
  readonly code = 'RegionMissing';
}

/** Time mends it: AWS throttled every attempt. */
export class ThrottledError extends SsmInvocationsError {
  override readonly name = 'ThrottledError';
  readonly code = 'Throttled';
  readonly aws: AwsContext;

  constructor(aws: AwsContext, options?: ErrorOptions) {
    super(aws.operation, options);
    this.aws = aws;
  }
}

export type UnavailableReason =
  /** No connection, or it broke. */
  | 'network'
  /** The name of the endpoint does not resolve: most often a Region that does not exist. */
  | 'unknownHost'
  /** AWS answered with a fault of its own. */
  | 'service'
  /** The answer was not what the API promises. */
  | 'malformed'
  /** Nothing came within the time limit of a call. */
  | 'timeLimit'
  /** AWS handed out the same page again and again. */
  | 'stuckToken'
  /** AWS refused the request itself, although it passed our checks. */
  | 'refused';

/** Time or the network's owner mends it. */
export class UnavailableError extends SsmInvocationsError {
  override readonly name = 'UnavailableError';
  readonly code = 'Unavailable';
  readonly reason: UnavailableReason;
  readonly aws: AwsContext;
  /** The type AWS gave its error, such as "ValidationException"; only ever a bare identifier. */
  readonly awsType: string | undefined;

  constructor(reason: UnavailableReason, aws: AwsContext, options?: ErrorOptions & { awsType?: string }) {
    super(`${aws.operation}: ${reason}`, options);
    this.reason = reason;
    this.aws = aws;
    this.awsType = options?.awsType;
  }
}
