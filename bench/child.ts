/** One measured process, from its start to its end. */

import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

export type Command = { readonly file: string; readonly args: readonly string[] };

export type Run = {
  /** From the start of the process to its end. */
  readonly wallMs: number;
  /** The most memory it held at a time; not a number where the system does not show it. */
  readonly peakMiB: number;
  readonly stdout: string;
};

/** Nothing of the user's AWS settings, so that everybody measures the same and nothing but loopback is asked. */
export function benchEnv(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  const inherited = Object.entries(process.env).flatMap(([key, value]) =>
    value === undefined || key.startsWith('AWS_') || key === 'NODE_OPTIONS' ? [] : [[key, value]],
  );
  return {
    ...Object.fromEntries(inherited),
    AWS_ACCESS_KEY_ID: 'bench',
    AWS_SECRET_ACCESS_KEY: 'bench',
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    ...more,
  };
}

const SAMPLE_EVERY_MS = 20;

/** Rejects when the process cannot be started, fails, or outlives `limitMs`. */
export function run({ file, args }: Command, env = benchEnv(), limitMs = 120_000): Promise<Run> {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const child = spawn(file, args, { env, stdio: ['ignore', 'pipe', 'pipe'], timeout: limitMs });
    let peakMiB = Number.NaN;
    const sampling = setInterval(() => {
      const now = peakOf(child.pid);
      if (!Number.isNaN(now)) peakMiB = now;
    }, SAMPLE_EVERY_MS);
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.once('error', reject);
    child.once('close', (code) => {
      clearInterval(sampling);
      const wallMs = performance.now() - began;
      if (code === 0) resolve({ wallMs, peakMiB, stdout: Buffer.concat(stdout).toString('utf8') });
      else reject(new Error(`${file} ${args.join(' ')} ended with ${code}: ${Buffer.concat(stderr)}`));
    });
  });
}

/** Linux keeps the high-water mark of a process's resident memory; other systems give it only afterwards. */
export function peakOf(pid: number | undefined): number {
  try {
    const [, kib] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kib === undefined ? Number.NaN : Number(kib) / 1024;
  } catch {
    return Number.NaN;
  }
}
