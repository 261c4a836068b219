import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { AWS_CLI_OPTIONS, awsCliTable } from '../src/resources/aws-cli-options.ts';

const MARKED = /<!-- aws-cli-options -->\n\n?([\s\S]*?)\n\n?<!-- \/aws-cli-options -->/;

it('shows in docs/aws-cli.md the table of AWS CLI options that the server serves', async () => {
  const page = await readFile(new URL('../docs/aws-cli.md', import.meta.url), 'utf8');
  expect(MARKED.exec(page)?.[1]).toBe(awsCliTable());
});

it('says of every option of the command how it is said here', () => {
  const named = AWS_CLI_OPTIONS.flatMap(({ option }) => option.split(', '));
  // The synopsis of `aws ssm list-command-invocations help`, and the global options that change what it answers.
  const wanted = [
    '--command-id',
    '--instance-id',
    '--filters',
    '--details',
    '--no-details',
    '--cli-input-json',
    '--cli-input-yaml',
    '--starting-token',
    '--page-size',
    '--max-items',
    '--generate-cli-skeleton',
    '--no-paginate',
    '--max-results',
    '--query',
    '--output',
    '--region',
    '--profile',
    '--endpoint-url',
    '--ca-bundle',
    '--no-verify-ssl',
    '--no-sign-request',
    '--cli-connect-timeout',
    '--cli-read-timeout',
    '--debug',
  ];
  expect([...named].sort()).toEqual([...wanted].sort());
});

it('is a table whose every row has three filled cells', () => {
  for (const row of awsCliTable().split('\n')) expect(row).toMatch(/^\|([^|]*[^|\s][^|]*\|){3}$/);
});
