/**
 * What the AWS CLI would have printed for a question: raw, and through the pipe that somebody who knows the tools
 * would write. The pipes are played here, so that neither `aws` nor `jq` is needed.
 */

import type { Command, CommandInvocation, ListCommandInvocationsCommandInput } from '@aws-sdk/client-ssm';
import {
  GetCommandInvocationCommand,
  paginateListCommandInvocations,
  paginateListCommands,
  type SSMClient,
} from '@aws-sdk/client-ssm';

/** A command line and what it prints. */
export type Printed = { readonly command: string; readonly text: string };

export async function commandsSince(ssm: SSMClient, since: string): Promise<Printed[]> {
  const Filters = [{ key: 'InvokedAfter' as const, value: since }];
  const commands: Command[] = [];
  for await (const page of paginateListCommands({ client: ssm }, { Filters }))
    commands.push(...(page.Commands ?? []));
  const command = `aws ssm list-commands --filters key=InvokedAfter,value=${since}`;
  return [
    { command, text: asJson({ Commands: commands }) },
    {
      command: `${command} --output text --query 'Commands[].[CommandId,Comment,Status,TargetCount,ErrorCount]'`,
      text: asText(
        commands.map((each) => [
          each.CommandId,
          each.Comment,
          each.Status,
          each.TargetCount,
          each.ErrorCount,
        ]),
      ),
    },
  ];
}

export async function causesOf(ssm: SSMClient, id: string): Promise<Printed[]> {
  const invocations = await invocationsOf(ssm, { CommandId: id });
  const failed = invocations.filter(({ Status }) => Status === 'Failed').map(outputOf);
  const command = `aws ssm list-command-invocations --details --command-id ${id}`;
  const narrowed = `${command} --filters key=Status,value=Failed --query 'CommandInvocations[].CommandPlugins[0].Output'`;
  return [
    { command, text: asJson({ CommandInvocations: invocations }) },
    { command: narrowed, text: asJson(failed) },
    {
      command: `${narrowed} | jq -r '.[] | split("\\n")[-2]' | sort | uniq -c | sort -rn`,
      text: countLastLines(failed),
    },
  ];
}

/** The last of them alone. */
export async function pipedCauses(ssm: SSMClient, id: string): Promise<string> {
  const Filters = [{ key: 'Status' as const, value: 'Failed' }];
  return countLastLines((await invocationsOf(ssm, { CommandId: id, Filters })).map(outputOf));
}

/** The line above the agent's own last one is the cause, or so the pipe has to hope. */
function countLastLines(outputs: readonly string[]): string {
  return uniqCount(outputs.map((output) => output.split('\n').at(-2) ?? 'null'));
}

export async function oneInFull(ssm: SSMClient, id: string, node: string): Promise<Printed[]> {
  const { $metadata: _, ...invocation } = await ssm.send(
    new GetCommandInvocationCommand({ CommandId: id, InstanceId: node }),
  );
  return [
    {
      command: `aws ssm get-command-invocation --command-id ${id} --instance-id ${node}`,
      text: asJson(invocation),
    },
  ];
}

/** Ids alone: neither the causes, nor which of them are the same. */
export async function failedInBoth(ssm: SSMClient, later: string, earlier: string): Promise<Printed[]> {
  const [after, before] = await Promise.all(
    [later, earlier].map((id) => invocationsOf(ssm, { CommandId: id })),
  );
  const failed = (invocations: readonly CommandInvocation[] = []) =>
    new Set(invocations.filter(({ Status }) => Status === 'Failed').map(({ InstanceId = '' }) => InstanceId));
  const [now, then] = [failed(after), failed(before)];
  const lines = [
    ...[...then].filter((node) => !now.has(node)),
    ...[...now].filter((node) => !then.has(node)).map((node) => `\t${node}`),
    ...[...now].filter((node) => then.has(node)).map((node) => `\t\t${node}`),
  ];
  const list = (id: string) =>
    `<(aws ssm list-command-invocations --command-id ${id} --filters key=Status,value=Failed --output text --query 'CommandInvocations[].[InstanceId]' | sort)`;
  return [{ command: `comm ${list(earlier)} ${list(later)}`, text: lines.join('\n') }];
}

export async function printedBy(ssm: SSMClient, id: string, pattern: RegExp): Promise<Printed[]> {
  const outputs = (await invocationsOf(ssm, { CommandId: id })).map(outputOf);
  const lines = outputs.flatMap((output) => output.match(pattern) ?? []);
  return [
    {
      command: `aws ssm list-command-invocations --details --command-id ${id} --query 'CommandInvocations[].CommandPlugins[0].Output' | jq -r '.[]' | grep -o '${pattern.source}' | sort | uniq -c | sort -rn`,
      text: uniqCount(lines),
    },
  ];
}

export async function historyOf(ssm: SSMClient, node: string): Promise<Printed[]> {
  const invocations = await invocationsOf(ssm, { InstanceId: node });
  const command = `aws ssm list-command-invocations --details --instance-id ${node}`;
  return [
    { command, text: asJson({ CommandInvocations: invocations }) },
    {
      command: `${command} --output text --query 'CommandInvocations[].[RequestedDateTime,Comment,StatusDetails]'`,
      text: asText(
        invocations.map((each) => [each.RequestedDateTime?.toISOString(), each.Comment, each.StatusDetails]),
      ),
    },
  ];
}

async function invocationsOf(
  client: SSMClient,
  input: Omit<ListCommandInvocationsCommandInput, 'Details'>,
): Promise<CommandInvocation[]> {
  const invocations: CommandInvocation[] = [];
  for await (const page of paginateListCommandInvocations({ client }, { ...input, Details: true }))
    invocations.push(...(page.CommandInvocations ?? []));
  return invocations;
}

function outputOf({ CommandPlugins }: CommandInvocation): string {
  return CommandPlugins?.[0]?.Output ?? '';
}

/** Times in seconds, as version 1 of the CLI writes them; version 2 writes them as text, which is longer. */
function asJson(value: unknown): string {
  return JSON.stringify(
    value,
    function (this: Record<string, unknown>, key, member) {
      const time = this[key];
      return time instanceof Date ? time.getTime() / 1000 : member;
    },
    4,
  );
}

function asText(rows: readonly (readonly unknown[])[]): string {
  return rows.map((row) => row.map((cell) => String(cell ?? 'None')).join('\t')).join('\n');
}

function uniqCount(lines: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([line, count]) => `${String(count).padStart(7)} ${line}`)
    .join('\n');
}
