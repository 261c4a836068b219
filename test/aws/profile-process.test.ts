/** Profiles as the built server takes them up from its arguments and its environment. */

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type Endpoint, startEndpoint } from '../endpoint/endpoint.ts';
import { fleetOf } from '../endpoint/fleet-of.ts';
import { BARE_ENV } from '../stdio-client.ts';
import { startServer, type WireServer } from '../trust/wire-server.ts';

const FLEET = fleetOf([
  {
    commandId: '11111111-2222-4333-8444-555555555555',
    invocations: [{ instanceId: 'i-0123456789abcdef0' }],
  },
]);
const KEYS = 'aws_access_key_id = AKIAFILE\naws_secret_access_key = s\nregion = us-east-1\n';

type Setting = {
  readonly config: (endpoint: Endpoint, home: string) => string;
  readonly env?: Record<string, string>;
  readonly args?: string[];
};

async function start({ config, env = {}, args = [] }: Setting) {
  const home = mkdtempSync(join(tmpdir(), 'profile-'));
  onTestFinished(() => rmSync(home, { recursive: true }));
  const endpoint = await startEndpoint({ fleet: FLEET });
  onTestFinished(() => endpoint.close());
  mkdirSync(join(home, '.aws'));
  writeFileSync(join(home, '.aws', 'config'), config(endpoint, home));
  const server = await startServer({ ...BARE_ENV, HOME: home, ...env }, args);
  onTestFinished(() => server.kill());
  return { server, endpoint, home };
}

async function textOf(server: WireServer): Promise<string> {
  const { result } = await server.call('list_commands', {});
  return (result as { content: { text: string }[] }).content[0]?.text ?? '';
}

describe('the endpoint of a profile', () => {
  const byUrl = ({ url }: Endpoint) => `[profile p]\n${KEYS}endpoint_url = ${url}\n`;
  const byServices = ({ url }: Endpoint) =>
    `[profile p]\n${KEYS}services = own\n[services own]\nssm =\n  endpoint_url = ${url}\n`;

  it.each([
    ['endpoint_url', '--profile', byUrl, { args: ['--profile', 'p'] }],
    ['services', '--profile', byServices, { args: ['--profile', 'p'] }],
    ['endpoint_url', 'AWS_PROFILE', byUrl, { env: { AWS_PROFILE: 'p' } }],
    ['services', 'AWS_DEFAULT_PROFILE', byServices, { env: { AWS_DEFAULT_PROFILE: 'p' } }],
  ])('is asked where %s sets it and %s names the profile', async (_setting, _by, config, how) => {
    const { server, endpoint } = await start({ config, ...how });
    expect(await textOf(server)).toMatch(/^1 command in us-east-1/);
    expect(endpoint.requests).toHaveLength(1);
    expect(server.stderr()).toBe('');
  });
});

describe('a profile that is corrected meanwhile', () => {
  it('serves the next call, with its own endpoint', async () => {
    const wrong = `[profile p]\n${KEYS}services = own\n`;
    const { server, endpoint, home } = await start({
      config: () => wrong,
      args: ['--profile', 'p'],
      // Else the profile is read for it before there is a client.
      env: { AWS_REGION: 'us-east-1' },
    });
    expect(await textOf(server)).toMatch(/^ProfileInvalid: the services section "own"/);
    const right = `${wrong}[services own]\nssm =\n  endpoint_url = ${endpoint.url}\n`;
    writeFileSync(join(home, '.aws', 'config'), right);
    expect(await textOf(server)).toMatch(/^1 command in us-east-1/);
  });
});

describe('the person who runs the server reads on stderr, once', () => {
  const config = ({ url }: Endpoint) => `[profile p]\n${KEYS}endpoint_url = ${url}\n[profile q]\na = b\n`;

  it('that the profile is used and the access key of the environment is not', async () => {
    const env = { AWS_PROFILE: 'p', AWS_ACCESS_KEY_ID: 'AKIAENV', AWS_SECRET_ACCESS_KEY: 's' };
    const { server } = await start({ config, env });
    await textOf(server);
    await textOf(server);
    expect(server.stderr()).toBe(
      'ssm-invocations-mcp: profile "p" is used; the access key in the environment is not.\n',
    );
  });

  it('which of two profiles of the environment is used', async () => {
    const { server } = await start({ config, env: { AWS_PROFILE: 'p', AWS_DEFAULT_PROFILE: 'q' } });
    expect(await textOf(server)).toMatch(/^1 command/);
    expect(server.stderr()).toBe(
      'ssm-invocations-mcp: AWS_PROFILE ("p") is used, and AWS_DEFAULT_PROFILE ("q") is not.\n',
    );
  });
});

describe('a Region that is none', () => {
  it.each([{ env: { AWS_REGION: 'us_east_1' } }, { args: ['--region', '$AWS_REGION'] }])(
    '%j is named by the answer to a call, and another call may name a better one',
    async (how) => {
      const config = ({ url }: Endpoint) => `[default]\n${KEYS}endpoint_url = ${url}\n`;
      const { server } = await start({ config, ...how });
      expect(await textOf(server)).toMatch(
        /^InvalidInput: the Region that this server is set to, "[^"]+", is no/,
      );
      const { result } = await server.call('list_commands', { region: 'US-EAST-1' });
      expect(result).toMatchObject({ structuredContent: { region: 'us-east-1' } });
    },
  );
});

describe('a credential_process that hangs', () => {
  it('ends with the server', async () => {
    const config = (_endpoint: Endpoint, home: string) =>
      `[profile p]\nregion = us-east-1\ncredential_process = sh -c 'echo $$ > ${home}/pid; exec sleep 600' | cat\n`;
    const { server, home } = await start({ config, args: ['--profile', 'p'] });
    server.begin('tools/call', { name: 'list_commands', arguments: {} }).answer.catch(() => {});
    const file = join(home, 'pid');
    await vi.waitUntil(() => existsSync(file) && readFileSync(file, 'utf8').endsWith('\n'), {
      timeout: 10_000,
      interval: 10,
    });
    const pid = Number(readFileSync(file, 'utf8'));
    expect(isAlive(pid)).toBe(true);
    await server.end();
    await vi.waitUntil(() => !isAlive(pid), { timeout: 5_000, interval: 10 });
  });
});

/** One that has ended and that nobody has asked after yet is not. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return true;
  }
}
