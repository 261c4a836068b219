/** The shell that a model's command lines run in. It needs neither the AWS CLI nor jq to be tested. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shellArm } from '../../evals/model/arms.ts';
import { type Shell, startShell } from '../../evals/shell.ts';

describe.skipIf(process.platform === 'win32')('the shell', () => {
  let shell: Shell;

  beforeAll(async () => {
    shell = await startShell('http://127.0.0.1:9');
  });

  afterAll(() => shell.close());

  it('runs pipes of the programs it has', async () => {
    const command = 'echo "b a b" | tr " " "\\n" | sort | uniq -c | tr -s " "; join <(echo k 1) <(echo k 2)';
    expect(await shell.run(command)).toBe(' 1 a\n 2 b\nk 1 2\n');
  });

  it('runs no other program, writes no file, and hands on nothing of the environment', async () => {
    expect(await shell.run('node --version')).toContain('command not found');
    expect(await shell.run('/bin/ls')).toContain('restricted');
    expect(await shell.run('echo x > file')).toContain('restricted');
    expect(await shell.run('PATH=/bin')).toContain('readonly');
    expect(await shell.run('export -p')).not.toContain('VITEST');
  });

  it('shows what fails, and the beginning of what is long', async () => {
    expect(await shell.run('cat no-such-file')).toContain('No such file');
    const long = await shell.run('printf "%040000d" 0');
    expect(long).toHaveLength(30_000 + '\n[10000 more characters]'.length);
  });

  it('is the one tool of its arm', async () => {
    const arm = shellArm(shell);
    expect(arm.tools.map(({ name }) => name)).toEqual(['shell']);
    expect(await arm.run({ id: '1', name: 'shell', arguments: { command: 'echo hello' } })).toBe('hello\n');
    expect(await arm.run({ id: '2', name: 'python', arguments: {} })).toContain('one tool');
  });
});
