/** The two that are compared: the AWS CLI and the built server, both asking the same embedded endpoint. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';

const LIMIT_MS = 60_000;

/** What a comparison came to; it holds where there are no faults. */
export type Comparison = {
  readonly title: string;
  readonly detail: string;
  readonly faults: readonly string[];
};

/** Neither may find the settings of whoever runs this. */
export const ENVIRONMENT = {
  PATH: process.env['PATH'] ?? '',
  HOME: '/nonexistent',
  AWS_CONFIG_FILE: '/nonexistent/config',
  AWS_SHARED_CREDENTIALS_FILE: '/nonexistent/credentials',
  AWS_ACCESS_KEY_ID: 'simulated',
  AWS_SECRET_ACCESS_KEY: 'simulated',
  AWS_REGION: 'us-east-1',
  AWS_DEFAULT_REGION: 'us-east-1',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_PAGER: '',
  // Python prints node output that is not ASCII only when told how.
  PYTHONIOENCODING: 'utf-8',
};

export type CliAnswer = { readonly code: number; readonly stdout: string; readonly stderr: string };

/** `aws ssm ...args`. The endpoint as an option: version 2 reads it from the environment only since 2.13. */
export function aws(url: string, args: readonly string[]): Promise<CliAnswer> {
  return awsOf('ssm', url, args);
}

export function awsOf(
  service: 'ssm' | 's3' | 's3api' | 'logs',
  url: string,
  args: readonly string[],
): Promise<CliAnswer> {
  return execute('aws', [service, ...args, '--endpoint-url', url]);
}

/** What `aws --version` prints; undefined where there is no AWS CLI. */
export async function awsVersion(): Promise<string | undefined> {
  const { code, stdout, stderr } = await execute('aws', ['--version']);
  // Version 1 printed it to stderr on old Pythons.
  return code === 0 ? (stdout || stderr).trim() : undefined;
}

function execute(command: string, args: readonly string[]): Promise<CliAnswer> {
  return new Promise((done) => {
    const settings = { env: ENVIRONMENT, timeout: LIMIT_MS, maxBuffer: 2 ** 26 };
    execFile(command, [...args], settings, (error, stdout, stderr) => {
      done({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr });
    });
  });
}

export async function startSimulator(main: string, nodes: number) {
  const child = spawn(process.execPath, [main, 'simulate', '--nodes', String(nodes)], { env: ENVIRONMENT });
  const ended = once(child, 'exit').then(([code]): never => {
    throw new Error(`simulate ended with ${code} before it listened`);
  });
  // Later, an end is what stop() is for.
  ended.catch(() => {});
  const [url] = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), ended]);
  return { url: String(url), stop: () => child.kill() };
}

export async function connectServer(main: string, url: string): Promise<Client> {
  const client = new Client({ name: 'check-aws-cli', version: '1' });
  const env = { ...ENVIRONMENT, AWS_ENDPOINT_URL_SSM: url };
  await client.connect(
    new StdioClientTransport({ command: process.execPath, args: [main], env, stderr: 'ignore' }),
  );
  return client;
}
