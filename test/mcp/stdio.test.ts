/** The process as a client meets it: what it writes, and when it ends. */

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { awsEnv, BARE_ENV, MAIN } from '../stdio-client.ts';

const INITIALIZE = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
};

type Process = {
  readonly child: ChildProcessWithoutNullStreams;
  send(message: unknown): void;
  /** The next line of stdout, parsed: a line that is not JSON fails the test. */
  next(): Promise<Record<string, unknown>>;
  readonly stderr: () => string;
};

/** Killed when the running test ends. */
function start(args: readonly string[] = [], env: Record<string, string> = BARE_ENV): Process {
  const server = run(args, env);
  onTestFinished(() => void server.child.kill('SIGKILL'));
  return server;
}

function run(args: readonly string[] = [], env: Record<string, string> = BARE_ENV): Process {
  const child = spawn(process.execPath, [MAIN, ...args], { env });
  const errors: string[] = [];
  child.stderr.on('data', (chunk) => errors.push(String(chunk)));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    child,
    send: (message) =>
      child.stdin.write(`${typeof message === 'string' ? message : JSON.stringify(message)}\n`),
    async next() {
      const { value, done } = await lines.next();
      if (done) throw new Error(`stdout ended; stderr: ${errors.join('')}`);
      return JSON.parse(value);
    },
    stderr: () => errors.join(''),
  };
}

async function initialized(
  args: readonly string[] = [],
  env: Record<string, string> = BARE_ENV,
): Promise<Process> {
  return await initialize(start(args, env));
}

async function initialize(server: Process): Promise<Process> {
  server.send(INITIALIZE);
  await server.next();
  server.send({ jsonrpc: '2.0', method: 'notifications/initialized' });
  return server;
}

/** One for all tests of a group: none of them ends it. */
function sharedServer(): () => Process {
  let server: Process;
  beforeAll(async () => {
    server = await initialize(run());
  });
  afterAll(() => void server.child.kill('SIGKILL'));
  return () => server;
}

/** A call of this id to an endpoint that holds the request and never answers. */
async function waiting(id: number) {
  let ask = () => {};
  let close = () => {};
  const asked = new Promise<void>((resolve) => {
    ask = resolve;
  });
  /** The server closed the connection on which it waited. */
  const closed = new Promise<void>((resolve) => {
    close = resolve;
  });
  const endpoint = createServer((_message, response) => {
    response.on('close', close);
    ask();
  });
  await new Promise<void>((listening) => endpoint.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    endpoint.close();
    endpoint.closeAllConnections();
  });
  const { port } = endpoint.address() as AddressInfo;
  const server = await initialized([], awsEnv(`http://127.0.0.1:${port}`));
  server.send({
    jsonrpc: '2.0',
    id,
    method: 'tools/call',
    params: { name: 'list_command_invocations', arguments: {} },
  });
  return { server, asked, closed };
}

async function inACall(): Promise<Process> {
  const { server, asked } = await waiting(2);
  await asked;
  return server;
}

/** As the README promises. */
async function endsWithinASecond({ child, stderr }: Process): Promise<void> {
  const ended = once(child, 'exit', { signal: AbortSignal.timeout(1_000) });
  await expect(ended, stderr()).resolves.toEqual([0, null]);
}

describe('without credentials, Region, network or home', () => {
  const shared = sharedServer();

  it('answers initialize and the lists, with nothing else on stdout', async () => {
    const server = await initialized();
    for (const [id, method] of [
      'tools/list',
      'resources/list',
      'resources/templates/list',
      'ping',
    ].entries()) {
      server.send({ jsonrpc: '2.0', id: id + 10, method });
      expect(await server.next()).toMatchObject({ id: id + 10, result: {} });
    }
    expect(server.stderr()).toBe('');
  });

  it('says in a tool error that no Region is set', async () => {
    const server = shared();
    server.send({
      jsonrpc: '2.0',
      id: 2,
      method: 'tools/call',
      params: { name: 'list_command_invocations' },
    });
    expect(await server.next()).toMatchObject({
      result: { isError: true, content: [{ type: 'text', text: expect.stringMatching(/^RegionMissing: /) }] },
    });
  });

  it.each(['', ' ', '\u0024{user_config.aws_region}'])(
    'takes AWS_REGION=%j, as clients pass a blank, for none',
    async (blank) => {
      const env = { ...BARE_ENV, AWS_REGION: blank, AWS_PROFILE: blank };
      const server = await initialized([], env);
      server.send({
        jsonrpc: '2.0',
        id: 2,
        method: 'tools/call',
        params: { name: 'list_command_invocations' },
      });
      expect(await server.next()).toMatchObject({
        result: { isError: true, content: [{ text: expect.stringMatching(/^RegionMissing: /) }] },
      });
    },
  );

  it('answers an unknown tool with -32602 and names the tools there are', async () => {
    const server = shared();
    server.send({ jsonrpc: '2.0', id: 2, method: 'tools/call', params: { name: 'delete_everything' } });
    expect(await server.next()).toMatchObject({
      error: { code: -32602, message: expect.stringContaining('list_command_invocations') },
    });
  });

  it('answers what it cannot read with errors, and goes on', async () => {
    const server = shared();
    const lines: [string, unknown, number][] = [
      ['{"jsonrpc": "2.0", "id":', null, -32700],
      ['\ufeff{"jsonrpc":"2.0","id":7,"method":"ping"}', 7, -32700],
      ['[{"jsonrpc":"2.0","id":8,"method":"ping"}]', 8, -32600],
      ['{"jsonrpc":"2.0","id":9.5,"method":"ping"}', 9.5, -32600],
      ['{"jsonrpc":"2.0","id":10,"method":"tools/list","params":null}', 10, -32602],
      ['{"jsonrpc":"2.0","id":11,"method":"no/such/method"}', 11, -32601],
    ];
    for (const [line] of lines) server.send(line);
    server.send({ jsonrpc: '2.0', id: 'next', method: 'ping' });
    const answers = await Promise.all([...lines, 'next'].map(() => server.next()));
    for (const [, id, code] of lines) {
      expect(answers).toContainEqual(
        expect.objectContaining({ id, error: expect.objectContaining({ code }) }),
      );
    }
    expect(answers).toContainEqual({ jsonrpc: '2.0', id: 'next', result: {} });
  });

  it('says nothing to notifications that it cannot read, and to empty lines', async () => {
    const server = shared();
    server.send('{"jsonrpc":"2.0","method":"notifications/cancelled","params":null}');
    server.send('{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":99}}');
    server.send('{"jsonrpc":"2.0","id":12345,"result":{}}');
    server.send('  ');
    server.send({ jsonrpc: '2.0', id: 'next', method: 'ping' });
    expect(await server.next()).toEqual({ jsonrpc: '2.0', id: 'next', result: {} });
  });
});

describe('a line of more than 10 MB', () => {
  const shared = sharedServer();
  const long = 'x'.repeat(11 * 1024 * 1024);

  it.each([
    ['first', `{"jsonrpc":"2.0","id":"big","method":"tools/call","params":{"name":"${long}"}}`, 'big'],
    ['last', `{"method":"tools/call","params":{"name":"${long}"},"jsonrpc":"2.0","id":5}`, 5],
    ['nowhere', long, null],
    ['in the middle', `{"params":{"id":5,"name":"${long}"},"id":6,"method":"x"}`, null],
  ])('gets an error, by its id where that stands %s', async (_where, line, id) => {
    const server = shared();
    server.send(line);
    expect(await server.next()).toMatchObject({
      id,
      error: { code: -32600, message: expect.stringContaining('10 MB') },
    });
    server.send({ jsonrpc: '2.0', id: 'next', method: 'ping' });
    expect(await server.next()).toEqual({ jsonrpc: '2.0', id: 'next', result: {} });
  });

  it('costs no answer that was in flight, and the end of stdin still ends the demo', async () => {
    const server = await initialized(['--demo']);
    server.send({ jsonrpc: '2.0', id: 2, method: 'tools/call', params: { name: 'list_commands' } });
    server.send(long);
    const answers = [await server.next(), await server.next()];
    expect(answers).toContainEqual(expect.objectContaining({ id: 2, result: expect.anything() }));
    expect(answers).toContainEqual(expect.objectContaining({ id: null, error: expect.anything() }));
    server.child.stdin.end();
    await endsWithinASecond(server);
  });
});

describe('a cancellation', () => {
  it('stops the request 0 like any other', async () => {
    const { server, asked, closed } = await waiting(0);
    await asked;
    server.send({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 0 } });
    server.send({ jsonrpc: '2.0', id: 'next', method: 'ping' });
    expect(await server.next()).toEqual({ jsonrpc: '2.0', id: 'next', result: {} });
    await closed;
  });
});

describe('the end', () => {
  it('comes within a second of the end of stdin', async () => {
    const server = await initialized();
    server.child.stdin.end();
    await endsWithinASecond(server);
  });

  it('comes within a second of the end of stdin, also in the middle of a call', async () => {
    const server = await inACall();
    server.child.stdin.end();
    await endsWithinASecond(server);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'comes within a second of %s in the middle of a call',
    async (signal) => {
      const server = await inACall();
      server.child.kill(signal);
      await endsWithinASecond(server);
    },
  );

  it('comes within a second of a closed stdout, at the next answer', async () => {
    const server = await initialized();
    server.child.stdout.destroy();
    server.send({ jsonrpc: '2.0', id: 2, method: 'ping' });
    await endsWithinASecond(server);
  });

  it('waits for answers that were asked for before stdin ended', async () => {
    const server = start();
    server.send(INITIALIZE);
    server.send({ jsonrpc: '2.0', method: 'notifications/initialized' });
    server.send({ jsonrpc: '2.0', id: 2, method: 'tools/list' });
    server.child.stdin.end();
    expect(await server.next()).toMatchObject({ id: 1 });
    expect(await server.next()).toMatchObject({ id: 2, result: { tools: expect.any(Array) } });
    await endsWithinASecond(server);
  });
});

describe('the command line', () => {
  it.each([
    [['--bogus'], 2, '', "ssm-invocations-mcp: Unknown option '--bogus'. See --help.\n"],
    [['--max-tokens', '1'], 2, '', expect.stringMatching(/^ssm-invocations-mcp: --max-tokens must be .*\n$/)],
    [['--version'], 0, expect.stringMatching(/^\d+\.\d+\.\d+\n$/), ''],
    [['--help'], 0, expect.stringContaining('simulate'), ''],
  ])('%j ends with %i', async (args, code, stdout, stderr) => {
    const child = spawn(process.execPath, [MAIN, ...args], { env: BARE_ENV });
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk) => (output.stdout += chunk));
    child.stderr.on('data', (chunk) => (output.stderr += chunk));
    expect(await once(child, 'close')).toEqual([code, null]);
    expect(output).toEqual({ stdout, stderr });
  });

  it('simulate prints its URL alone and ends on SIGTERM', async () => {
    const child = spawn(process.execPath, [MAIN, 'simulate', '--nodes', '5'], { env: BARE_ENV });
    onTestFinished(() => void child.kill('SIGKILL'));
    const [line] = await once(createInterface({ input: child.stdout }), 'line');
    expect(line).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    child.kill('SIGTERM');
    expect(await once(child, 'exit', { signal: AbortSignal.timeout(1_000) })).toEqual([0, null]);
  });
});
