/** Asks a server for everything there is to be had of a fleet, to the last cursor. */

import type { PlantedFleet } from './planted-fleet.ts';
import type { WireServer } from './wire-server.ts';

export type Answer = { readonly asked: string; readonly text: string; readonly structured?: unknown };

const REGION = 'us-east-1';
const MAX_CALLS = 3_000;

/** Every answer whose text a model or a person would see. All bytes are in the server's own record besides. */
export async function driveEverything(
  server: WireServer,
  { refs }: PlantedFleet,
  thorough: boolean,
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  const tool = (name: string, args: object) => callTool(server, name, args, answers);
  const lists = thorough
    ? [
        { details: false, max_tokens: 500 },
        { details: false, max_tokens: 20_000 },
        { details: true, max_tokens: 2_500 },
      ]
    : [{ details: true }];

  for (const list of [...lists, { details: true, max_tokens: 20_000 }]) {
    await follow(tool, 'list_command_invocations', { ...list, max_items: 20_000 });
  }
  await follow(tool, 'list_commands', { max_tokens: thorough ? 800 : 20_000 });
  const commands = [...new Set(refs.map(({ commandId }) => commandId))];
  for (const [index, baseline] of commands.slice(1).entries()) {
    const runs = { command_id: commands[index], baseline_command_id: baseline };
    await follow(tool, 'compare_commands', { ...runs, max_tokens: thorough ? 800 : 20_000 });
  }
  await inTurn(refs, 8, async ({ commandId, instanceId, plugins }, index) => {
    const ref = { command_id: commandId, instance_id: instanceId };
    await follow(tool, 'list_commands', { command_id: commandId });
    await follow(tool, 'get_command_invocation', ref, ref);
    await tool('get_command_invocation', { ...ref, plugin_name: 'no-such-plugin' });
    await readResources(server, ref, plugins, answers);
    if (!thorough && index % 8 > 0) return;
    await follow(tool, 'get_command_invocation', { ...ref, max_tokens: 500 }, ref);
    await completions(server, ref, answers);
    await prompt(server, 'troubleshoot_command', { command_id: commandId }, answers);
    await prompt(server, 'review_node', { instance_id: instanceId }, answers);
  });
  await prompt(server, 'fleet_report', { since: '2020-01-01' }, answers);
  await server.request('resources/list');
  return answers;
}

async function callTool(server: WireServer, name: string, args: object, answers: Answer[]) {
  const { result } = await server.call(name, args);
  const shown = result as { content: { text: string }[]; structuredContent?: unknown };
  const text = shown.content.map((part) => part.text).join('\n');
  const structured = shown.structuredContent;
  answers.push({
    asked: `${name} ${JSON.stringify(args)}`,
    text,
    ...(structured !== undefined && { structured }),
  });
  return structured;
}

/** The first answer, then every cursor that any of them shows, each once. */
async function follow(
  tool: (name: string, args: object) => Promise<unknown>,
  name: string,
  args: object,
  beside: object = {},
): Promise<void> {
  const seen = new Set<string>();
  const waiting: object[] = [args];
  for (let calls = 0; waiting.length > 0; calls += 1) {
    if (calls > MAX_CALLS)
      throw new Error(`the cursors of ${name} ${JSON.stringify(args)} never come to an end`);
    const structured = await tool(name, waiting.shift() ?? {});
    for (const cursor of cursorsIn(structured)) {
      if (seen.has(cursor)) continue;
      seen.add(cursor);
      waiting.push({ ...beside, cursor });
    }
  }
}

export function cursorsIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    /(?:^|_)cursor$/.test(key) && typeof member === 'string' ? [member] : cursorsIn(member),
  );
}

async function readResources(
  server: WireServer,
  ref: { command_id: string; instance_id: string },
  plugins: readonly string[],
  answers: Answer[],
): Promise<void> {
  const uri = `ssm://${REGION}/commands/${ref.command_id}/invocations/${ref.instance_id}`;
  const streams = [...new Set(plugins)].flatMap((plugin) =>
    ['stdout', 'stderr'].map((stream) => `${uri}/plugins/${encoded(plugin)}/${stream}`),
  );
  for (const each of [uri, ...streams, `${uri}/plugins/no-such-plugin/stdout`]) {
    await server.request('resources/read', { uri: each });
  }
  answers.push({ asked: uri, text: '' });
}

async function completions(
  server: WireServer,
  known: Record<string, string>,
  answers: Answer[],
): Promise<void> {
  const uri = `ssm://{region}/commands/{command_id}/invocations/{instance_id}/plugins/{plugin_name}/{stream}`;
  for (const name of ['plugin_name', 'instance_id', 'command_id']) {
    await server.request('completion/complete', {
      ref: { type: 'ref/resource', uri },
      argument: { name, value: '' },
      context: { arguments: name === 'command_id' ? {} : known },
    });
  }
  answers.push({ asked: 'completions', text: '' });
}

async function prompt(server: WireServer, name: string, args: object, answers: Answer[]): Promise<void> {
  const { result } = await server.request('prompts/get', { name, arguments: args });
  const messages = (result as { messages?: { content: { text: string } }[] } | undefined)?.messages ?? [];
  answers.push({
    asked: `${name} ${JSON.stringify(args)}`,
    text: messages.map(({ content }) => content.text).join('\n'),
  });
}

/** Percent signs as a client would write them; a lone surrogate has none. */
function encoded(plugin: string): string {
  return encodeURIComponent(plugin.replace(/[\ud800-\udfff]/gu, '\ufffd'));
}

async function inTurn<Item>(
  items: readonly Item[],
  at: number,
  work: (item: Item, index: number) => Promise<void>,
): Promise<void> {
  const waiting = [...items.entries()];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next[1], next[0]);
  };
  await Promise.all(Array.from({ length: at }, worker));
}
