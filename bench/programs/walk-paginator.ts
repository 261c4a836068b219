/** The floor of a walk that keeps nothing: the AWS SDK's own paginator, and a count. */

import { paginateListCommandInvocations, SSMClient } from '@aws-sdk/client-ssm';
import { report } from './report.ts';
import { COMMAND_ID, ENDPOINT, REGION } from './setting.ts';

await report(async () => {
  const client = new SSMClient({
    region: REGION,
    endpoint: ENDPOINT,
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  });
  const pages = paginateListCommandInvocations(
    { client, pageSize: 50 },
    { CommandId: COMMAND_ID, Details: true },
  );
  let invocations = 0;
  for await (const page of pages) invocations += page.CommandInvocations?.length ?? 0;
  return invocations;
});
