/**
 * Everything that the SDK may throw, into our errors: once, by type, never by the wording of a message
 * (with one exception, said below). The original stays as `cause` for nobody but a debugger: messages of
 * unknown origin are neither shown nor logged.
 */

import {
  AccessDeniedError,
  type AwsContext,
  CredentialsError,
  RegionMissingError,
  SsmInvocationsError,
  ThrottledError,
  UnavailableError,
  type UnavailableReason,
} from '../run-command/index.ts';

const THROTTLING_TYPES = new Set([
  'ThrottlingException',
  'Throttling',
  'ThrottledException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'BandwidthLimitExceeded',
  'SlowDown',
  'PriorRequestNotComplete',
]);

export function isThrottling(error: unknown): boolean {
  return error instanceof Error && THROTTLING_TYPES.has(error.name);
}

/** AWS answers 400 or 403 for these, depending on the service's age; the type is what counts. */
const CREDENTIALS_TYPES: Readonly<Record<string, CredentialsError['code']>> = {
  CredentialsProviderError: 'CredentialsMissing',
  ProviderError: 'CredentialsMissing',
  TokenProviderError: 'CredentialsExpired',
  MissingAuthenticationToken: 'CredentialsMissing',
  MissingAuthenticationTokenException: 'CredentialsMissing',
  ExpiredToken: 'CredentialsExpired',
  ExpiredTokenException: 'CredentialsExpired',
  UnrecognizedClientException: 'CredentialsInvalid',
  InvalidClientTokenId: 'CredentialsInvalid',
  InvalidAccessKeyId: 'CredentialsInvalid',
  IncompleteSignature: 'CredentialsInvalid',
  IncompleteSignatureException: 'CredentialsInvalid',
  SignatureDoesNotMatch: 'CredentialsInvalid',
  InvalidSignatureException: 'CredentialsInvalid',
  AuthFailure: 'CredentialsInvalid',
  NotAuthorized: 'CredentialsInvalid',
  OptInRequired: 'CredentialsInvalid',
  RequestExpired: 'CredentialsInvalid',
  RequestTimeTooSkewed: 'CredentialsInvalid',
};

const CLOCK_TYPES = new Set(['InvalidSignatureException', 'RequestExpired', 'RequestTimeTooSkewed']);

const ACCESS_DENIED_TYPES = new Set(['AccessDeniedException', 'AccessDenied', 'UnauthorizedOperation']);

const NETWORK_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPROTO',
  'ERR_STREAM_PREMATURE_CLOSE',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
]);

/** What is neither ours nor known to come from AWS or the network is given back as it is: a defect. */
export function translateAwsError(error: unknown, aws: AwsContext): unknown {
  if (error instanceof SsmInvocationsError || !(error instanceof Error)) return error;
  const cause = { cause: error };

  if (isThrottling(error)) return new ThrottledError(aws, cause);
  if (ACCESS_DENIED_TYPES.has(error.name)) return new AccessDeniedError(aws, cause);
  if (error.message === 'Region is missing') return new RegionMissingError('no Region', cause);
  const code = credentialsCode(error);
  if (code !== undefined) {
    return new CredentialsError(code, aws, { ...cause, clockSkewed: CLOCK_TYPES.has(error.name) });
  }
  const reason = unavailableReason(error);
  if (reason === undefined) return error;
  const awsType = reason === 'refused' || reason === 'service' ? { awsType: bareType(error.name) } : {};
  return new UnavailableError(reason, aws, { ...cause, ...awsType });
}

function credentialsCode(error: Error): CredentialsError['code'] | undefined {
  const code = CREDENTIALS_TYPES[error.name];
  // The one look at wording: the SDK has a single type for "nobody signed in" and "the SSO session ran out",
  // and the two have different ways out.
  return code === 'CredentialsMissing' && /\bSSO session\b/.test(error.message) ? 'CredentialsExpired' : code;
}

function unavailableReason(error: Error): UnavailableReason | undefined {
  const { code, fault, httpStatus } = sdkFacts(error);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'unknownHost';
  if (error.name === 'TimeoutError' || (code !== undefined && NETWORK_CODES.has(code))) return 'network';
  // A gateway's HTML page or a member of the wrong type surfaces as the parser's own error.
  if (error instanceof SyntaxError || error instanceof TypeError || error instanceof RangeError) {
    return (httpStatus ?? 200) >= 500 ? 'service' : 'malformed';
  }
  if (fault === 'server' || (httpStatus ?? 0) >= 500) return 'service';
  return fault === 'client' || httpStatus !== undefined ? 'refused' : undefined;
}

function sdkFacts(error: Error): { code?: string; fault?: string; httpStatus?: number } {
  const { code, $fault, $metadata, $response } = error as Error & {
    code?: unknown;
    $fault?: unknown;
    $metadata?: { httpStatusCode?: unknown };
    $response?: { statusCode?: unknown };
  };
  const httpStatus = $metadata?.httpStatusCode ?? $response?.statusCode;
  return {
    ...(typeof code === 'string' && { code }),
    ...(typeof $fault === 'string' && { fault: $fault }),
    ...(typeof httpStatus === 'number' && { httpStatus }),
  };
}

/** A type is shown to the client, so it must be an identifier and nothing a stranger wrote. */
function bareType(name: string): string {
  return /^[A-Za-z]{3,64}$/.test(name) ? name : 'Unknown';
}
