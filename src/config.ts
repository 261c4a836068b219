/** Arguments and environment into a configuration. Pure: throws `UsageError` instead of exiting. */

import { parseArgs } from 'node:util';
import { regionsNamed } from './run-command/index.ts';

/** One line for a person at a terminal; the process ends with code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export type ServerConfig = {
  readonly command: 'serve';
  readonly demo: boolean;
  /** As it was given: what names no Region is refused when a call needs one. */
  readonly region?: string;
  readonly profile?: string;
  /** The profile was given by --profile or --profiles and not by the environment. */
  readonly profileIsFlag?: true;
  /** What alone may be asked, the default first. Empty: `profile` alone, and any Region. */
  readonly profiles: readonly string[];
  readonly regions: readonly string[];
  /** Tokens of an answer whose caller names no bound: 500 to 20,000. */
  readonly maxTokens: number;
  readonly redact: boolean;
  /** Whether whole outputs may be read from S3 and CloudWatch Logs. */
  readonly fullOutput: boolean;
  /** Prefixes of the log groups that may be searched; left out where none may be. */
  readonly searchedLogGroups?: readonly string[];
};

export type SimulateConfig = {
  readonly command: 'simulate';
  /** 0 takes any free port. */
  readonly port: number;
  readonly nodes: number;
  readonly seed: number;
  readonly latencyMs: number;
  readonly throttleEvery: number;
  readonly emptyPages: boolean;
  readonly accounts: number;
  readonly regions: number;
};

export type Config =
  | ServerConfig
  | SimulateConfig
  | { readonly command: 'help' }
  | { readonly command: 'version' };

export const DEFAULT_MAX_TOKENS = 2_500;

/** Where SSM has output sent that names no group of its own. */
const DEFAULT_LOG_GROUPS = '/aws/ssm/';

export const USAGE = `ssm-invocations-mcp: what AWS Systems Manager Run Command did on a fleet, as an MCP server on stdio

  ssm-invocations-mcp [--demo] [--region R] [--profile P] [--regions LIST] [--profiles LIST]
    [--max-tokens N] [--no-redact] [--no-full-output] [--search-logs] [--log-groups PREFIXES]
  ssm-invocations-mcp simulate [--port N] [--nodes N] [--seed N] [--latency-ms N] [--throttle-every N] [--empty-pages]
    [--accounts N] [--regions N]

Server
  --demo             answer from an embedded endpoint: no credentials, loopback alone     SSM_INVOCATIONS_DEMO
  --region R         AWS Region to ask when a call names none                           AWS_REGION
  --profile P        profile of ~/.aws to use                                           AWS_PROFILE, AWS_DEFAULT_PROFILE
  --regions LIST     Regions that may be asked, the first is the default: eu-west-1,us-*   SSM_INVOCATIONS_REGIONS
  --profiles LIST    profiles that may be asked, the first is the default: prod,dev        SSM_INVOCATIONS_PROFILES
  --max-tokens N     tokens of an answer, 500 to 20000, default ${DEFAULT_MAX_TOKENS}                     SSM_INVOCATIONS_MAX_TOKENS
  --no-redact        do not redact secrets in what nodes wrote                          SSM_INVOCATIONS_NO_REDACT
  --no-full-output   read nothing outside of SSM: not S3, not CloudWatch Logs            SSM_INVOCATIONS_NO_FULL_OUTPUT
  --search-logs      offer search_command_output, on CloudWatch Logs Insights           SSM_INVOCATIONS_SEARCH_LOGS
  --log-groups PREFIXES  the log groups it may search, default ${DEFAULT_LOG_GROUPS}               SSM_INVOCATIONS_LOG_GROUPS
  The SDK's own variables work too, AWS_ENDPOINT_URL_SSM among them.

simulate: the embedded endpoint alone, for the AWS CLI and SDKs; prints its URL
  --port N           default 0: any free one
  --nodes N          managed nodes of its largest command, 1 to 1000000, default 1000
  --seed N           another fleet, default 1
  --latency-ms N     delay of each answer, default 0
  --throttle-every N every Nth request is throttled, default 0: none
  --empty-pages      pages come short or empty and still go on
  --accounts N       1 to 40, default 1: the access key's last digits say which one is asked
  --regions N        Regions in which something ran, 1 to 8, default 2

  --help, --version`;

const MAX_PREFIXES = 10;

type Environment = Readonly<Record<string, string | undefined>>;

export function parseConfig(argv: readonly string[], env: Environment): Config {
  const [first, ...rest] = argv;
  if (first === 'simulate') return parseSimulate(rest);
  const { values } = parse(argv, {
    help: { type: 'boolean', short: 'h' },
    version: { type: 'boolean', short: 'v' },
    demo: { type: 'boolean' },
    region: { type: 'string' },
    profile: { type: 'string' },
    regions: { type: 'string' },
    profiles: { type: 'string' },
    'max-tokens': { type: 'string' },
    'no-redact': { type: 'boolean' },
    'no-full-output': { type: 'boolean' },
    'search-logs': { type: 'boolean' },
    'log-groups': { type: 'string' },
  });
  if (values['help']) return { command: 'help' };
  if (values['version']) return { command: 'version' };

  // The AWS CLI reads AWS_DEFAULT_REGION and AWS_DEFAULT_PROFILE, and the SDK does not; people set either.
  const one = {
    region: {
      flag: text(values['region']),
      ofEnv: filled(env['AWS_REGION']) ?? filled(env['AWS_DEFAULT_REGION']),
    },
    profile: {
      flag: text(values['profile']),
      ofEnv: filled(env['AWS_PROFILE']) ?? filled(env['AWS_DEFAULT_PROFILE']),
    },
  };
  const regionsFlag = listOf(values['regions'], env['SSM_INVOCATIONS_REGIONS']);
  const regions = defaultFirst('region', regionsFlag && regionsOf(regionsFlag, one.region), one.region);
  const profilesFlag = text(values['profiles']);
  const profiles = defaultFirst(
    'profile',
    listOf(profilesFlag, env['SSM_INVOCATIONS_PROFILES']),
    one.profile,
  );
  const region = regions[0] ?? one.region.flag ?? one.region.ofEnv;
  const profile = profiles[0] ?? one.profile.flag ?? one.profile.ofEnv;
  const fromFlag = text(values['max-tokens']);
  const fromEnv = filled(env['SSM_INVOCATIONS_MAX_TOKENS']);
  const searchesLogs = values['search-logs'] === true || flag('SSM_INVOCATIONS_SEARCH_LOGS', env);
  const logGroups = text(values['log-groups']) ?? filled(env['SSM_INVOCATIONS_LOG_GROUPS']);
  return {
    command: 'serve',
    demo: values['demo'] === true || flag('SSM_INVOCATIONS_DEMO', env),
    ...(region !== undefined && { region }),
    ...(profile !== undefined && { profile }),
    ...((one.profile.flag ?? profilesFlag) !== undefined && { profileIsFlag: true }),
    profiles,
    regions,
    maxTokens:
      fromFlag !== undefined
        ? integer('--max-tokens', fromFlag, 500, 20_000)
        : fromEnv !== undefined
          ? integer('SSM_INVOCATIONS_MAX_TOKENS', fromEnv, 500, 20_000)
          : DEFAULT_MAX_TOKENS,
    redact: !(values['no-redact'] === true || flag('SSM_INVOCATIONS_NO_REDACT', env)),
    fullOutput: !(values['no-full-output'] === true || flag('SSM_INVOCATIONS_NO_FULL_OUTPUT', env)),
    ...(searchesLogs && { searchedLogGroups: prefixes(logGroups ?? DEFAULT_LOG_GROUPS) }),
  };
}

type Default = { readonly flag: string | undefined; readonly ofEnv: string | undefined };

function listOf(flag: unknown, ofEnv: string | undefined): readonly string[] | undefined {
  const written = text(flag) ?? filled(ofEnv);
  return written
    ?.split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);
}

function regionsOf(entries: readonly string[], { flag, ofEnv }: Default): readonly string[] {
  return regionsNamed(entries, flag ?? ofEnv).flatMap(({ entry, regions }) => {
    if (regions === undefined)
      throw new UsageError(`--regions: "${entry}" is no Region, and matches none. See --help.`);
    return regions;
  });
}

/** A default of the environment that is not in the list is that of other programs, and no mistake. */
function defaultFirst(
  name: 'region' | 'profile',
  list: readonly string[] | undefined,
  { flag, ofEnv }: Default,
): readonly string[] {
  if (list === undefined) return [];
  if (list.length === 0) throw new UsageError(`--${name}s names none. See --help.`);
  if (flag !== undefined && !list.includes(flag)) {
    throw new UsageError(`--${name} "${flag}" is none of --${name}s (${list.join(', ')}). See --help.`);
  }
  const first = [flag, ofEnv].filter((each) => each !== undefined && list.includes(each));
  return [...new Set([...first.slice(0, 1), ...list])].filter((each) => each !== undefined);
}

function parseSimulate(argv: readonly string[]): Config {
  const { values } = parse(argv, {
    help: { type: 'boolean', short: 'h' },
    port: { type: 'string', default: '0' },
    nodes: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    'latency-ms': { type: 'string', default: '0' },
    'throttle-every': { type: 'string', default: '0' },
    'empty-pages': { type: 'boolean', default: false },
    accounts: { type: 'string', default: '1' },
    regions: { type: 'string', default: '2' },
  });
  if (values['help']) return { command: 'help' };
  return {
    command: 'simulate',
    port: integer('--port', values['port'], 0, 65_535),
    nodes: integer('--nodes', values['nodes'], 1, 1_000_000),
    seed: integer('--seed', values['seed'], 0, 2 ** 31 - 1),
    latencyMs: integer('--latency-ms', values['latency-ms'], 0, 60_000),
    throttleEvery: integer('--throttle-every', values['throttle-every'], 0, 1_000_000),
    emptyPages: values['empty-pages'] === true,
    accounts: integer('--accounts', values['accounts'], 1, 40),
    regions: integer('--regions', values['regions'], 1, 8),
  };
}

type Options = NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']>;
type Values = Readonly<Record<string, unknown>>;

function parse(argv: readonly string[], options: Options): { values: Values } {
  try {
    return parseArgs({ args: [...argv], options, strict: true, allowPositionals: false });
  } catch (error) {
    // The first sentence names the flag; what follows explains positionals, which this program has none of.
    const reason = error instanceof Error ? (error.message.split(/\. |\n/)[0] ?? '') : '';
    throw new UsageError(`${reason}. See --help.`);
  }
}

function integer(name: string, value: unknown, min: number, max: number): number {
  const number = typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : Number.NaN;
  if (!(number >= min && number <= max)) {
    throw new UsageError(
      `${name} must be an integer from ${min} to ${max}, not "${String(value)}". See --help.`,
    );
  }
  return number;
}

/** Of names of log groups: the characters that such a name may have, and not all groups there are. */
function prefixes(value: string): readonly string[] {
  const listed = value.split(',').map((prefix) => prefix.trim());
  const wrong = listed.find((prefix) => !/^[A-Za-z0-9_\-/.#]{1,512}$/.test(prefix));
  if (wrong === undefined && listed.length <= MAX_PREFIXES) return [...new Set(listed)];
  throw new UsageError(
    `--log-groups takes 1 to ${MAX_PREFIXES} prefixes of log groups such as "/aws/ssm/,/ops/", not "${value.slice(0, 120)}". See --help.`,
  );
}

function flag(name: string, env: Environment): boolean {
  const value = filled(env[name])?.toLowerCase();
  if (value === undefined || ['0', 'false', 'no', 'off'].includes(value)) return false;
  if (['1', 'true', 'yes', 'on'].includes(value)) return true;
  throw new UsageError(`${name} takes true or false, not "${value}". See --help.`);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? filled(value) : undefined;
}

/** Clients pass a setting that the user left blank as an empty string. */
function filled(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === '' ? undefined : value.trim();
}
