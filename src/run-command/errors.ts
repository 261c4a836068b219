/**
 * What can go wrong, as facts. Each class says who can fix it; the prose is written once, in the room `answer`.
 * Anything that is none of these is a defect of ours and reaches the client as `Internal`, without its message.
 */

export type ErrorCode =
  | 'InvalidInput'
  | 'NotFound'
  | 'CursorExpired'
  | 'CredentialsMissing'
  | 'CredentialsExpired'
  | 'CredentialsInvalid'
  | 'ProfileInvalid'
  | 'AccessDenied'
  | 'RegionMissing'
  | 'Throttled'
  | 'Unavailable';

/** An error whose facts may be shown to the client. */
export abstract class SsmInvocationsError extends Error {
  abstract readonly code: ErrorCode;
}

/** The caller fixes it. `problem` and `remedy` are our own sentences and quote the caller's value at most. */
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

/** `baseline`: an earlier command to compare with. */
export type Missing = 'command' | 'baseline' | 'invocation' | 'plugin' | 'resource';

/** The caller fixes it. No `cause`: nothing failed, the thing is not there (or not there yet). */
export class NotFoundError extends SsmInvocationsError {
  override readonly name = 'NotFoundError';
  readonly code = 'NotFound';
  readonly what: Missing;
  readonly commandId: string;
  readonly instanceId: string;
  readonly region: string;
  /** What there is instead, such as the names of the invocation's plugins. */
  readonly available: readonly string[];

  constructor(facts: {
    what: Missing;
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

/** The caller fixes it by asking again: the result is no longer in memory, or AWS forgot where it stopped. */
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

/**
 * The sender, or whoever keeps the bucket or log group, fixes it: SSM says that a stream's whole lies there, and it does
 * not. An upload that failed is told nowhere but on the node.
 */
export class OutputMissingError extends SsmInvocationsError {
  override readonly name = 'OutputMissingError';
  readonly code = 'NotFound';
  readonly what: 'object' | 'bucket' | 'group' | 'stream';
  /** The bucket, or the log group. */
  readonly container: string;
  /** SSM shows some of it, so that the node printed something. */
  readonly printed: boolean;
  /** Whether what lies beside it could be listed. */
  readonly listed: boolean;

  constructor(
    what: OutputMissingError['what'],
    facts: Pick<OutputMissingError, 'container' | 'printed' | 'listed'>,
  ) {
    super(`${what} of ${facts.container}`);
    this.what = what;
    this.container = facts.container;
    this.printed = facts.printed;
    this.listed = facts.listed;
  }
}

/** What was asked of AWS when it failed. */
export type AwsContext = {
  readonly operation: string;
  /** Left out: SSM. The others are asked for credentials. */
  readonly service?: AwsService;
  readonly region: string;
  readonly profile: string | undefined;
  /** What was asked for, where a permission may be for it alone: a bucket, a log group. */
  readonly resource?: string;
};

export type AwsService = 'SSM' | 'STS' | 'SSO' | 'S3' | 'CloudWatch Logs' | 'KMS';

export type CredentialsReason =
  /** AWS refused the signature or its time. */
  | 'signature'
  /** The file that AWS_WEB_IDENTITY_TOKEN_FILE names cannot be read. */
  | 'tokenFile'
  /** AWS_CONTAINER_CREDENTIALS_FULL_URI or _RELATIVE_URI is set, and nothing of use answers there. */
  | 'container'
  /** A key or token holds what no header can carry, such as a line break. */
  | 'characters'
  /** The web identity token was refused, or its time is over. */
  | 'webIdentity'
  /** Only one of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY is set. */
  | 'halfKeyPair'
  /** The profile is there and holds no credentials. */
  | 'emptyProfile'
  /** `login_session` of the profile: nobody signed in with `aws login`, or that session ran out. */
  | 'login'
  /** `credential_process` of the profile returned credentials whose time is over. */
  | 'process'
  /** The role that was assumed is fine, the credentials to assume it with are not. */
  | 'source';

/** The operator fixes it: nobody is signed in, the session ran out, or AWS does not know the key. */
export class CredentialsError extends SsmInvocationsError {
  override readonly name = 'CredentialsError';
  readonly code: 'CredentialsMissing' | 'CredentialsExpired' | 'CredentialsInvalid';
  readonly aws: AwsContext;
  /** Left out where the code says all that is known. */
  readonly reason: CredentialsReason | undefined;

  constructor(
    code: CredentialsError['code'],
    aws: AwsContext,
    options?: ErrorOptions & { reason?: CredentialsReason | undefined },
  ) {
    super(code, options);
    this.code = code;
    this.aws = aws;
    this.reason = options?.reason;
  }
}

/** What is wrong with a profile of the shared AWS configuration files. Names are those of the files. */
export type ProfileFault =
  | { readonly kind: 'notFound'; readonly available: readonly string[] }
  | { readonly kind: 'sourceMissing'; readonly source: string }
  /** From the first profile over its sources back to one that was there before. */
  | { readonly kind: 'sourceLoop'; readonly path: readonly string[] }
  | { readonly kind: 'sourceEmpty'; readonly source: string }
  | { readonly kind: 'roleWithoutSource' }
  | { readonly kind: 'twoSources' }
  | { readonly kind: 'credentialSource'; readonly source: string }
  | { readonly kind: 'mfa' }
  | { readonly kind: 'incomplete'; readonly missing: readonly string[] }
  | { readonly kind: 'ssoSessionMissing'; readonly session: string }
  | { readonly kind: 'servicesMissing'; readonly services: string }
  | { readonly kind: 'tokenFile' }
  | { readonly kind: 'process'; readonly failure: ProcessFailure; readonly exitCode?: number };

/** How a `credential_process` failed. */
export type ProcessFailure = 'notStarted' | 'failed' | 'timedOut' | 'notJson' | 'notCredentials';

/** The operator fixes it, in the profile: without that there is nothing to sign a request with. */
export class ProfileError extends SsmInvocationsError {
  override readonly name = 'ProfileError';
  readonly code = 'ProfileInvalid';
  /** The profile at fault: the one in use, or a source of its credentials. */
  readonly profile: string;
  readonly fault: ProfileFault;

  constructor(profile: string, fault: ProfileFault, options?: ErrorOptions) {
    super(`${profile}: ${fault.kind}`, options);
    this.profile = profile;
    this.fault = fault;
  }
}

/** An administrator fixes it: the identity lacks the IAM action of `aws`, such as `ssm:ListCommands`. */
export class AccessDeniedError extends SsmInvocationsError {
  override readonly name = 'AccessDeniedError';
  readonly code = 'AccessDenied';
  readonly aws: AwsContext;
  /** The IAM role that could not be assumed. */
  readonly role: string | undefined;

  constructor(aws: AwsContext, options?: ErrorOptions & { role?: string | undefined }) {
    super(`${aws.service ?? 'SSM'}:${aws.operation}`, options);
    this.aws = aws;
    this.role = options?.role;
  }
}

/** The operator or the caller fixes it. */
export class RegionMissingError extends SsmInvocationsError {
  override readonly name = 'RegionMissingError';
  readonly code = 'RegionMissing';
  /** The profile in use, which sets no region. */
  readonly profile: string | undefined;

  constructor(profile?: string, options?: ErrorOptions) {
    super('no Region', options);
    this.profile = profile;
  }
}

/** Time fixes it: AWS throttled every attempt. */
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
  | 'refused'
  /** A redirect, which no AWS service sends here. */
  | 'redirected'
  /** What answers does not speak HTTP. */
  | 'notHttp'
  /** No TLS connection came about, for another reason than its certificate. */
  | 'tls'
  /** The certificate is for another host. */
  | 'certificateHost'
  | 'certificateExpired'
  /** The certificate is signed by nobody whom this machine trusts. */
  | 'certificateUntrusted'
  /** The endpoint serves another Region than the request was signed for. */
  | 'wrongRegion'
  /** The endpoint that was configured is no URL. */
  | 'endpointInvalid'
  /** A FIPS or dual-stack endpoint is asked for beside a custom one. */
  | 'endpointConflict'
  /** SSM's endpoint is a custom one, and this service has none of its own: AWS itself is not asked. */
  | 'notAsked'
  /** As many queries are running as the account may have at once. */
  | 'busy'
  /** The proxy that the environment names does not answer, or refuses. */
  | 'proxy'
  /** The proxy that the environment names is no URL of an HTTP proxy. */
  | 'proxyInvalid'
  /** The file of trusted certificates cannot be read. */
  | 'caBundle';

/** Time or the network's owner fixes it. */
export class UnavailableError extends SsmInvocationsError {
  override readonly name = 'UnavailableError';
  readonly code = 'Unavailable';
  readonly reason: UnavailableReason;
  readonly aws: AwsContext;
  /** The type AWS gave its error, such as "ValidationException"; only ever a bare identifier. */
  readonly awsType: string | undefined;
  /** Host and port of the proxy, path of the file, or who signed the certificate; "" where it is not known. */
  readonly about: string;

  constructor(
    reason: UnavailableReason,
    aws: AwsContext,
    options?: ErrorOptions & { awsType?: string; about?: string },
  ) {
    super(`${aws.operation}: ${reason}`, options);
    this.reason = reason;
    this.aws = aws;
    this.awsType = options?.awsType;
    this.about = options?.about ?? '';
  }
}
