/** One of each thing that a client can ask, over a fleet of several pages, and what a whole answer to it holds. */

import type { Fleet } from '../../src/demo/fleet.ts';
import { uuidOf } from '../../src/demo/seeded.ts';
import { catalog } from '../../src/mcp/catalog.ts';
import type { ToolCall } from '../../src/session.ts';
import { openSession } from '../../src/session.ts';
import type { Endpoint } from '../endpoint/endpoint.ts';
import { fleetOf } from '../endpoint/fleet-of.ts';

export const NODES = 130;
const COMMANDS = 120;
/** What a stream of the node in question holds. */
const OUTPUT = 'line of output\n'.repeat(400);

const commandOf = (index: number) => uuidOf('trust', 'fault', index);
const nodeOf = (index: number) => `i-${String(index).padStart(17, '0')}`;
const COMMAND = commandOf(0);
const NODE = nodeOf(0);
const URI = `ssm://us-east-1/commands/${COMMAND}/invocations/${NODE}`;

export function faultFleet(): Fleet {
  const requestedAtMs = Date.now() - 3_600_000;
  const failed = { responseCode: 1, stdout: OUTPUT, stderr: 'tar: Cannot write: No space left on device' };
  return fleetOf(
    Array.from({ length: COMMANDS }, (_, command) => ({
      commandId: commandOf(command),
      requestedAtMs: requestedAtMs - command * 1_000,
      invocations: Array.from({ length: command === 0 ? NODES : 1 }, (_, node) => ({
        instanceId: nodeOf(node),
        plugins: [node % 10 === 0 ? failed : { stdout: 'done' }],
      })),
    })),
  );
}

/** `items` were seen of `all`; `text` is all of the answer, `cursor` where it goes on. */
export type Reply = {
  readonly items: readonly string[];
  readonly text: string;
  readonly cursor?: string;
  readonly complete: boolean;
};

export type ListRequest = {
  readonly name: string;
  /** Items of a whole answer. */
  readonly all: number;
  /** The operation whose first answers are good where a fault comes midway. */
  readonly operation: 'ListCommandInvocations' | 'ListCommands' | 'GetCommandInvocation';
  /** Whether the answer is made of pages, so that a part of it can be read. */
  readonly paged: boolean;
  ask(call: ToolCall, cursor?: string): Promise<Reply>;
};

export function callOn(url: string): ToolCall {
  const aws = { region: 'us-east-1', demoEndpoint: url };
  const session = openSession({ aws, maxTokens: 20_000, redact: true });
  return { session, signal: new AbortController().signal, onProgress: () => {} };
}

export type Endpointed = { readonly endpoint: Endpoint; readonly call: ToolCall };

export const questions: readonly ListRequest[] = [
  {
    name: 'list_command_invocations',
    all: NODES,
    operation: 'ListCommandInvocations',
    paged: true,
    async ask(call, cursor) {
      const { text, structured } = await useTool('list_command_invocations', call, {
        ...(cursor === undefined ? { command_id: COMMAND, details: true, page_size: 40 } : { cursor }),
      });
      const list = structured as {
        summary: { complete: boolean };
        commands: { invocations: { instance_id: string }[] }[];
        next_cursor?: string;
      };
      const items = list.commands.flatMap(({ invocations }) => invocations.map((row) => row.instance_id));
      return replyOf(items, text, list.next_cursor, list.summary.complete);
    },
  },
  {
    name: 'list_commands',
    all: COMMANDS,
    operation: 'ListCommands',
    paged: true,
    async ask(call, cursor) {
      const { text, structured } = await useTool('list_commands', call, {
        ...(cursor === undefined ? { page_size: 40 } : { cursor }),
      });
      const list = structured as {
        summary: { complete: boolean };
        commands: { command_id: string }[];
        next_cursor?: string;
      };
      const items = list.commands.map(({ command_id }) => command_id);
      return replyOf(items, text, list.next_cursor, list.summary.complete);
    },
  },
  {
    name: 'get_command_invocation',
    all: 1,
    operation: 'GetCommandInvocation',
    paged: false,
    async ask(call) {
      const args = { command_id: COMMAND, instance_id: NODE, max_tokens: 20_000 };
      const { text } = await useTool('get_command_invocation', call, args);
      return replyOf(text.includes(OUTPUT) ? [NODE] : [], text, undefined, text.includes(OUTPUT));
    },
  },
  resource('resource of an invocation', URI, 'ListCommandInvocations', 'line of output'),
  resource(
    'resource of a stream',
    `${URI}/plugins/aws:runShellScript/stdout`,
    'GetCommandInvocation',
    OUTPUT,
  ),
  prompt('troubleshoot_command', { command_id: COMMAND }, '130 invocations'),
  prompt('review_node', { instance_id: NODE }, '120 invocations'),
  prompt('fleet_report', { since: '2d' }, '249 invocations'),
];

function replyOf(
  items: readonly string[],
  text: string,
  cursor: string | undefined,
  complete: boolean,
): Reply {
  return { items, text, complete, ...(cursor !== undefined && { cursor }) };
}

async function useTool(name: string, call: ToolCall, args: object) {
  const tool = catalog.findTool(name);
  if (tool === undefined) throw new Error(`no tool ${name}`);
  return await tool(args, call);
}

function resource(
  name: string,
  uri: string,
  operation: ListRequest['operation'],
  holds: string,
): ListRequest {
  return {
    name,
    all: 1,
    operation,
    paged: false,
    async ask(call) {
      const { text } = await catalog.readResource(uri, call);
      return replyOf(text.includes(holds) ? [uri] : [], text, undefined, true);
    },
  };
}

function prompt(name: string, args: Record<string, string>, holds: string): ListRequest {
  return {
    name: `prompt ${name}`,
    all: 1,
    operation: 'ListCommandInvocations',
    paged: false,
    async ask(call) {
      const { text } = await catalog.writePrompt(name, args, call);
      return replyOf(text.includes(holds) ? [name] : [], text, undefined, !text.includes('NOT all counted'));
    },
  };
}
