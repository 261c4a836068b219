/** Why AWS could not be asked, or did not answer: one sentence for each cause, and who can do something about it. */

import type { AwsContext, AwsService, UnavailableError, UnavailableReason } from '../run-command/index.ts';

type Prose = readonly [happened: string, remedy: string];

export function unavailableProse({ reason, aws, awsType, about }: UnavailableError): Prose {
  return UNAVAILABLE[reason](aws, awsType ?? about);
}

const NETWORK_REMEDY =
  'tell the user to check the network, proxy or VPC endpoint between this server and AWS.';
const ENDPOINT_REMEDY =
  'Tell the user to check what stands between this server and AWS (a proxy, a VPC endpoint), and AWS_ENDPOINT_URL_SSM or endpoint_url of the profile.';

const ENDPOINT_VARIABLES: Record<AwsService, string> = {
  SSM: 'AWS_ENDPOINT_URL_SSM',
  STS: 'AWS_ENDPOINT_URL_STS',
  SSO: 'AWS_ENDPOINT_URL_SSO',
  S3: 'AWS_ENDPOINT_URL_S3',
  'CloudWatch Logs': 'AWS_ENDPOINT_URL_CLOUDWATCH_LOGS',
  KMS: 'AWS_ENDPOINT_URL_KMS',
};

/** `about` is what the reason does not say: the type of AWS's error, a proxy, a file, or who signed a certificate. */
const UNAVAILABLE: Record<UnavailableReason, (aws: AwsContext, about: string) => Prose> = {
  network: (aws) => [
    `${endpointOf(aws)} could not be reached, or the connection broke.`,
    `Try again shortly. If it stays so, ${NETWORK_REMEDY}`,
  ],
  unknownHost: ({ region, service = 'SSM' }) => [
    `there is no ${service} endpoint for Region ${region} that this machine can find.`,
    'Check the spelling of region; if it is right, tell the user that name resolution for AWS does not work here.',
  ],
  service: (aws) => [
    `AWS answered ${requestOf(aws)} with an internal fault on every attempt.`,
    'That is on the side of AWS: try again in a minute.',
  ],
  malformed: (aws) => [
    `the answer to ${requestOf(aws)} was not what the API promises.`,
    'Try again; if it stays so, tell the user to check what stands between this server and AWS, and AWS_ENDPOINT_URL_SSM.',
  ],
  timeLimit: (aws) => [
    `AWS did not answer ${requestOf(aws)} within 45 seconds.`,
    'Try again, with a smaller page_size, or with filters that leave less to look through.',
  ],
  stuckToken: (aws) => [
    `AWS hands out the same page of ${requestOf(aws)} again and again, so the list cannot be read on.`,
    'Start again without cursor, with filters that leave less to read.',
  ],
  refused: (aws, about) => [
    `AWS refused ${requestOf(aws)}${about && ` (${about})`}.`,
    'Check the values given, then try a simpler request: without filters, or with another page_size.',
  ],
  redirected: (aws) => [
    `${requestOf(aws)} was answered with a redirect, which AWS does not send: a proxy or a sign-in page answered instead.`,
    `${ENDPOINT_REMEDY} Then try again.`,
  ],
  notHttp: (aws) => [
    `what answers as ${endpointOf(aws)} does not speak HTTP.`,
    `${ENDPOINT_REMEDY} Then try again.`,
  ],
  tls: (aws) => [
    `no TLS connection to ${endpointOf(aws)} came about: what answers there may speak plain HTTP.`,
    `${ENDPOINT_REMEDY} Then try again.`,
  ],
  certificateHost: (aws) => [
    `the certificate of ${endpointOf(aws)} is for another host name.`,
    `${ENDPOINT_REMEDY} Then try again.`,
  ],
  certificateExpired: (aws) => [
    `the certificate of ${endpointOf(aws)} has expired or is not valid yet.`,
    "Tell the user to check this machine's clock, and who keeps the certificate. Then try again.",
  ],
  certificateUntrusted: (aws, about) => [
    `the certificate of ${endpointOf(aws)} is signed by ${about ? `"${about}", whom this machine does not trust` : 'nobody whom this machine trusts'}.`,
    'Tell the user: where a proxy inspects TLS, the file of its CA certificate has to be named by AWS_CA_BUNDLE, ca_bundle of the profile, or NODE_EXTRA_CA_CERTS in the "env" of this server. Then restart the server and try again.',
  ],
  wrongRegion: ({ region, service = 'SSM' }) => [
    `the ${service} endpoint that was asked serves another Region than ${region}.`,
    'Pass the Region of the endpoint, or tell the user to let AWS_ENDPOINT_URL_SSM (or endpoint_url of the profile) and the Region agree. Then try again.',
  ],
  endpointInvalid: ({ service = 'SSM' }) => [
    `the endpoint that is configured for ${service} is no URL.`,
    `Tell the user to correct ${ENDPOINT_VARIABLES[service]}, AWS_ENDPOINT_URL or endpoint_url of the profile: a URL with https:// in front. Then restart the server and try again.`,
  ],
  notAsked: ({ service = 'SSM' }) => [
    `${service} was not asked: SSM's endpoint is a custom one, and ${service} has none of its own.`,
    `Tell the user to set ${ENDPOINT_VARIABLES[service]} (for AWS itself: the URL of its ${service} endpoint), if it is to be read.`,
  ],
  busy: ({ region }) => [
    `as many Logs Insights queries are running in ${region} as the account may have at once.`,
    'Other queries and dashboards share that limit. Wait a minute and make the same call again.',
  ],
  endpointConflict: ({ region }) => [
    `a FIPS or dual-stack endpoint is asked for beside a custom endpoint, or in a Region (${region}) that has none.`,
    'Tell the user to remove one of the two: AWS_USE_FIPS_ENDPOINT and AWS_USE_DUALSTACK_ENDPOINT (in a profile use_fips_endpoint and use_dualstack_endpoint), or AWS_ENDPOINT_URL_SSM, AWS_ENDPOINT_URL and endpoint_url. Then restart the server and try again.',
  ],
  proxy: (aws, about) => [
    `the proxy ${about} does not answer or refuses to connect to ${endpointOf(aws)}.`,
    'Tell the user to check HTTPS_PROXY, HTTP_PROXY and NO_PROXY in the "env" of this server, the user name and password in them, and whether the proxy allows the host. Then restart the server and try again.',
  ],
  proxyInvalid: () => [
    'the proxy that the environment names is no URL of an HTTP proxy.',
    'Tell the user to set HTTPS_PROXY to a URL such as http://proxy.example.com:3128; SOCKS proxies and PAC files are not supported. Then restart the server and try again.',
  ],
  caBundle: (_aws, about) => [
    `the CA bundle ${about} cannot be read.`,
    'Tell the user to correct AWS_CA_BUNDLE, or ca_bundle of the profile. Then try again.',
  ],
};

function endpointOf({ region, service = 'SSM' }: AwsContext): string {
  return `the ${service} endpoint of ${region}`;
}

function requestOf({ operation, region }: AwsContext): string {
  return operation === '' ? `a request in ${region}` : `${operation} in ${region}`;
}
