import { describe, expect, it } from 'vitest';
import { parseConfig, UsageError } from '../src/config.ts';

describe('the configuration', () => {
  it('is complete without arguments or environment', () => {
    expect(parseConfig([], {})).toEqual({
      command: 'serve',
      demo: false,
      profiles: [],
      regions: [],
      maxTokens: 2_500,
      redact: true,
      fullOutput: true,
    });
  });

  it('takes flags over the environment', () => {
    const env = { AWS_REGION: 'eu-west-1', AWS_PROFILE: 'from-env', SSM_INVOCATIONS_MAX_TOKENS: '900' };
    expect(parseConfig(['--region', 'us-east-2', '--max-tokens=4000', '--demo'], env)).toEqual({
      command: 'serve',
      demo: true,
      region: 'us-east-2',
      profile: 'from-env',
      profiles: [],
      regions: [],
      maxTokens: 4_000,
      redact: true,
      fullOutput: true,
    });
  });

  it('takes a variable that a client passes empty for one that is not set', () => {
    const env = {
      AWS_REGION: '',
      AWS_PROFILE: ' ',
      SSM_INVOCATIONS_NO_REDACT: '',
      SSM_INVOCATIONS_MAX_TOKENS: '',
    };
    expect(parseConfig([], env)).toEqual({
      command: 'serve',
      demo: false,
      profiles: [],
      regions: [],
      maxTokens: 2_500,
      redact: true,
      fullOutput: true,
    });
  });

  it('reads AWS_DEFAULT_REGION, which the CLI knows and the SDK does not', () => {
    expect(parseConfig([], { AWS_DEFAULT_REGION: 'ap-south-1' })).toMatchObject({ region: 'ap-south-1' });
  });

  it('reads AWS_DEFAULT_PROFILE too, after AWS_PROFILE and --profile', () => {
    const env = { AWS_PROFILE: 'one', AWS_DEFAULT_PROFILE: 'two' };
    expect(parseConfig([], env)).toMatchObject({ profile: 'one' });
    expect(parseConfig([], { AWS_DEFAULT_PROFILE: 'two' })).toMatchObject({ profile: 'two' });
    expect(parseConfig(['--profile', 'three'], env)).toMatchObject({ profile: 'three', profileIsFlag: true });
  });

  it('searches logs only where it is told to, in the groups that it is told', () => {
    const groups = { SSM_INVOCATIONS_LOG_GROUPS: '/aws/ssm/, /ops/' };
    const listed = { searchedLogGroups: ['/aws/ssm/', '/ops/'] };
    expect(parseConfig(['--search-logs'], {})).toMatchObject({ searchedLogGroups: ['/aws/ssm/'] });
    expect(parseConfig([], groups)).not.toHaveProperty('searchedLogGroups');
    expect(parseConfig([], { ...groups, SSM_INVOCATIONS_SEARCH_LOGS: '1' })).toMatchObject(listed);
    expect(parseConfig(['--search-logs', '--log-groups=/x/'], groups)).toMatchObject({
      searchedLogGroups: ['/x/'],
    });
    for (const wrong of ['/aws/,', '*', "/a'", Array(11).fill('/x').join(',')]) {
      expect(() => parseConfig(['--search-logs', '--log-groups', wrong], {})).toThrow(/--log-groups takes/);
    }
  });

  it('reads the switches of the environment', () => {
    const env = { SSM_INVOCATIONS_NO_REDACT: 'true', SSM_INVOCATIONS_DEMO: '1' };
    expect(parseConfig([], env)).toMatchObject({ redact: false, demo: true });
    expect(parseConfig([], { SSM_INVOCATIONS_DEMO: 'false' })).toMatchObject({ demo: false });
  });

  it('takes lists of places, the default first, and a pattern for Regions of one partition', () => {
    const argv = ['--profiles', 'prod, dev,prod', '--regions', 'eu-west-1,us-*'];
    expect(parseConfig(argv, { AWS_REGION: 'us-west-2', AWS_PROFILE: 'other' })).toMatchObject({
      profile: 'prod',
      profileIsFlag: true,
      profiles: ['prod', 'dev'],
      region: 'us-west-2',
      regions: ['us-west-2', 'eu-west-1', 'us-east-1', 'us-east-2', 'us-west-1'],
    });
    const env = {
      SSM_INVOCATIONS_REGIONS: 'us-gov-*',
      SSM_INVOCATIONS_PROFILES: 'gov,dev',
      AWS_PROFILE: 'dev',
    };
    expect(parseConfig([], env)).toMatchObject({
      profiles: ['dev', 'gov'],
      regions: ['us-gov-east-1', 'us-gov-west-1'],
    });
    expect(parseConfig(['--profile', 'gov'], env)).toMatchObject({ profiles: ['gov', 'dev'] });
  });

  it('reads the options of simulate', () => {
    const argv = ['simulate', '--nodes', '50', '--latency-ms', '5', '--throttle-every', '7', '--empty-pages'];
    expect(parseConfig(argv, {})).toEqual({
      command: 'simulate',
      port: 0,
      nodes: 50,
      seed: 1,
      latencyMs: 5,
      throttleEvery: 7,
      emptyPages: true,
      accounts: 1,
      regions: 2,
    });
  });

  it.each([
    [['--max-tokens', '499'], '--max-tokens must be an integer from 500 to 20000, not "499". See --help.'],
    [['--max-tokens', 'many'], '--max-tokens must be an integer from 500 to 20000, not "many". See --help.'],
    [
      ['--regions', 'us-*', '--region', 'eu-west-1'],
      '--region "eu-west-1" is none of --regions (us-east-1, us-east-2, us-west-1, us-west-2). See --help.',
    ],
    [['--regions', 'mars-*'], '--regions: "mars-*" is no Region, and matches none. See --help.'],
    [['--regions', 'europe'], '--regions: "europe" is no Region, and matches none. See --help.'],
    [['--profiles', ' , '], '--profiles names none. See --help.'],
    [['--profiles', 'a,b', '--profile', 'c'], '--profile "c" is none of --profiles (a, b). See --help.'],
    [['--bogus'], "Unknown option '--bogus'. See --help."],
    [['serve'], "Unexpected argument 'serve'. See --help."],
    [['--region'], "Option '--region <value>' argument missing. See --help."],
    [['simulate', '--nodes', '0'], '--nodes must be an integer from 1 to 1000000, not "0". See --help.'],
  ])('refuses %j in one line', (argv, message) => {
    const refusal = (() => {
      try {
        return parseConfig(argv, {});
      } catch (error) {
        return error;
      }
    })();
    expect(refusal).toBeInstanceOf(UsageError);
    expect(String(refusal)).toBe(`UsageError: ${message}`);
  });
});
