/** The built server in a process of its own, spoken to line by line, with every byte that it writes kept. */

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { MAIN } from '../stdio-client.ts';

type Message = Readonly<Record<string, unknown>>;

export type WireServer = {
  readonly child: ChildProcessWithoutNullStreams;
  /** Everything so far, as it came. */
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Lines of stdout that are no JSON. */
  readonly strayLines: readonly string[];
  /** Resolves with the whole answer, `result` or `error`. */
  request(method: string, params?: object): Promise<Message>;
  call(tool: string, args: object): Promise<Message>;
  /** Writes a line as it is; the answer to it, if any, is nobody's. */
  sendLine(line: string): void;
  /** Starts a request and gives its id, so that it can be cancelled. */
  begin(method: string, params?: object): { readonly id: number; readonly answer: Promise<Message> };
  /** Ends the process by its stdin and waits for it. */
  end(): Promise<number | null>;
  kill(): void;
};

/** Already initialized. */
export async function startServer(env: Record<string, string>, args: string[] = []): Promise<WireServer> {
  const server = spawnServer(env, args);
  await server.request('initialize', {
    protocolVersion: '2025-11-25',
    capabilities: {},
    clientInfo: { name: 'trust', version: '1' },
  });
  server.sendLine(JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' }));
  return server;
}

function spawnServer(env: Record<string, string>, args: string[]): WireServer {
  const child = spawn(process.execPath, [MAIN, ...args], { env });
  const out: string[] = [];
  const err: string[] = [];
  const strayLines: string[] = [];
  const waiting = new Map<number, { resolve: (message: Message) => void; reject: (why: Error) => void }>();
  let rest = '';
  let nextId = 1;

  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    out.push(chunk);
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => err.push(chunk));
  // A server that has ended cannot be written to; its end is reported below.
  child.stdin.on('error', () => {});
  child.on('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error(`the server ended: ${err.join('')}`));
    waiting.clear();
  });

  function take(line: string): void {
    const message = parsed(line);
    if (message === undefined) strayLines.push(line);
    const id = message?.['id'];
    if (typeof id !== 'number' || message?.['method'] !== undefined) return;
    waiting.get(id)?.resolve(message ?? {});
    waiting.delete(id);
  }

  const sendLine = (line: string) => void child.stdin.write(`${line}\n`);
  const begin = (method: string, params: object = {}) => {
    const id = nextId++;
    const answer = new Promise<Message>((resolve, reject) => waiting.set(id, { resolve, reject }));
    sendLine(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
    return { id, answer };
  };
  const request = (method: string, params: object = {}) => begin(method, params).answer;
  return {
    child,
    stdout: () => out.join(''),
    stderr: () => err.join(''),
    strayLines,
    request,
    call: (name, args) => request('tools/call', { name, arguments: args }),
    sendLine,
    begin,
    async end() {
      if (child.exitCode !== null) return child.exitCode;
      const ended = once(child, 'exit');
      child.stdin.end();
      const [code] = await ended;
      return typeof code === 'number' ? code : null;
    },
    kill: () => void child.kill('SIGKILL'),
  };
}

function parsed(line: string): Message | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Message) : undefined;
  } catch {
    return undefined;
  }
}
