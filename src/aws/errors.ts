/**
 * Everything that the SDK may throw, into our errors: once, by type, by the wording of a message only where one type
 * stands for two causes. The original stays as `cause` for nobody but a debugger: messages of unknown origin are
 * neither shown nor logged.
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
import { ConnectionError, UNTRUSTED } from './connection.ts';

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

/** "Too Many Requests": by a proxy or gateway that says it in text where AWS would send a type. */
const TOO_MANY_REQUESTS = 429;

export function isThrottling(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return THROTTLING_TYPES.has(error.name) || httpStatusOf(error) === TOO_MANY_REQUESTS;
}

/** AWS answers 400 or 403 for these, depending on the service's age; the type is what counts. */
const CREDENTIALS_TYPES = new Map<string, CredentialsError['code']>([
  ['CredentialsProviderError', 'CredentialsMissing'],
  ['ProviderError', 'CredentialsMissing'],
  ['TokenProviderError', 'CredentialsExpired'],
  ['MissingAuthenticationToken', 'CredentialsMissing'],
  ['MissingAuthenticationTokenException', 'CredentialsMissing'],
  ['ExpiredToken', 'CredentialsExpired'],
  ['ExpiredTokenException', 'CredentialsExpired'],
  ['UnrecognizedClientException', 'CredentialsInvalid'],
  ['InvalidClientTokenId', 'CredentialsInvalid'],
  ['InvalidAccessKeyId', 'CredentialsInvalid'],
  ['InvalidIdentityToken', 'CredentialsInvalid'],
  ['IncompleteSignature', 'CredentialsInvalid'],
  ['IncompleteSignatureException', 'CredentialsInvalid'],
  ['SignatureDoesNotMatch', 'CredentialsInvalid'],
  ['InvalidSignatureException', 'CredentialsInvalid'],
  ['AuthFailure', 'CredentialsInvalid'],
  ['NotAuthorized', 'CredentialsInvalid'],
  ['OptInRequired', 'CredentialsInvalid'],
  ['RequestExpired', 'CredentialsInvalid'],
  ['RequestTimeTooSkewed', 'CredentialsInvalid'],
]);

const SIGNATURE_TYPES = new Set([
  'SignatureDoesNotMatch',
  'InvalidSignatureException',
  'RequestExpired',
  'RequestTimeTooSkewed',
]);

/** "Credential should be scoped to a valid region": one of AWS's signature errors, and no matter of keys or clocks. */
const WRONG_REGION = /\bscoped to a valid region\b/i;

export const ACCESS_DENIED_TYPES: ReadonlySet<string> = new Set([
  'AccessDeniedException',
  'AccessDenied',
  'UnauthorizedOperation',
]);

/** By the code of Node's own errors. Whatever begins with HPE_ is its HTTP parser's. */
export const NETWORK_REASONS = new Map<string, UnavailableReason>([
  ['ENOTFOUND', 'unknownHost'],
  ['EAI_AGAIN', 'unknownHost'],
  ['ECONNREFUSED', 'network'],
  ['ECONNRESET', 'network'],
  ['ECONNABORTED', 'network'],
  ['EPIPE', 'network'],
  ['ETIMEDOUT', 'network'],
  ['EHOSTUNREACH', 'network'],
  ['ENETUNREACH', 'network'],
  ['EADDRNOTAVAIL', 'network'],
  ['ERR_STREAM_PREMATURE_CLOSE', 'network'],
  ['EPROTO', 'tls'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls'],
  ['ERR_SSL_PACKET_LENGTH_TOO_LONG', 'tls'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificateHost'],
  ['CERT_HAS_EXPIRED', 'certificateExpired'],
  ['CERT_NOT_YET_VALID', 'certificateExpired'],
  ['ERR_INVALID_URL', 'endpointInvalid'],
  ...[...UNTRUSTED].map((code) => [code, 'certificateUntrusted'] as const),
]);

const CONNECTION_REASONS = {
  caBundle: 'caBundle',
  proxy: 'proxy',
  proxyInvalid: 'proxyInvalid',
  certificate: 'certificateUntrusted',
} as const;

/** What is neither ours nor known to come from AWS or the network is given back as it is: a defect. */
export function translateAwsError(error: unknown, aws: AwsContext): unknown {
  if (error instanceof SsmInvocationsError || !(error instanceof Error)) return error;
  const cause = { cause: error };

  if (error instanceof ConnectionError) {
    return new UnavailableError(CONNECTION_REASONS[error.fault], aws, { ...cause, about: error.about });
  }
  if (isThrottling(error)) return new ThrottledError(aws, cause);
  if (ACCESS_DENIED_TYPES.has(error.name)) {
    // S3 says AccessDenied for the key of an object, too, and only in its words which of the two it was.
    const key = aws.service === 'S3' && /\bkms:Decrypt\b/.test(error.message);
    return new AccessDeniedError(key ? { ...aws, service: 'KMS', operation: 'Decrypt' } : aws, cause);
  }
  if (error.message === 'Region is missing') return new RegionMissingError(aws.profile, cause);
  if (SIGNATURE_TYPES.has(error.name) && WRONG_REGION.test(error.message)) {
    return new UnavailableError('wrongRegion', aws, cause);
  }
  // Nothing else in our headers comes from outside.
  if (codeOf(error) === 'ERR_INVALID_CHAR') {
    return new CredentialsError('CredentialsInvalid', aws, { ...cause, reason: 'characters' });
  }
  const code = credentialsCode(error);
  if (code !== undefined) {
    const reason = SIGNATURE_TYPES.has(error.name) ? 'signature' : undefined;
    return new CredentialsError(code, aws, { ...cause, reason });
  }
  const reason = unavailableReason(error);
  if (reason === undefined) return error;
  const awsType = reason === 'refused' || reason === 'service' ? { awsType: bareType(error.name) } : {};
  return new UnavailableError(reason, aws, { ...cause, ...awsType });
}

function credentialsCode(error: Error): CredentialsError['code'] | undefined {
  const code = CREDENTIALS_TYPES.get(error.name);
  // The SDK has a single type for "nobody signed in" and "the SSO session ran out", and the two have different
  // ways out.
  return code === 'CredentialsMissing' && /\bSSO session\b/.test(error.message) ? 'CredentialsExpired' : code;
}

function unavailableReason(error: Error): UnavailableReason | undefined {
  const code = codeOf(error) ?? '';
  const httpStatus = httpStatusOf(error);
  const network = NETWORK_REASONS.get(code);
  if (network !== undefined) return network;
  if (error.name === 'TimeoutError') return 'network';
  if (code.startsWith('HPE_')) return 'notHttp';
  // Only where a custom endpoint meets a setting that it contradicts does the choice of an endpoint fail.
  if (error.name === 'EndpointError') return 'endpointConflict';
  if (httpStatus !== undefined && httpStatus >= 300 && httpStatus < 400) return 'redirected';
  // A gateway's HTML page or a member of the wrong type surfaces as the parser's own error.
  if (error instanceof SyntaxError || error instanceof TypeError || error instanceof RangeError) {
    return (httpStatus ?? 200) >= 500 ? 'service' : 'malformed';
  }
  const { $fault: fault } = error as { $fault?: unknown };
  if (fault === 'server' || (httpStatus ?? 0) >= 500) return 'service';
  return fault === 'client' || httpStatus !== undefined ? 'refused' : undefined;
}

/** Node's code of a failed system call, connection or parser. */
export function codeOf(error: unknown): string | undefined {
  const { code } = error instanceof Error ? (error as { code?: unknown }) : {};
  return typeof code === 'string' ? code : undefined;
}

function httpStatusOf(error: Error): number | undefined {
  const { $metadata, $response } = error as {
    $metadata?: { httpStatusCode?: unknown };
    $response?: { statusCode?: unknown };
  };
  const httpStatus = $metadata?.httpStatusCode ?? $response?.statusCode;
  return typeof httpStatus === 'number' ? httpStatus : undefined;
}

/** A type is shown to the client, so it must be an identifier and nothing a stranger wrote. */
function bareType(name: string): string {
  return /^[A-Za-z.]{3,64}$/.test(name) ? name : 'Unknown';
}
