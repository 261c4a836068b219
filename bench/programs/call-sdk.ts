/** The floor of a warm call: for each line on stdin one request of the AWS SDK, then a line on stdout. */

import { createInterface } from 'node:readline';
import { ListCommandInvocationsCommand, SSMClient } from '@aws-sdk/client-ssm';
import { COMMAND_ID, ENDPOINT, REGION } from './setting.ts';

const client = new SSMClient({
  region: REGION,
  endpoint: ENDPOINT,
  credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
});

for await (const line of createInterface({ input: process.stdin })) {
  const page = new ListCommandInvocationsCommand({ CommandId: COMMAND_ID, Details: true, MaxResults: 50 });
  const { CommandInvocations } = await client.send(page);
  process.stdout.write(
    `${JSON.stringify({ id: JSON.parse(line).id, result: { invocations: CommandInvocations?.length } })}\n`,
  );
}
