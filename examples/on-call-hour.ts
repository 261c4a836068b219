/**
 * An hour on call, played with a real MCP client against the built server and its embedded fleet. Beside each answer:
 * what the AWS CLI would have printed for the same question, raw and through a pipe. No AWS account needed.
 */

import { fileURLToPath } from 'node:url';
import { SSMClient } from '@aws-sdk/client-ssm';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { EXAMPLE_COMMANDS } from '../src/demo/create-fleet.ts';
import { startEndpoint } from '../src/demo/index.ts';
import * as cli from './aws-cli.ts';

process.env['AWS_EC2_METADATA_DISABLED'] = 'true';
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const { rotateLogs, deploy, deployRerun, inventory, nightlySnapshot, rollingRestart } = EXAMPLE_COMMANDS;
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
beside(await cli.commandsSince(ssm, since));

const rotation = await ask(
  'What did "rotate logs" do on my 10,000 nodes, and why did some fail?',
  'list_command_invocations',
  { command_id: rotateLogs, details: true, max_items: NODES },
);
beside(await cli.causesOf(ssm, rotateLogs));

const failed = firstNode(rotation);
await ask('One of them in full.', 'get_command_invocation', { command_id: rotateLogs, instance_id: failed });
beside(await cli.oneInFull(ssm, rotateLogs, failed));

await ask("Did today's deploy of checkout go better than yesterday's?", 'compare_commands', {
  command_id: deployRerun,
});
beside(await cli.failedInBoth(ssm, deployRerun, deploy));

await ask('Which versions of the SSM agent are there?', 'list_command_invocations', {
  command_id: inventory,
  match: 'SSM Agent version: (\\S+)',
});
beside(await cli.printedBy(ssm, inventory, /SSM Agent version: .*/g));

const backup = await ask('Why did the snapshot fail last night?', 'list_command_invocations', {
  command_id: nightlySnapshot,
  details: true,
});
const locked = firstNode(backup, /already locked/);
await ask('Since when, on the node that is locked?', 'list_command_invocations', {
  instance_id: locked,
  details: true,
});
beside(await cli.historyOf(ssm, locked));

await ask('Tell me when the rolling restart is through.', 'list_command_invocations', {
  command_id: rollingRestart,
  wait_seconds: 30,
});
beside([], '`aws ssm wait command-executed` waits for one node of a command at a time');

await ask('What is still executing?', 'list_command_invocations', {
  filters: [{ key: 'ExecutionStage', value: 'Executing' }],
});
beside([], '"An error occurred (InvalidFilterKey) when calling the ListCommandInvocations operation: "');

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

function beside(printed: readonly cli.Printed[], remark?: string): void {
  for (const { command, text } of printed) {
    console.log(`[the AWS CLI, ${tokens(text).toLocaleString('en-US')} tokens: ${command}]`);
  }
  if (remark) console.log(`[the AWS CLI: ${remark}]`);
}

function tokens(text: string): number {
  return encode(text).length;
}

/** Of the first cause, or of the first that says so. */
function firstNode(list: Record<string, unknown>, sign: RegExp = /./): string {
  const groups = list['groups'] as { cause?: string; instance_ids: string[] }[];
  return groups.find(({ cause = '' }) => sign.test(cause))?.instance_ids[0] ?? '';
}
