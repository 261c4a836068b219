/** The one place where an error becomes an answer: what it tells the client, and what the log. */

import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { catalog } from '../../src/mcp/catalog.ts';
import { createServer, type ServerParts } from '../../src/mcp/server.ts';
import type { RunCommandReader } from '../../src/run-command/types.ts';
import { startFixture } from '../session.ts';

const COMMAND = '11111111-2222-4333-8444-555555555555';
const NODE = 'i-0123456789abcdef0';
const URI = `ssm://us-east-1/commands/${COMMAND}/invocations/${NODE}`;

/** With the words of a node in its message, one of which reads like a frame of a stack. */
const DEFECT = new TypeError('password=Paper-Kite-2093\n    at Paper.kite (2093)');

async function start(reader: Partial<RunCommandReader>, parts: Partial<ServerParts> = {}) {
  const fixture = await startFixture();
  const session = { ...fixture.session, reader: { ...fixture.session.reader, ...reader } };
  const log: string[] = [];
  const server = createServer({
    version: '0',
    loadCatalog: () => Promise.resolve(catalog),
    session: () => Promise.resolve(session),
    log: (line) => log.push(line),
    ...parts,
  });
  const client = new Client({ name: 'test', version: '1' });
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  await server.connect(theirs);
  await client.connect(ours);
  onTestFinished(() => client.close());
  return { client, log, fixture };
}

const failing = () => Promise.reject(DEFECT);

describe('a defect of ours', () => {
  it('is told by a number that the log explains, and by nothing that it said', async () => {
    const { client, log } = await start({ listInvocations: failing });
    const { isError, content } = await client.callTool({
      name: 'get_command_invocation',
      arguments: { command_id: COMMAND, instance_id: NODE },
    });
    expect(isError).toBe(true);
    const said = JSON.stringify(content);
    expect(said).toMatch(/Internal: /);
    const [, incident] = /incident (\w{8})/.exec(said) ?? [];
    expect(log).toHaveLength(1);
    expect(log[0]).toContain(`incident ${incident}: TypeError`);
    expect(log[0]).toContain('errors.test.ts');
    expect(said + log.join()).not.toMatch(/Kite/i);
  });

  it('is the same in what can only fail by a protocol error', async () => {
    const { client, log } = await start({ getDocument: failing });
    const reading = client.readResource({ uri: URI });
    await expect(reading).rejects.toMatchObject({ code: -32603, data: { uri: URI } });
    await expect(reading).rejects.toThrow(/^MCP error -32603: Internal: .*\n.*incident \w{8}/);
    await expect(reading).rejects.not.toThrow(/Kite/i);
    expect(log.join()).not.toMatch(/Kite/i);
  });

  it('in loading is no secret of the installation', async () => {
    const parts = { loadCatalog: () => Promise.reject(new Error('Cannot find /home/somebody/chunk.js')) };
    const { client, log } = await start({}, parts);
    const lists = [client.listTools(), client.listPrompts(), client.listResources()];
    for (const list of await Promise.allSettled(lists)) {
      expect(list).toMatchObject({ status: 'rejected', reason: { code: -32603 } });
      expect(String('reason' in list && list.reason)).toMatch(/could not load/);
      expect(String('reason' in list && list.reason)).not.toContain('somebody');
    }
    expect(log).toHaveLength(3);
    expect(log.join()).not.toContain('somebody/chunk');
  });
});

describe('a cancelled request', () => {
  it.each([
    [
      'a tool call',
      (client: Client, signal: AbortSignal) =>
        client.callTool({ name: 'list_command_invocations', arguments: {} }, undefined, { signal }),
    ],
    ['a read', (client: Client, signal: AbortSignal) => client.readResource({ uri: URI }, { signal })],
    [
      'a prompt',
      (client: Client, signal: AbortSignal) =>
        client.getPrompt({ name: 'review_node', arguments: { instance_id: NODE } }, { signal }),
    ],
  ] as const)('stops what AWS is asked, and is no incident: %s', async (_what, request) => {
    let tell = (_signal: AbortSignal): void => {};
    const asked = new Promise<AbortSignal>((resolve) => {
      tell = resolve;
    });
    /** Answers nothing until it is told to stop, as AWS may. */
    const silent = (signal: AbortSignal) => {
      tell(signal);
      return new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
      });
    };
    const { client, log } = await start({
      listInvocations: (_query, _page, signal) => silent(signal),
      getDocument: (_ref, signal) => silent(signal),
    });
    const cancel = new AbortController();
    const answer = request(client, cancel.signal);
    const refused = expect(answer).rejects.toThrow('enough');
    const signal = await asked;
    const stopped = new Promise((resolve) => signal.addEventListener('abort', resolve));
    cancel.abort(new Error('enough'));
    await Promise.all([refused, stopped]);
    // Its next answer comes after whatever the cancelled one might still have said.
    await client.listTools();
    expect(log).toEqual([]);
  });
});
