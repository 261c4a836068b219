/** The memory of the built server in a long session about the largest fleets there are. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { awsEnv } from '../stdio-client.ts';
import { startServer, type WireServer } from './wire-server.ts';

/** Of the process above idle, whatever it is asked. */
export const MAX_MIB_ABOVE_IDLE = 256;

/** V8's own bound on the heap: were results not bounded, the process would end here. */
const HEAP_MIB = 384;

const MIB = 1024;
const LIST = 'list_command_invocations';

export type MemoryTrial = {
  readonly calls: number;
  readonly rows: number;
  /** Highest above idle, in MiB. */
  readonly highest: number;
  readonly wrong: readonly string[];
};

/** Needs Linux, where the kernel says how much memory a process has. `nodes` of each command, at most 20,000. */
export async function tryMemory(nodes: number, progress: (line: string) => void): Promise<MemoryTrial> {
  const endpoint = await startEndpoint(nodes);
  const server = await startServer({
    ...awsEnv(endpoint.url),
    NODE_OPTIONS: `--max-old-space-size=${HEAP_MIB}`,
  });
  const wrong: string[] = [];
  let calls = 0;
  let rows = 0;
  const ask = async (tool: string, args: object): Promise<Structured> => {
    const { result } = await server.call(tool, args);
    const { isError, content, structuredContent } = result as Reply;
    calls += 1;
    if (isError) wrong.push(`${tool} ${JSON.stringify(args)}: ${content[0]?.text}`);
    rows += structuredContent?.summary?.invocations ?? 0;
    if (tool === LIST) progress(`${calls} calls, at most ${highest()} MiB`);
    return structuredContent ?? {};
  };
  try {
    await ask(LIST, { command_id: commandOf(0), max_items: 1 });
    await settled(server);
    const idle = memoryOf(server, 'VmRSS');
    for (let command = 0; command < 24; command += 1) {
      await ask(LIST, { command_id: commandOf(command), details: true, max_items: nodes });
    }
    await ask(LIST, { region: 'us-west-2', details: true, max_items: nodes });
    await ask('list_commands', { region: 'us-west-2', max_items: nodes / 2 });
    await readOnTo(nodes / 2, ask);
    for (let node = 0; node < 200; node += 1) {
      const instance_id = `i-00000${node.toString(16).padStart(12, '0')}`;
      await ask('get_command_invocation', { command_id: commandOf(0), instance_id });
    }
    const above = Math.round((memoryOf(server, 'VmHWM') - idle) / MIB);
    if (above > MAX_MIB_ABOVE_IDLE) wrong.push(`${above} MiB above idle`);
    return { calls, rows, highest: above, wrong };
  } catch (error) {
    return { calls, rows, highest: 0, wrong: [...wrong, String(error).slice(0, 500)] };
  } finally {
    server.kill();
    endpoint.stop();
  }

  function highest(): number {
    return Math.round(memoryOf(server, 'VmHWM') / MIB);
  }
}

type Structured = {
  readonly summary?: { readonly invocations?: number };
  readonly shown?: number;
  readonly next_cursor?: string;
};

type Reply = {
  readonly isError?: boolean;
  readonly content: readonly { readonly text: string }[];
  readonly structuredContent?: Structured;
};

/** A result that grows by a tenth ten times, each time into a longer one. */
async function readOnTo(
  items: number,
  ask: (tool: string, args: object) => Promise<Structured>,
): Promise<void> {
  const step = Math.ceil(items / 10);
  let { next_cursor } = await ask(LIST, { command_id: commandOf(0), details: true, max_items: step });
  for (let read = step; read < items && next_cursor; read += step) {
    const end = next_cursor.replace(/-.*/, `-${read.toString(36)}`);
    ({ next_cursor } = await ask(LIST, { cursor: end }));
  }
}

const commandOf = (command: number) => `${String(command).padStart(8, '0')}-2222-4333-8444-555555555555`;

async function startEndpoint(nodes: number) {
  const file = new URL('memory-endpoint.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--import', 'tsx', file, String(nodes)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = await once(child.stdout, 'data');
  return { url: String(line).trim(), stop: () => void child.stdin.end() };
}

/** Until a second passes in which the process takes no more memory than it did: chunks load in the background. */
async function settled(server: WireServer): Promise<void> {
  let before = 0;
  for (let now = memoryOf(server, 'VmRSS'); now > before; now = memoryOf(server, 'VmRSS')) {
    before = now;
    await sleep(1_000);
  }
}

/** In KiB: the memory that the process has now, or had at its highest. */
function memoryOf({ child }: WireServer, field: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
}
