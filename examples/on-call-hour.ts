/**
 * An hour on call, played with a real MCP client against the built server and its embedded fleet of 10,000
 * nodes. Beside each answer: what the AWS CLI would have printed for the same question. No AWS account needed.
 */

import {
  GetCommandInvocationCommand,
  ListCommandInvocationsCommand,
  ListCommandsCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { EXAMPLE_COMMANDS } from '../src/demo/create-fleet.ts';
import { startEndpoint } from '../src/demo/index.ts';

process.env['AWS_EC2_METADATA_DISABLED'] = 'true';
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const MAIN = new URL('../dist/main.js', import.meta.url).pathname;
const COMMAND = EXAMPLE_COMMANDS.rotateLogs;
const NODES = 10_000;

const client = new Client({ name: 'on-call-hour', version: '1' });
await client.connect(
  new StdioClientTransport({ command: process.execPath, args: [MAIN, '--demo'], stderr: 'ignore' }),
);
// The same fleet once more, for the CLI's side of the comparison.
const endpoint = await startEndpoint({ nodes: NODES });
const ssm = new SSMClient({
  endpoint: endpoint.url,
  region: 'us-east-1',
  credentials: { accessKeyId: 'demo', secretAccessKey: 'demo' },
});

await ask('What ran in the last three hours, and did any of it go wrong?', 'list_commands', {
  filters: [{ key: 'InvokedAfter', value: '3h' }],
});
const since = new Date(Date.now() - 3 * 3_600_000).toISOString().replace(/\.\d+/, '');
beside(`aws ssm list-commands --filters key=InvokedAfter,value=${since}`, await cliCommands(since));

const result = await ask(
  'What did "rotate logs" do on my 10,000 nodes, and why did some fail?',
  'list_command_invocations',
  {
    command_id: COMMAND,
    details: true,
    max_items: NODES,
  },
);
beside(`aws ssm list-command-invocations --command-id ${COMMAND} --details`, await cliInvocations());

await ask('A page on.', 'list_command_invocations', { cursor: String(result['next_cursor']) });
beside(
  'the AWS CLI: --starting-token pages through all nodes, the failed ones anywhere among them',
  undefined,
);

const failed = firstNode(result);
await ask('One of them in full.', 'get_command_invocation', { command_id: COMMAND, instance_id: failed });
beside(
  `aws ssm get-command-invocation --command-id ${COMMAND} --instance-id ${failed}`,
  tokensOf(await ssm.send(new GetCommandInvocationCommand({ CommandId: COMMAND, InstanceId: failed }))),
);

await ask('What is still executing?', 'list_command_invocations', {
  filters: [{ key: 'ExecutionStage', value: 'Executing' }],
});
beside(
  'the AWS CLI: "An error occurred (InvalidFilterKey) when calling the ListCommandInvocations operation: "',
  undefined,
);

await client.close();
await endpoint.close();

async function ask(
  question: string,
  name: string,
  args: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  console.log(`\n${'='.repeat(100)}\n${question}\n\n> ${name} ${JSON.stringify(args)}\n`);
  const { content, structuredContent } = await client.callTool({ name, arguments: args });
  const text = Array.isArray(content) && content[0]?.type === 'text' ? content[0].text : '';
  console.log(text);
  const structure = structuredContent
    ? `, as structured content ${tokens(JSON.stringify(structuredContent))}`
    : '';
  console.log(`\n[${tokens(text)} tokens as text${structure}]`);
  return Object.assign({}, structuredContent);
}

function beside(command: string, cliTokens: number | undefined): void {
  console.log(
    cliTokens === undefined
      ? `[beside it, ${command}]`
      : `[beside it, ${cliTokens.toLocaleString('en-US')} tokens: ${command}]`,
  );
}

async function cliInvocations(): Promise<number> {
  let total = 0;
  let token: string | undefined;
  do {
    const page = await ssm.send(
      new ListCommandInvocationsCommand({
        CommandId: COMMAND,
        Details: true,
        ...(token && { NextToken: token }),
      }),
    );
    total += tokensOf(page.CommandInvocations);
    token = page.NextToken;
  } while (token);
  return total;
}

async function cliCommands(after: string): Promise<number> {
  const filters = [{ key: 'InvokedAfter' as const, value: after }];
  return tokensOf((await ssm.send(new ListCommandsCommand({ Filters: filters }))).Commands);
}

/** As the CLI prints it: JSON, indented by four spaces. */
function tokensOf(value: unknown): number {
  const json = JSON.stringify(value, (key, member) => (key === '$metadata' ? undefined : member), 4);
  return tokens(json ?? '');
}

function tokens(text: string): number {
  return encode(text).length;
}

function firstNode(list: Record<string, unknown>): string {
  const groups = list['groups'] as { instance_ids: string[] }[];
  return groups[0]?.instance_ids[0] ?? '';
}
