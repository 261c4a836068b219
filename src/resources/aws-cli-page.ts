/** For people who know the AWS CLI: the equivalent of each of its options here. */

import { awsCliPageText } from './aws-cli-options.ts';
import type { ListedResource, ResourceContents } from './resource.ts';

const listed: ListedResource = {
  uri: 'ssm-invocations://aws-cli-options',
  name: 'aws-cli-options',
  title: 'AWS CLI options of list-command-invocations, and the equivalent of each here',
  description:
    'A table for translating an `aws ssm list-command-invocations` command line into a call of list_command_invocations.',
  mimeType: 'text/markdown',
};

export const awsCliPage = {
  listed,
  read: (): ResourceContents => ({ uri: listed.uri, mimeType: listed.mimeType, text: awsCliPageText() }),
};
