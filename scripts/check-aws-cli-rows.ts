/** Both answers in one form, so that they can be held against each other. */
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { z } from 'zod/v3';
import { invocationListSchema } from '../src/tools/list-command-invocations/schema.ts';

/** `command instance` to what is said of it; times in epoch milliseconds, rounded as the tool rounds. */
export type Rows = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

/** Version 1 of the CLI prints epoch seconds, version 2 ISO 8601. */
const time = z.union([z.number().transform((seconds) => seconds * 1_000), z.string().transform(Date.parse)]);

const cliInvocations = z.object({
  CommandInvocations: z.array(
    z.object({
      CommandId: z.string(),
      InstanceId: z.string(),
      InstanceName: z.string(),
      Comment: z.string(),
      DocumentName: z.string(),
      RequestedDateTime: time,
      Status: z.string(),
      StatusDetails: z.string(),
      CommandPlugins: z.array(
        z.object({
          ResponseCode: z.number().optional(),
          ResponseStartDateTime: time.optional(),
          ResponseFinishDateTime: time.optional(),
        }),
      ),
    }),
  ),
  NextToken: z.string().optional(),
});

export type CliList = z.infer<typeof cliInvocations>;

export function parseCliList(stdout: string): CliList {
  // Where nothing was found, version 1 prints the empty list, and old versions nothing at all.
  return cliInvocations.parse(stdout.trim() === '' ? { CommandInvocations: [] } : JSON.parse(stdout));
}

export function rowsOfCli({ CommandInvocations: items }: CliList): Rows {
  return new Map(
    items.map((item) => [
      `${item.CommandId} ${item.InstanceId}`,
      {
        status: item.StatusDetails || item.Status,
        document: item.DocumentName,
        comment: item.Comment,
        // Where the list has none, the tool may know the node's.
        ...(item.InstanceName && { name: item.InstanceName }),
        ...single(item.CommandPlugins),
      },
    ]),
  );
}

/** With several plugins the tool names one of them, which the CLI does not. */
function single(plugins: CliList['CommandInvocations'][number]['CommandPlugins']) {
  const [only, ...more] = plugins;
  if (only === undefined || more.length > 0) return {};
  const { ResponseStartDateTime: start, ResponseFinishDateTime: finish } = only;
  const ran = start !== undefined && finish !== undefined;
  return {
    ...(only.ResponseCode !== undefined && { code: only.ResponseCode }),
    ...(ran && { seconds: Math.round((finish - start) / 100) / 10 }),
  };
}

export function totalsOfCli({ CommandInvocations: items }: CliList) {
  const byStatus: Record<string, number> = {};
  for (const { StatusDetails, Status } of items) {
    const status = StatusDetails || Status;
    byStatus[status] = (byStatus[status] ?? 0) + 1;
  }
  const times = items.map(({ RequestedDateTime }) => RequestedDateTime);
  const seconds = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;
  const [first, last] = times.length === 0 ? [] : [Math.min(...times), Math.max(...times)].map(seconds);
  return {
    invocations: items.length,
    by_status: byStatus,
    ...(first !== last && {
      requested_at: { first, last },
    }),
  };
}

export type ToolList = { rows: Rows; summary: z.infer<typeof invocationListSchema>['summary'] };

/** Follows `next_cursor` until it ends or `atMost` rows are there. Throws the text of a refusal. */
export async function askTool(
  client: Client,
  args: object,
  atMost = Number.POSITIVE_INFINITY,
): Promise<ToolList> {
  const rows = new Map<string, Record<string, unknown>>();
  let next: Record<string, unknown> = { max_tokens: 20_000, ...args };
  let summary: ToolList['summary'] | undefined;
  while (true) {
    const { content, structuredContent, isError } = await client.callTool({
      name: 'list_command_invocations',
      arguments: next,
    });
    if (isError) throw new Error(z.array(z.object({ text: z.string() })).parse(content)[0]?.text);
    const page = invocationListSchema.parse(structuredContent);
    summary ??= page.summary;
    for (const command of page.commands) {
      for (const row of command.invocations) {
        const key = `${command.command_id} ${row.instance_id}`;
        if (rows.has(key)) throw new Error(`shown twice: ${key}`);
        rows.set(key, {
          status: row.status,
          document: command.document_name,
          comment: command.comment ?? '',
          name: row.instance_name ?? '',
          ...(row.response_code !== undefined && { code: row.response_code }),
          ...(row.duration_seconds !== undefined && { seconds: row.duration_seconds }),
        });
      }
    }
    if (page.next_cursor === undefined || rows.size >= atMost) return { rows, summary };
    next = { cursor: page.next_cursor };
  }
}

/** Written by people and nodes: the tool leaves control and invisible characters out, and cuts what is long. */
const FREE_TEXT = ['comment', 'name'];

/** One line for each difference. A field counts where both say it. */
export function differences(cli: Rows, tool: Rows): string[] {
  const onlyCli = [...cli.keys()].filter((key) => !tool.has(key)).map((key) => `${key} only in the CLI`);
  const onlyTool = [...tool.keys()].filter((key) => !cli.has(key)).map((key) => `${key} only in the tool`);
  const fields = [...cli].flatMap(([key, said]) => {
    const there = tool.get(key) ?? {};
    return Object.keys(said)
      .filter((field) => field in there && !isSame(field, said[field], there[field]))
      .map((field) => `${key} ${field}: ${String(said[field])} / ${String(there[field])}`);
  });
  return [...onlyCli, ...onlyTool, ...fields];
}

function isSame(field: string, cli: unknown, tool: unknown): boolean {
  if (!FREE_TEXT.includes(field)) return cli === tool;
  const plain = (text: unknown) =>
    String(text)
      .replace(/\p{Cc}\[[0-9;]*m|[\p{Cc}\p{Cf}]/gu, ' ')
      .replace(/\s+/g, ' ')
      .trim();
  const shown = plain(tool);
  return shown.endsWith('…') ? plain(cli).startsWith(shown.slice(0, -1)) : plain(cli) === shown;
}
