/** Each option of the CLI's reference page, and how the same is asked of the tool. */
import { isDeepStrictEqual } from 'node:util';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { z } from 'zod/v3';
import { EXAMPLE_COMMANDS } from '../src/demo/create-fleet.ts';
import { aws, type Comparison } from './check-aws-cli-parties.ts';
import {
  askTool,
  type CliList,
  differences,
  parseCliList,
  rowsOfCli,
  totalsOfCli,
} from './check-aws-cli-rows.ts';

const { rotateLogs, deployInSteps, patchLinux, documentationSample } = EXAMPLE_COMMANDS;

/** Options that only say what to find: both sides give all of it. */
function questions(node: string, hoursAgo: (hours: number) => string) {
  const [after, before] = [hoursAgo(48), hoursAgo(1)];
  const status = (value: string) => ({ key: 'Status', value });
  const span = [
    { key: 'InvokedAfter', value: after },
    { key: 'InvokedBefore', value: before },
  ];
  return [
    ask(['--command-id', rotateLogs], { command_id: rotateLogs }),
    ask(['--command-id', rotateLogs, '--no-details'], { command_id: rotateLogs, details: false }),
    ask(['--command-id', rotateLogs, '--details'], { command_id: rotateLogs, details: true }),
    ask(['--command-id', deployInSteps, '--details'], { command_id: deployInSteps, details: true }),
    ask(['--command-id', patchLinux, '--details'], { command_id: patchLinux, details: true }),
    ask(['--command-id', documentationSample, '--details'], {
      command_id: documentationSample,
      details: true,
    }),
    ask(['--instance-id', node], { instance_id: node }),
    ask(['--instance-id', node, '--details'], { instance_id: node, details: true }),
    ask(['--command-id', rotateLogs, '--instance-id', node], { command_id: rotateLogs, instance_id: node }),
    ...['Failed', 'Success', 'InProgress', 'Pending', 'TimedOut', 'Undeliverable'].map((value) =>
      ask(['--filters', `key=Status,value=${value}`], { filters: [status(value)] }),
    ),
    ask(['--filters', ...span.map(({ key, value }) => `key=${key},value=${value}`)], { filters: span }),
    ask(['--filters', 'key=DocumentName,value=AWS-RunPatchBaseline', 'key=Status,value=Failed'], {
      filters: [{ key: 'DocumentName', value: 'AWS-RunPatchBaseline' }, status('Failed')],
    }),
    ask(['--filters', JSON.stringify([status('Failed')])], { filters: [status('Failed')] }),
    ask(['--command-id', rotateLogs, '--page-size', '7'], { command_id: rotateLogs, page_size: 7 }),
    ask(['--cli-input-json', JSON.stringify({ CommandId: rotateLogs, Details: true })], {
      command_id: rotateLogs,
      details: true,
    }),
    ask(['--region', 'eu-west-1'], { region: 'eu-west-1' }),
    ask(['--region', 'ap-southeast-2'], { region: 'ap-southeast-2' }),
    ask([], {}),
  ];
}

/** The CLI reads all of an account's invocations, the tool 1,000 unless it is told. */
function ask(options: readonly string[], args: Record<string, unknown>) {
  return { options, args: { max_items: 20_000, ...args } };
}

export async function* compareInvocations(url: string, client: Client): AsyncGenerator<Comparison> {
  const list = (options: readonly string[]) => listWithCli(url, options);
  const whole = await list(['--command-id', rotateLogs]);
  const node = whole.CommandInvocations[0]?.InstanceId ?? '';
  const hoursAgo = (hours: number) =>
    `${new Date(Date.now() - hours * 3_600_000).toISOString().slice(0, 19)}Z`;

  for (const { options, args } of questions(node, hoursAgo)) {
    const cli = await list(options);
    const tool = await askTool(client, args);
    const { complete, invocations, by_status, requested_at } = tool.summary;
    const totals = { invocations, by_status, ...(requested_at && { requested_at }) };
    const faults = differences(rowsOfCli(cli), tool.rows);
    if (!complete) faults.push('the tool says that it has not counted all');
    const { requested_at: span, ...counts } = totalsOfCli(cli);
    // One command has a time of its own there, which is that of SendCommand and not of its invocations.
    const expected = 'command_id' in args || !span ? counts : { ...counts, requested_at: span };
    if (!isDeepStrictEqual(totals, expected)) {
      faults.push(`totals ${JSON.stringify(expected)} / ${JSON.stringify(totals)}`);
    }
    const title = options.join(' ') || '(no options)';
    yield { title, detail: `${cli.CommandInvocations.length} invocations`, faults };
  }
  yield await compareMaxItems(list, client);
  yield await compareStartingToken(list, client, whole);
  yield await compareNoPaginate(list, client);
  yield* compareQueries(url, client);
  yield await compareSkeleton(url, client);
  for (const refused of REFUSED(node)) yield await compareRefusal(url, client, refused);
}

type ListWithCli = (options: readonly string[]) => Promise<CliList>;

async function listWithCli(url: string, options: readonly string[]): Promise<CliList> {
  const { code, stdout, stderr } = await aws(url, [
    'list-command-invocations',
    ...options,
    '--output',
    'json',
  ]);
  if (code !== 0) throw new Error(`aws ended with ${code}: ${stderr.trim()}`);
  return parseCliList(stdout);
}

const SLICE = 30;

async function compareMaxItems(list: ListWithCli, client: Client): Promise<Comparison> {
  const cli = await list(['--command-id', rotateLogs, '--max-items', String(SLICE)]);
  const tool = await askTool(client, { command_id: rotateLogs, max_items: SLICE }, SLICE);
  const faults = differences(rowsOfCli(cli), tool.rows);
  if (tool.summary.complete !== (cli.NextToken === undefined)) faults.push('one says that there is more');
  return { title: `--max-items ${SLICE}`, detail: `${tool.rows.size} of more`, faults };
}

async function compareStartingToken(list: ListWithCli, client: Client, whole: CliList): Promise<Comparison> {
  const items: CliList['CommandInvocations'] = [];
  const slice = ['--command-id', rotateLogs, '--max-items', String(SLICE)];
  let page = await list(slice);
  items.push(...page.CommandInvocations);
  while (page.NextToken !== undefined) {
    page = await list([...slice, '--starting-token', page.NextToken]);
    items.push(...page.CommandInvocations);
  }
  const tool = await askTool(client, { command_id: rotateLogs, max_items: SLICE });
  const faults = differences(rowsOfCli({ CommandInvocations: items }), tool.rows);
  if (items.length !== whole.CommandInvocations.length) faults.push('the slices are not the whole');
  return { title: '--starting-token', detail: `${items.length} in slices of ${SLICE}`, faults };
}

async function compareNoPaginate(list: ListWithCli, client: Client): Promise<Comparison> {
  const cli = await list(['--command-id', rotateLogs, '--no-paginate']);
  const found = cli.CommandInvocations.length;
  const tool = await askTool(client, { command_id: rotateLogs, max_items: found }, found);
  return {
    title: '--no-paginate',
    detail: `${found} of one page`,
    faults: differences(rowsOfCli(cli), tool.rows),
  };
}

/** Times are left out: only version 2 of the CLI writes them as the tool does. */
const EXPRESSIONS = [
  'CommandInvocations[].[CommandId,InstanceId,StatusDetails]',
  "CommandInvocations[?Status=='Failed'].{id: InstanceId, code: CommandPlugins[0].ResponseCode}",
  'length(CommandInvocations)',
  'sort(CommandInvocations[].CommandPlugins[].ResponseCode)',
  'sort_by(CommandInvocations, &InstanceName)[-3:].InstanceName',
  'max_by(CommandInvocations, &InstanceId).InstanceId',
  'CommandInvocations[?CommandPlugins[0].ResponseCode >= `0`] | length(@)',
  "CommandInvocations[?contains(CommandPlugins[].Name | join(' ', @), 'Shell')].InstanceId | [:5]",
  'CommandInvocations[?starts_with(InstanceId, `"i-0"`)].CommandPlugins[].[Name, Status] | [::2]',
  'CommandInvocations[0].NotificationConfig',
  'CommandInvocations[].instance_id',
  'CommandInvocations.InstanceId',
  'keys(CommandInvocations[0].CommandPlugins[0]) | sort(@)',
];

async function* compareQueries(url: string, client: Client): AsyncGenerator<Comparison> {
  for (const query of EXPRESSIONS) {
    const options = ['--command-id', rotateLogs, '--details', '--query', query, '--output', 'json'];
    const { stdout } = await aws(url, ['list-command-invocations', ...options]);
    const said = JSON.parse(stdout);
    const args = { command_id: rotateLogs, details: true, query, max_tokens: 20_000 };
    const { structuredContent } = await client.callTool({
      name: 'list_command_invocations',
      arguments: args,
    });
    const { result } = z.object({ result: z.unknown() }).parse(structuredContent);
    const faults = isDeepStrictEqual(said, result)
      ? []
      : [`${JSON.stringify(said)} / ${JSON.stringify(result)}`];
    yield { title: `--query ${query}`, detail: `${JSON.stringify(said).length} characters`, faults };
  }
}

/** Each member of the request has its parameter. */
async function compareSkeleton(url: string, client: Client): Promise<Comparison> {
  const parameterOf: Readonly<Record<string, string>> = {
    CommandId: 'command_id',
    InstanceId: 'instance_id',
    MaxResults: 'page_size',
    NextToken: 'cursor',
    Filters: 'filters',
    Details: 'details',
  };
  const { stdout } = await aws(url, ['list-command-invocations', '--generate-cli-skeleton', 'input']);
  const members = Object.keys(JSON.parse(stdout));
  const { tools } = await client.listTools();
  const tool = tools.find(({ name }) => name === 'list_command_invocations');
  const parameters = Object.keys(tool?.inputSchema.properties ?? {});
  const missing = members.filter((member) => !parameters.includes(parameterOf[member] ?? ''));
  return {
    title: '--generate-cli-skeleton input',
    detail: `${members.length} members`,
    faults: missing.map((member) => `no parameter for ${member}`),
  };
}

const REFUSED = (node: string) => [
  ask(['--filters', 'key=ExecutionStage,value=Executing'], {
    filters: [{ key: 'ExecutionStage', value: 'Executing' }],
  }),
  ask(['--filters', 'key=Status,value=Incomplete'], { filters: [{ key: 'Status', value: 'Incomplete' }] }),
  ask(['--instance-id', node, '--filters', 'key=Status,value=Pending'], {
    instance_id: node,
    filters: [{ key: 'Status', value: 'Pending' }],
  }),
  ask(['--command-id', 'too-short'], { command_id: 'too-short' }),
];

async function compareRefusal(
  url: string,
  client: Client,
  { options, args }: ReturnType<typeof ask>,
): Promise<Comparison> {
  const { code, stderr } = await aws(url, ['list-command-invocations', ...options]);
  const refusal = await askTool(client, args).then(
    () => undefined,
    (error: unknown) => String(error),
  );
  const faults = [
    ...(code === 0 ? ['the CLI answers'] : []),
    ...(refusal?.includes('InvalidInput: ') ? [] : [`the tool does not refuse: ${refusal ?? 'it answers'}`]),
  ];
  const reason = /\((\w+)\)/.exec(stderr)?.[1] ?? 'by its own validation';
  return { title: options.join(' '), detail: `refused by both (${reason})`, faults };
}
