/** Names that every object has, in each place where a string from AWS or from a client is looked up. */

import { describe, expect, it } from 'vitest';
import { catalog } from '../../src/mcp/catalog.ts';
import { SsmInvocationsError } from '../../src/run-command/errors.ts';
import type { ToolCall } from '../../src/session.ts';
import { fleetOf } from '../endpoint/fleet-of.ts';
import { startFixture } from '../session.ts';

const COMMAND = '11111111-2222-4333-8444-555555555555';
const NODE = 'i-0123456789abcdef0';
const URI = `ssm://us-east-1/commands/${COMMAND}/invocations/${NODE}`;
const NAMES = ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf', 'isPrototypeOf'];

const FLEET = fleetOf([
  { commandId: COMMAND, invocations: [{ instanceId: NODE, plugins: [{ stdout: 'done' }] }] },
]);

const everything: readonly [string, (call: ToolCall) => Promise<unknown>][] = [
  ['list_command_invocations', (call) => tool('list_command_invocations', { details: true }, call)],
  ['list_commands', (call) => tool('list_commands', {}, call)],
  [
    'get_command_invocation',
    (call) => tool('get_command_invocation', { command_id: COMMAND, instance_id: NODE }, call),
  ],
  ['the resource of an invocation', (call) => catalog.readResource(URI, call)],
  [
    'the resource of a stream',
    (call) => catalog.readResource(`${URI}/plugins/aws:runShellScript/stdout`, call),
  ],
  ['a prompt', (call) => catalog.writePrompt('troubleshoot_command', { command_id: COMMAND }, call)],
];

async function tool(name: string, args: unknown, call: ToolCall): Promise<unknown> {
  return await catalog.findTool(name)?.(args, call);
}

async function start(options: Parameters<typeof startFixture>[0] = { fleet: FLEET }): Promise<ToolCall> {
  const { session } = await startFixture(options);
  return { session, signal: new AbortController().signal, onProgress: () => {} };
}

describe.each(NAMES)('%s', (name) => {
  it.each(everything)('as the type of an error is an error of AWS: %s', async (_what, ask) => {
    const call = await start({ fleet: FLEET, fault: () => ({ kind: 'error', type: name }) });
    const error = await ask(call).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SsmInvocationsError);
    expect(catalog.renderProblem(error, '').text).toMatch(/^Unavailable: AWS refused /);
  });

  it.each(everything)('as a status is one like any other: %s', async (_what, ask) => {
    const call = await start({
      fleet: FLEET,
      fault: () => ({
        kind: 'patch',
        patch: (body) => JSON.parse(JSON.stringify(body).replaceAll('"Success"', JSON.stringify(name))),
      }),
    });
    const text = JSON.stringify(await ask(call));
    expect(text).not.toMatch(/native code|\[object|undefined/);
  });

  it('as a name that a client sent names nothing', async () => {
    const call = await start();
    const template = catalog.listTemplates()[0]?.uriTemplate ?? '';
    const own = Object.fromEntries([[name, 'x']]);
    expect(catalog.findTool(name)).toBeUndefined();
    for (const wrong of [
      catalog.writePrompt(name, {}, call),
      catalog.writePrompt('review_node', own, call),
      catalog.complete({ type: 'ref/prompt', name }, { name: 'since', value: '' }, {}, call),
      catalog.complete({ type: 'ref/resource', uri: name }, { name: 'region', value: '' }, {}, call),
      catalog.readResource(name, call),
      catalog.readResource(`ssm://${name}/commands/${COMMAND}/invocations/${NODE}`, call),
      catalog.readResource(`${URI}/plugins/aws:runShellScript/${name}`, call),
      tool('list_commands', own, call),
      tool('list_commands', { region: name }, call),
      tool('list_commands', { cursor: name }, call),
      tool('list_commands', { filters: [{ key: name, value: 'x' }] }, call),
      tool('list_commands', { filters: [{ key: 'Status', value: name }] }, call),
      tool('list_commands', { filters: [{ key: 'InvokedAfter', value: name }] }, call),
      tool('list_commands', { filters: [{ key: 'Status', value: 'Failed', ...own }] }, call),
    ]) {
      await expect(wrong).rejects.toBeInstanceOf(SsmInvocationsError);
    }
    const completed = await catalog.complete(
      { type: 'ref/resource', uri: template },
      { name, value: '' },
      own,
      call,
    );
    expect(completed).toEqual({ values: [] });
  });
});
