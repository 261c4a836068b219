/** The operations beside it, and the resource that gives the API's own object. */
import { isDeepStrictEqual } from 'node:util';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { z } from 'zod/v3';
import { EXAMPLE_COMMANDS } from '../src/demo/create-fleet.ts';
import type { InvocationList } from '../src/tools/list-command-invocations/schema.ts';
import { commandListSchema } from '../src/tools/list-commands/schema.ts';
import { aws, type Comparison } from './check-aws-cli-parties.ts';

const { rotateLogs, deployInSteps, patchLinux, documentationSample, maxErrors, hardlyReached, incomplete } =
  EXAMPLE_COMMANDS;

export async function* compareBeside(url: string, client: Client): AsyncGenerator<Comparison> {
  for (const id of [rotateLogs, patchLinux, documentationSample]) yield await compareWhole(url, client, id);
  yield await compareCommands(url, client, [], {});
  yield await compareCommands(url, client, ['--command-id', maxErrors], { command_id: maxErrors });
  for (const [key, value] of [
    ['Status', 'Failed'],
    ['ExecutionStage', 'Executing'],
    ['DocumentName', 'AWS-RunPatchBaseline'],
  ]) {
    const filters = [{ key, value }];
    yield await compareCommands(url, client, ['--filters', `key=${key},value=${value}`], { filters });
  }
  yield await compareStream(url, client, documentationSample, 'aws:updateSsmAgent');
  yield await compareStream(url, client, deployInSteps, undefined);
  for (const id of [hardlyReached, incomplete]) yield await compareNodes(url, client, id);
  yield await compareTwoFilterForms(url);
}

/** The resource claims to be the API's object, member for member; its node is one whose output has no secret. */
async function compareWhole(url: string, client: Client, commandId: string): Promise<Comparison> {
  const options = ['--command-id', commandId, '--details', '--max-items', '1', '--output', 'json'];
  const { stdout } = await aws(url, ['list-command-invocations', ...options]);
  const [item] = z
    .object({ CommandInvocations: z.array(z.object({ InstanceId: z.string() }).passthrough()) })
    .parse(JSON.parse(stdout)).CommandInvocations;
  const uri = `ssm://us-east-1/commands/${commandId}/invocations/${item?.InstanceId}`;
  const { contents } = await client.readResource({ uri });
  const [content] = contents;
  const text = content && 'text' in content ? content.text : '';
  const [cli, resource] = [comparable(item), comparable(JSON.parse(text))];
  const faults = Object.keys({ ...cli, ...resource })
    .filter((member) => !isDeepStrictEqual(cli[member], resource[member]))
    .map((member) => `${member}: ${JSON.stringify(cli[member])} / ${JSON.stringify(resource[member])}`);
  return { title: uri, detail: `${Object.keys(cli).length} members`, faults };
}

/** Times as epoch milliseconds, however they are spelled. */
function comparable(document: unknown): Record<string, unknown> {
  const spelled = JSON.stringify(document, (key, value) => {
    if (!key.endsWith('DateTime')) return value;
    return Math.round(typeof value === 'number' ? value * 1_000 : Date.parse(String(value)));
  });
  return JSON.parse(spelled);
}

const cliCommands = z.object({
  Commands: z.array(
    z.object({
      CommandId: z.string(),
      DocumentName: z.string(),
      Status: z.string(),
      StatusDetails: z.string(),
      TargetCount: z.number(),
      CompletedCount: z.number(),
      ErrorCount: z.number(),
      DeliveryTimedOutCount: z.number(),
    }),
  ),
});

/** Order counts: both give the newest first. A count of zero may be left out. */
async function compareCommands(
  url: string,
  client: Client,
  options: readonly string[],
  args: Record<string, unknown>,
): Promise<Comparison> {
  const { stdout } = await aws(url, ['list-commands', ...options, '--output', 'json']);
  const cli = cliCommands.parse(JSON.parse(stdout)).Commands.map((command) => ({
    id: command.CommandId,
    document: command.DocumentName,
    status: command.StatusDetails || command.Status,
    counts: [command.TargetCount, command.CompletedCount, command.ErrorCount, command.DeliveryTimedOutCount],
  }));
  const tool = (await everyCommand(client, args)).map((command) => ({
    id: command.command_id,
    document: command.document_name,
    status: command.status,
    counts: ['targets', 'completed', 'errors', 'delivery_timed_out'].map((name) => command.counts[name] ?? 0),
  }));
  const lines = [cli, tool].map((commands) => commands.map((command) => JSON.stringify(command)));
  const [said = [], shown = []] = lines;
  const faults = said.flatMap((line, index) => (line === shown[index] ? [] : [`${line} / ${shown[index]}`]));
  if (said.length !== shown.length) faults.push(`${said.length} commands / ${shown.length}`);
  return { title: ['list-commands', ...options].join(' '), detail: `${cli.length} commands`, faults };
}

async function everyCommand(client: Client, args: Record<string, unknown>) {
  const commands: z.infer<typeof commandListSchema>['commands'] = [];
  let next: Record<string, unknown> = { ...args, max_tokens: 20_000, max_items: 20_000 };
  while (true) {
    const { structuredContent } = await client.callTool({ name: 'list_commands', arguments: next });
    const page = commandListSchema.parse(structuredContent);
    commands.push(...page.commands);
    if (page.next_cursor === undefined) return commands;
    next = { cursor: page.next_cursor };
  }
}

/** One plugin's stdout: `aws ssm get-command-invocation` and the resource of that stream. */
async function compareStream(
  url: string,
  client: Client,
  commandId: string,
  plugin: string | undefined,
): Promise<Comparison> {
  const list = ['--command-id', commandId, '--details', '--max-items', '1', '--output', 'json'];
  const listed = await aws(url, ['list-command-invocations', ...list]);
  const listedPlugin = z.object({ Name: z.string() });
  const invocation = z.object({ InstanceId: z.string(), CommandPlugins: z.array(listedPlugin) });
  const [item] = z
    .object({ CommandInvocations: z.array(invocation) })
    .parse(JSON.parse(listed.stdout)).CommandInvocations;
  const [node, name] = [item?.InstanceId ?? '', plugin ?? item?.CommandPlugins[0]?.Name ?? ''];

  const options = [
    '--command-id',
    commandId,
    '--instance-id',
    node,
    '--plugin-name',
    name,
    '--output',
    'json',
  ];
  const { stdout } = await aws(url, ['get-command-invocation', ...options]);
  const said = z
    .object({ StandardOutputContent: z.string() })
    .parse(JSON.parse(stdout)).StandardOutputContent;
  const part = encodeURIComponent(name);
  const uri = `ssm://us-east-1/commands/${commandId}/invocations/${node}/plugins/${part}/stdout`;
  const { contents } = await client.readResource({ uri });
  const [content] = contents;
  const shown = content && 'text' in content ? content.text : '';
  // Others wrote it, so it stands between two lines that say so.
  const [, fenced = ''] = /^\[node output [^\n]*\]\n([\s\S]*)\[end of node output \w+\]$/.exec(shown) ?? [];
  const faults =
    fenced.trimEnd() === said.trimEnd() ? [] : [`${JSON.stringify(said)} / ${JSON.stringify(shown)}`];
  return { title: uri, detail: `${said.length} characters`, faults };
}

const UNREACHED = ['Undeliverable', 'DeliveryTimedOut'];

/** Of the nodes that a command never reached: how many `aws ssm describe-instance-information` gives each ping status, and how many it does not know. */
async function compareNodes(url: string, client: Client, commandId: string): Promise<Comparison> {
  const query = `CommandInvocations[?contains('${UNREACHED.join(' ')}', StatusDetails)].InstanceId`;
  const list = ['list-command-invocations', '--command-id', commandId, '--query', query, '--output', 'json'];
  const ids = z.array(z.string()).parse(JSON.parse((await aws(url, list)).stdout));
  const said = await describedByCli(url, ['--filters', `Key=InstanceIds,Values=${ids.join(',')}`]);
  const cli: Record<string, number> = { 'no longer registered': ids.length - said.length };
  for (const { PingStatus } of said) cli[PingStatus] = (cli[PingStatus] ?? 0) + 1;

  const question = { command_id: commandId, details: true, max_tokens: 20_000 };
  const answer = await client.callTool({ name: 'list_command_invocations', arguments: question });
  const { groups } = answer.structuredContent as InvocationList;
  const tool: Record<string, number> = { 'no longer registered': 0 };
  for (const { status, ping = [], no_longer_registered } of groups) {
    if (!UNREACHED.includes(status)) continue;
    for (const { status, nodes } of ping) tool[status] = (tool[status] ?? 0) + nodes;
    tool['no longer registered'] = (tool['no longer registered'] ?? 0) + (no_longer_registered?.nodes ?? 0);
  }
  return {
    title: `describe-instance-information --filters Key=InstanceIds,Values=... (${commandId})`,
    detail: Object.entries(cli)
      .map(([name, nodes]) => `${nodes} ${name}`)
      .join(', '),
    faults: isDeepStrictEqual(cli, tool) ? [] : [`${JSON.stringify(cli)} / ${JSON.stringify(tool)}`],
  };
}

/** Either form finds the same, all pages together, and both at once are refused. */
async function compareTwoFilterForms(url: string): Promise<Comparison> {
  const filters = ['--filters', 'Key=PlatformTypes,Values=Windows'];
  const legacy = ['--instance-information-filter-list', 'key=PlatformTypes,valueSet=Windows'];
  const [one, other] = [
    await describedByCli(url, filters),
    await describedByCli(url, [...legacy, '--page-size', '5']),
  ];
  const both = await aws(url, ['describe-instance-information', ...filters, ...legacy]);
  const faults = [
    ...(isDeepStrictEqual(one, other) ? [] : [`${one.length} nodes / ${other.length}`]),
    ...(one.every(({ PlatformType }) => PlatformType === 'Windows') ? [] : ['other platforms']),
    ...(both.stderr.includes('(ValidationException)') ? [] : ['both forms at once are not refused']),
  ];
  return {
    title: 'describe-instance-information, both forms of filters',
    detail: `${one.length} nodes`,
    faults,
  };
}

const described = z.object({
  InstanceInformationList: z.array(
    z.object({ InstanceId: z.string(), PingStatus: z.string(), PlatformType: z.string() }),
  ),
});

async function describedByCli(url: string, options: readonly string[]) {
  const { stdout } = await aws(url, ['describe-instance-information', ...options, '--output', 'json']);
  return described.parse(JSON.parse(stdout)).InstanceInformationList;
}
