/**
 * `credential_process` of a profile: a program of the user's that prints credentials. Run here and not by the SDK,
 * which waits for it without end and leaves it running when the server ends.
 */

import { spawn } from 'node:child_process';
import type { AwsCredentialIdentity } from '@aws-sdk/types';
import { type ProcessFailure, ProfileError } from '../run-command/index.ts';

/** Time to sign in with a browser, and less than the 45 seconds of a call, which would end without a reason. */
const MAX_RUN_MS = 30_000;

/** Credentials are some 2 kB; a program that prints more prints something else. */
const MAX_OUTPUT_LENGTH = 256 * 1024;

/** Throws `ProfileError`. Credentials that are over already are returned like others: the caller sees when they end. */
export async function runCredentialProcess(profile: string, command: string): Promise<AwsCredentialIdentity> {
  const { output, failure, exitCode } = await run(command);
  if (failure !== undefined) {
    throw new ProfileError(profile, {
      kind: 'process',
      failure,
      ...(exitCode !== undefined && { exitCode }),
    });
  }
  return credentialsIn(output, (reason) => new ProfileError(profile, { kind: 'process', failure: reason }));
}

type Outcome = { readonly output: string; readonly failure?: ProcessFailure; readonly exitCode?: number };

/** The codes by which a shell says that there is no such program, or none that can be run; cmd.exe says 9009. */
const NOT_STARTED_CODES = new Set([126, 127, 9009]);

function run(command: string): Promise<Outcome> {
  return new Promise((resolve) => {
    // A group of its own, so that what the shell started ends with it (on Windows the shell alone does). No terminal:
    // nobody is there to answer.
    const child = spawn(command, {
      shell: true,
      detached: process.platform !== 'win32',
      windowsHide: true,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const chunks: string[] = [];
    let length = 0;
    const finish = (outcome: Omit<Outcome, 'output'>) => {
      clearTimeout(timer);
      process.off('exit', kill);
      resolve({ output: chunks.join(''), ...outcome });
    };
    const kill = () => killGroup(child);
    const stop = (failure: ProcessFailure) => {
      kill();
      finish({ failure });
    };
    const timer = setTimeout(() => stop('timedOut'), MAX_RUN_MS);
    process.once('exit', kill);
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length > MAX_OUTPUT_LENGTH) stop('notJson');
    });
    child.once('error', () => finish({ failure: 'notStarted' }));
    child.once('close', (exitCode) => {
      if (exitCode === 0) finish({});
      else if (exitCode === null) finish({ failure: 'failed' });
      else finish({ failure: NOT_STARTED_CODES.has(exitCode) ? 'notStarted' : 'failed', exitCode });
    });
  });
}

function killGroup(child: ReturnType<typeof spawn>): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** Version 1 of the format, the only one there is. */
function credentialsIn(
  output: string,
  fault: (reason: ProcessFailure) => ProfileError,
): AwsCredentialIdentity {
  const printed = parsed(output);
  if (printed === undefined) throw fault('notJson');
  const { Version, AccessKeyId, SecretAccessKey, SessionToken, Expiration, AccountId } = printed;
  const expiration = Expiration === undefined ? undefined : new Date(String(Expiration));
  if (
    Version !== 1 ||
    !isFilled(AccessKeyId) ||
    !isFilled(SecretAccessKey) ||
    Number.isNaN(expiration?.getTime())
  ) {
    throw fault('notCredentials');
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    ...(isFilled(SessionToken) && { sessionToken: SessionToken }),
    ...(expiration !== undefined && { expiration }),
    ...(isFilled(AccountId) && { accountId: AccountId }),
  };
}

function parsed(output: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(output);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function isFilled(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
