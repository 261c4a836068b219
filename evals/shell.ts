/**
 * The other arm's one tool: command lines with the AWS CLI, jq and what usually stands behind a pipe. They run in a
 * restricted bash in an empty folder, with no program but these and no account but the endpoint's. That keeps a model
 * from accidents, not from malice: run it in a container.
 */

import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const PROGRAMS = [
  'jq',
  'grep',
  'sort',
  'uniq',
  'head',
  'tail',
  'wc',
  'cut',
  'tr',
  'join',
  'comm',
  'date',
  'cat',
];
/** Characters of one output that a model is shown: where usual assistants cut what a shell prints. */
const SHOWN = 30_000;

export type Shell = { run(command: string): Promise<string>; close(): Promise<void> };

export async function startShell(url: string): Promise<Shell> {
  const folder = await mkdtemp(join(tmpdir(), 'evals-'));
  const path = process.env['PATH'] ?? '';
  // Each finds its own helpers by the path of whoever started the evals.
  for (const program of ['aws', ...PROGRAMS]) {
    const options = program === 'aws' ? ` --endpoint-url '${url}'` : '';
    await writeFile(join(folder, program), `#!/bin/sh\nPATH='${path}' exec ${program}${options} "$@"\n`, {
      mode: 0o755,
    });
  }
  const env = {
    PATH: folder,
    HOME: folder,
    LC_ALL: 'C.UTF-8',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'demo',
    AWS_SECRET_ACCESS_KEY: 'demo',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '',
  };
  return {
    run: async (command) => {
      const options = { cwd: folder, env, timeout: 60_000, maxBuffer: 256 * 2 ** 20 };
      const { stdout, stderr } = await run('/bin/bash', ['-r', '-c', command], options).catch(outputOf);
      const printed = `${stdout}${stderr}`;
      return printed.length > SHOWN
        ? `${printed.slice(0, SHOWN)}\n[${printed.length - SHOWN} more characters]`
        : printed;
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

/** A command that fails has printed something all the same. */
function outputOf(error: unknown): { stdout: string; stderr: string } {
  const { stdout = '', stderr = '' } = Object(error);
  return { stdout, stderr: stderr === '' ? String(error) : stderr };
}
