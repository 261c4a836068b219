/** The AWS CLI, where there is one. */

import { type Command, run } from './child.ts';
import { COMMAND_ID, type Endpoint } from './product.ts';

export type AwsCli = { readonly version: string; list(endpoint: Endpoint, maxItems?: number): Command };

export const NO_AWS_CLI = 'The AWS CLI is not installed here, so nothing was compared with it.';

export async function findAwsCli(): Promise<AwsCli | undefined> {
  const asked = await run({ file: 'aws', args: ['--version'] }).catch(() => undefined);
  if (asked === undefined) return undefined;
  return {
    version: asked.stdout.split(' ')[0] ?? 'aws-cli',
    list: ({ url }, maxItems) => ({
      file: 'aws',
      args: [
        ...['ssm', 'list-command-invocations', '--command-id', COMMAND_ID, '--details'],
        ...['--endpoint-url', url, '--output', 'json'],
        ...(maxItems === undefined ? [] : ['--max-items', String(maxItems)]),
      ],
    }),
  };
}
