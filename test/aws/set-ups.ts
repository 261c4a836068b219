/** Ways in which people set up AWS, right and wrong, and what this server has to make of each. */

export type SetUp = {
  readonly name: string;
  /** The text of ~/.aws/config, whose profile "p" is asked for unless `profile` says another. */
  readonly config: string;
  readonly credentials?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** `undefined` is "p". */
  readonly profile?: string;
  /** Given by --profile. */
  readonly profileIsFlag?: true;
  /** Nobody asks for a profile. */
  readonly noProfile?: true;
  /** No Region but that of the profile. */
  readonly noRegion?: true;
  /** Files of the home directory, by their paths in it. */
  readonly files?: Readonly<Record<string, string>>;
  /** The access key that the request was signed with, or what the error reads. */
  readonly comesOut: { readonly key: string } | { readonly error: RegExp };
  /** Lines for the person who runs the server. */
  readonly warns?: RegExp;
  /** Takes half a minute. */
  readonly slow?: true;
};

const KEYS = 'aws_access_key_id = AKIAFILE\naws_secret_access_key = s\n';
const ENV_KEYS = { AWS_ACCESS_KEY_ID: 'AKIAENV', AWS_SECRET_ACCESS_KEY: 's' };
const role = (name: string) => `role_arn = arn:aws:iam::111122223333:role/${name}\n`;
const SSO = 'sso_account_id = 111122223333\n';
const SESSION =
  '[sso-session corp]\nsso_start_url = https://corp.example/start\nsso_region = us-east-1\nsso_registration_scopes = sso:account:access\n';
/** Named by the SHA-1 of "corp", as the AWS CLI names it. */
const SSO_TOKEN_FILE = '.aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json';
const processProfile = (command: string) => `[profile p]\ncredential_process = ${command}\n`;
const printed = (credentials: object) =>
  `node -e 'console.log(JSON.stringify(${JSON.stringify(credentials)}))'`;

export const setUps: readonly SetUp[] = [
  { name: 'keys in the profile', config: `[profile p]\n${KEYS}`, comesOut: { key: 'AKIAFILE' } },
  {
    name: 'keys in the credentials file',
    config: '[profile p]\nregion = us-east-1\n',
    credentials: `[p]\n${KEYS}`,
    comesOut: { key: 'AKIAFILE' },
  },
  {
    name: 'keys of the environment alone',
    config: '',
    noProfile: true,
    env: ENV_KEYS,
    comesOut: { key: 'AKIAENV' },
  },
  {
    name: 'keys of the environment beside a profile that has its own',
    config: `[profile p]\n${KEYS}`,
    env: ENV_KEYS,
    comesOut: { key: 'AKIAFILE' },
    warns: /^profile "p" is used; the access key in the environment is not\.$/,
  },
  {
    name: 'keys of the environment beside a profile without any',
    config: '[profile p]\nregion = us-east-1\n',
    env: ENV_KEYS,
    comesOut: { key: 'AKIAENV' },
    warns: /^profile "p" holds no credentials; the access key in the environment is used with it\.$/,
  },
  {
    name: 'keys of the environment beside --profile without any',
    config: '[profile p]\nregion = us-east-1\n',
    env: ENV_KEYS,
    profileIsFlag: true,
    comesOut: { error: /^CredentialsMissing: profile "p" holds no credentials/ },
  },
  {
    name: 'keys of the environment beside a default profile that nobody asked for',
    config: `[default]\n${KEYS}`,
    noProfile: true,
    env: ENV_KEYS,
    comesOut: { key: 'AKIAENV' },
  },
  {
    name: 'half a pair of keys in the environment',
    config: '',
    noProfile: true,
    env: { AWS_ACCESS_KEY_ID: 'AKIAENV' },
    comesOut: { error: /^CredentialsMissing: only one of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY/ },
  },
  {
    name: 'nothing at all',
    config: '',
    noProfile: true,
    comesOut: { error: /^CredentialsMissing: no AWS credentials were found\.\n.*--demo/ },
  },
  {
    name: 'a profile that is not there',
    config: '[profile one]\nregion = us-east-1\n[profile two]\nregion = us-east-1\n[sso-session x]\na = b\n',
    credentials: `[three]\n${KEYS}`,
    env: ENV_KEYS,
    comesOut: { error: /^ProfileInvalid: there is no profile "p" .*\n.*There are: "one", "two", "three"\./ },
  },
  {
    name: 'a profile named as what every object has',
    config: `[profile q]\n${KEYS}`,
    profile: 'constructor',
    comesOut: { error: /^ProfileInvalid: there is no profile "constructor"/ },
  },
  {
    name: 'a profile where there are no files',
    config: '',
    comesOut: { error: /^ProfileInvalid: there is no profile "p" .*\n.*AWS_CONFIG_FILE/ },
  },
  {
    name: 'a default profile that is asked for and not there',
    config: '[profile one]\nregion = us-east-1\n',
    profile: 'default',
    comesOut: { error: /^ProfileInvalid: there is no profile "default" .*\n.*"one"/ },
  },
  {
    name: 'a default profile that is asked for and not there, beside keys of the environment',
    config: '',
    profile: 'default',
    env: ENV_KEYS,
    comesOut: { key: 'AKIAENV' },
    warns: /^profile "default" holds no credentials/,
  },
  {
    name: 'a profile without any settings',
    config: '[profile p]\n[profile "q"]\n',
    comesOut: { error: /^CredentialsMissing: profile "p" holds no credentials/ },
  },
  {
    name: 'a profile without any settings, beside keys of the environment',
    config: '[profile p]\n',
    env: ENV_KEYS,
    comesOut: { key: 'AKIAENV' },
    warns: /^profile "p" holds no credentials/,
  },
  {
    name: 'a profile without a region',
    config: `[profile p]\n${KEYS}`,
    noRegion: true,
    comesOut: { error: /^RegionMissing: .*profile "p" has no region in it/ },
  },
  {
    name: 'a profile that is not there, and no Region',
    config: '',
    noRegion: true,
    comesOut: { error: /^ProfileInvalid: there is no profile "p"/ },
  },
  {
    name: 'a profile whose region is none',
    config: `[profile p]\nregion = us_east_1\n${KEYS}`,
    noRegion: true,
    comesOut: { error: /^InvalidInput: .*"us_east_1".*\n.*region setting of profile "p"/ },
  },
  {
    name: 'a profile without the secret of its key',
    config: '[profile p]\naws_access_key_id = AKIAFILE\n',
    comesOut: { error: /^ProfileInvalid: profile "p" is incomplete: it lacks aws_secret_access_key\./ },
  },
  {
    name: 'a role over a profile',
    config: `[profile p]\n${role('Reader')}source_profile = q\n[profile q]\n${KEYS}`,
    comesOut: { key: 'ASIAReader' },
  },
  {
    name: 'a role over a role over a profile',
    config: `[profile p]\n${role('Reader')}source_profile = q\n[profile q]\n${role('Hop')}source_profile = r\n[profile r]\n${KEYS}`,
    comesOut: { key: 'ASIAReader' },
  },
  {
    name: 'a role over its own keys',
    config: `[profile p]\n${role('Reader')}source_profile = p\n${KEYS}`,
    comesOut: { key: 'ASIAReader' },
  },
  {
    name: 'two roles that are the source of each other, one of them with keys',
    config: `[profile p]\n${role('Reader')}source_profile = q\n[profile q]\n${role('Hop')}source_profile = p\n${KEYS}`,
    env: ENV_KEYS,
    comesOut: { key: 'ASIAReader' },
    warns: /^profile "p" is used/,
  },
  {
    name: 'a role over the environment',
    config: `[profile p]\n${role('Reader')}credential_source = Environment\n`,
    env: ENV_KEYS,
    comesOut: { key: 'ASIAReader' },
  },
  {
    name: 'a role over a credential_process',
    config: `[profile p]\n${role('Reader')}source_profile = q\n[profile q]\ncredential_process = ${printed({ Version: 1, AccessKeyId: 'AKIAPROCESS', SecretAccessKey: 's' })}\n`,
    comesOut: { key: 'ASIAReader' },
  },
  {
    name: 'a role that may not be assumed',
    config: `[profile p]\n${role('Denied')}source_profile = q\n[profile q]\n${KEYS}`,
    comesOut: {
      error:
        /^AccessDenied: AWS refused AssumeRole, .*profile "p".*"arn:aws:iam::111122223333:role\/Denied"\.\n.*sts:AssumeRole/,
    },
  },
  {
    name: 'a role in the middle that may not be assumed',
    config: `[profile p]\n${role('Reader')}source_profile = q\n[profile q]\n${role('Denied')}source_profile = r\n[profile r]\n${KEYS}`,
    comesOut: { error: /^AccessDenied: .*role\/Denied"/ },
  },
  {
    name: 'a role over credentials that have expired',
    config: `[profile p]\n${role('Expired')}source_profile = q\n[profile q]\n${KEYS}`,
    comesOut: {
      error:
        /^CredentialsExpired: the credentials with which profile "p" assumes its role have expired\.\n.*source_profile/,
    },
  },
  {
    name: 'a role over a key that AWS does not know',
    config: `[profile p]\n${role('Unknown')}source_profile = q\n[profile q]\n${KEYS}`,
    comesOut: { error: /^CredentialsInvalid: .* assumes its role were refused by AWS/ },
  },
  {
    name: 'a source_profile that is not there',
    config: `[profile p]\n${role('Reader')}source_profile = gone\n`,
    comesOut: { error: /^ProfileInvalid: the source_profile "gone" of profile "p" does not exist/ },
  },
  {
    name: 'a source_profile without credentials',
    config: `[profile p]\n${role('Reader')}source_profile = q\n[profile q]\nregion = us-east-1\n`,
    comesOut: { error: /^ProfileInvalid: the source_profile "q" of profile "p" holds no credentials/ },
  },
  {
    name: 'source_profile settings in a circle',
    config: `[profile p]\n${role('A')}source_profile = q\n[profile q]\n${role('B')}source_profile = p\n`,
    comesOut: { error: /^ProfileInvalid: .* in a circle: "p" -> "q" -> "p"\./ },
  },
  {
    name: 'a role over nothing',
    config: `[profile p]\n${role('Reader')}`,
    comesOut: { error: /^ProfileInvalid: profile "p" has a role_arn, and neither source_profile nor/ },
  },
  {
    name: 'a credential_source that does not exist',
    config: `[profile p]\n${role('Reader')}credential_source = toString\n`,
    comesOut: { error: /^ProfileInvalid: profile "p" has the credential_source "toString"/ },
  },
  {
    name: 'a role that asks for a code',
    config: `[profile p]\n${role('Reader')}source_profile = q\nmfa_serial = arn:aws:iam::111122223333:mfa/u\n[profile q]\n${KEYS}`,
    comesOut: { error: /^ProfileInvalid: profile "p" asks for a code of multi-factor .*\(mfa_serial\)/ },
  },
  {
    name: 'a credential_process',
    config: processProfile(printed({ Version: 1, AccessKeyId: 'AKIAPROCESS', SecretAccessKey: 's' })),
    comesOut: { key: 'AKIAPROCESS' },
  },
  {
    name: 'a credential_process that fails',
    config: processProfile('echo AKIASECRET >&2; exit 3'),
    comesOut: { error: /^ProfileInvalid: the credential_process of profile "p" failed \(exit 3\)\.$/m },
  },
  {
    name: 'a credential_process that is not there',
    config: processProfile('/no/such/program'),
    comesOut: { error: /^ProfileInvalid: the credential_process of profile "p" could not be started/ },
  },
  {
    name: 'a credential_process that prints no JSON',
    config: processProfile('echo AKIASECRET'),
    comesOut: {
      error: /^ProfileInvalid: the credential_process of profile "p" printed something else than JSON/,
    },
  },
  {
    name: 'a credential_process that prints something endless',
    config: processProfile('yes AKIASECRET'),
    comesOut: {
      error: /^ProfileInvalid: the credential_process of profile "p" printed something else than JSON/,
    },
  },
  {
    name: 'a credential_process of another version',
    config: processProfile(printed({ Version: 2, AccessKeyId: 'AKIASECRET', SecretAccessKey: 's' })),
    comesOut: { error: /^ProfileInvalid: .* printed JSON that is no credentials of version 1/ },
  },
  {
    name: 'a credential_process whose credentials have expired',
    config: processProfile(
      printed({
        Version: 1,
        AccessKeyId: 'AKIASECRET',
        SecretAccessKey: 's',
        Expiration: '2020-01-01T00:00:00Z',
      }),
    ),
    comesOut: {
      error: /^CredentialsExpired: the credential_process of profile "p" returned .* expired already/,
    },
  },
  {
    name: 'a credential_process that hangs',
    config: processProfile('sleep 600 | cat'),
    comesOut: {
      error:
        /^ProfileInvalid: the credential_process of profile "p" did not end within 30 seconds and was stopped/,
    },
    slow: true,
  },
  {
    name: 'a web identity token file that is not there',
    config: `[profile p]\n${role('Reader')}web_identity_token_file = /no/such/file\n`,
    comesOut: { error: /^ProfileInvalid: the web_identity_token_file of profile "p" cannot be read/ },
  },
  {
    name: 'a web identity token file of the environment that is not there',
    config: '',
    noProfile: true,
    env: {
      AWS_WEB_IDENTITY_TOKEN_FILE: '/no/such/file',
      AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/Reader',
    },
    comesOut: {
      error: /^CredentialsMissing: the file that AWS_WEB_IDENTITY_TOKEN_FILE names cannot be read/,
    },
  },
  {
    name: 'a web identity that may not assume its role',
    config: `[profile p]\n${role('Denied')}web_identity_token_file = $HOME/token\n`,
    files: { token: 'a.b.c' },
    comesOut: { error: /^AccessDenied: AWS refused AssumeRoleWithWebIdentity, .*role\/Denied"/ },
  },
  {
    name: 'an sso_session that is not there',
    config: `[profile p]\nsso_session = gone\n${SSO}sso_role_name = Reader\n`,
    comesOut: { error: /^ProfileInvalid: the sso_session "gone" of profile "p" does not exist/ },
  },
  {
    name: 'an SSO profile without its role',
    config: `[profile p]\nsso_session = corp\n${SSO}${SESSION}`,
    comesOut: { error: /^ProfileInvalid: profile "p" is incomplete: it lacks sso_role_name\./ },
  },
  {
    name: 'an SSO profile that nobody signed in with',
    config: `[profile p]\nsso_session = corp\n${SSO}sso_role_name = Reader\n${SESSION}`,
    comesOut: {
      error: /^CredentialsExpired: the AWS session of profile "p" .*\n.*aws sso login --profile p\b/,
    },
  },
  ...(['Reader', 'Denied', 'Expired'] as const).map(
    (name): SetUp => ({
      name: `an SSO profile of the role ${name}`,
      config: `[profile p]\nsso_session = corp\n${SSO}sso_role_name = ${name}\n${SESSION}`,
      files: {
        [SSO_TOKEN_FILE]: JSON.stringify({ accessToken: 't', expiresAt: '2099-01-01T00:00:00Z' }),
      },
      comesOut: {
        Reader: { key: 'ASIAReader' },
        Denied: {
          error: /^AccessDenied: AWS refused GetRoleCredentials, .*role "Denied"\.\n.*sso:GetRoleCredentials/,
        },
        Expired: {
          error: /^CredentialsExpired: the AWS session of profile "p" has expired\.\n.*aws sso login/,
        },
      }[name],
    }),
  ),
  {
    name: 'a login_session that nobody signed in to',
    config: '[profile p]\nlogin_session = arn:aws:iam::111122223333:user/u\n',
    comesOut: { error: /^CredentialsExpired: .*profile "p".*\(login_session\).*\n.*aws login --profile p\b/ },
  },
  {
    name: 'a services section that is not there',
    config: `[profile p]\nservices = gone\n${KEYS}`,
    comesOut: { error: /^ProfileInvalid: the services section "gone" of profile "p" does not exist/ },
  },
  {
    name: 'FIPS beside a custom endpoint',
    config: `[profile p]\n${KEYS}`,
    env: { AWS_USE_FIPS_ENDPOINT: 'true' },
    comesOut: { error: /^Unavailable: a FIPS or dual-stack endpoint is asked for beside a custom endpoint/ },
  },
  {
    name: 'dual-stack of the profile beside a custom endpoint',
    config: `[profile p]\nuse_dualstack_endpoint = true\n${KEYS}`,
    comesOut: { error: /^Unavailable: a FIPS or dual-stack endpoint is asked for beside a custom endpoint/ },
  },
  {
    name: 'an endpoint that is no URL',
    config: `[profile p]\n${KEYS}`,
    env: { AWS_ENDPOINT_URL_SSM: 'ssm.example' },
    comesOut: { error: /^Unavailable: the endpoint that is configured for SSM is no URL/ },
  },
  ...['localhost:8080', 'ftp://ssm.example'].map(
    (url): SetUp => ({
      name: `an endpoint of no scheme for it: ${url}`,
      config: `[profile p]\n${KEYS}`,
      env: { AWS_ENDPOINT_URL_SSM: url },
      comesOut: { error: /^Unavailable: the endpoint that is configured for SSM is no URL/ },
    }),
  ),
  {
    name: 'STS that nobody reaches',
    config: `[profile p]\n${role('Reader')}source_profile = q\n[profile q]\n${KEYS}`,
    env: { AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:1' },
    comesOut: { error: /^Unavailable: the STS endpoint of us-east-1 could not be reached/ },
  },
  {
    name: 'an SSO portal that nobody reaches',
    config: `[profile p]\nsso_session = corp\n${SSO}sso_role_name = Reader\n${SESSION}`,
    files: {
      [SSO_TOKEN_FILE]: JSON.stringify({ accessToken: 't', expiresAt: '2099-01-01T00:00:00Z' }),
    },
    env: { AWS_ENDPOINT_URL_SSO: 'http://127.0.0.1:1' },
    comesOut: { error: /^Unavailable: the SSO endpoint of us-east-1 could not be reached/ },
  },
  {
    name: 'a role over an SSO profile that nobody signed in with',
    config: `[profile p]\n${role('Reader')}source_profile = q\n[profile q]\nsso_session = corp\n${SSO}sso_role_name = Reader\n${SESSION}`,
    comesOut: { error: /^CredentialsExpired: .* profile "q" has expired\.\n.*aws sso login --profile q\b/ },
  },
  {
    name: 'a role with two kinds of source',
    config: `[profile p]\n${role('Reader')}source_profile = q\ncredential_source = Environment\n[profile q]\n${KEYS}`,
    comesOut: { error: /^ProfileInvalid: profile "p" has both source_profile and credential_source/ },
  },
  {
    name: 'a web identity token that AWS refuses',
    config: `[profile p]\n${role('Unknown')}web_identity_token_file = $HOME/token\n`,
    files: { token: 'a.b.c' },
    comesOut: { error: /^CredentialsInvalid: the web identity token of profile "p" was refused by AWS/ },
  },
  {
    name: 'container credentials at no URL',
    config: '',
    noProfile: true,
    env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'nonsense' },
    comesOut: { error: /^CredentialsMissing: the container credentials that AWS_CONTAINER_CREDENTIALS_/ },
  },
  {
    name: 'a key with a line break',
    config: '',
    noProfile: true,
    env: { ...ENV_KEYS, AWS_SESSION_TOKEN: 'one\ntwo' },
    comesOut: { error: /^CredentialsInvalid: a key or the session token of .* such as a line break/ },
  },
  {
    name: 'a configuration file of nonsense',
    config: 'this is [[[ no configuration\n]\n= =\n',
    comesOut: { error: /^ProfileInvalid: there is no profile "p"/ },
  },
];
