/** What a client sees of resources, completions and prompts, over stdio. */

import { ResourceListChangedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Endpoint, startEndpoint } from '../endpoint/endpoint.ts';
import { awsEnv, type Connected, connect } from '../stdio-client.ts';

const REF = (uri: string) => ({ type: 'ref/resource' as const, uri });

/** The demo's fleet, but with fewer nodes. */
let endpoint: Endpoint;
let demo: Connected;
beforeAll(async () => {
  endpoint = await startEndpoint({ nodes: 40 });
  demo = await connect([], awsEnv(endpoint.url));
});
afterAll(async () => {
  await demo.client.close();
  await endpoint.close();
});

async function firstValue(
  uri: string,
  name: string,
  value: string,
  known: Record<string, string>,
): Promise<string> {
  const { completion } = await demo.client.complete({
    ref: REF(uri),
    argument: { name, value },
    context: { arguments: known },
  });
  const [first] = completion.values;
  if (first === undefined) throw new Error(`nothing to complete ${name} with`);
  return first;
}

/** The template with its variables filled in, percent-encoded as RFC 6570 has it. */
function expand(template: string, values: Record<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
}

describe('a template', () => {
  it('of an invocation is found, completed and read', async () => {
    const { resourceTemplates } = await demo.client.listResourceTemplates();
    const template = resourceTemplates[0]?.uriTemplate ?? '';
    expect(template).toBe('ssm://{region}/commands/{command_id}/invocations/{instance_id}');
    const region = await firstValue(template, 'region', 'us-', {});
    const command_id = await firstValue(template, 'command_id', 'rotate', { region });
    const instance_id = await firstValue(template, 'instance_id', '', { region, command_id });
    const uri = expand(template, { region, command_id, instance_id });
    const { contents } = await demo.client.readResource({ uri });
    expect(contents).toMatchObject([{ uri, mimeType: 'application/json' }]);
    const [content] = contents;
    const document: unknown = JSON.parse(content && 'text' in content ? content.text : '');
    expect(document).toMatchObject({ CommandId: command_id, InstanceId: instance_id });
  });

  it('of a stream is found, completed and read, with the colon of the plugin name encoded', async () => {
    const { resourceTemplates } = await demo.client.listResourceTemplates();
    const template = resourceTemplates[1]?.uriTemplate ?? '';
    const known: Record<string, string> = {};
    const typed = {
      region: 'us-east',
      command_id: 'which kernel',
      instance_id: '',
      plugin_name: 'aws:',
      stream: '',
    };
    for (const [name, value] of Object.entries(typed)) {
      known[name] = await firstValue(template, name, value, known);
    }
    const uri = expand(template, known);
    expect(uri).toMatch(/\/plugins\/aws%3ArunShellScript\/stdout$/);
    const { contents } = await demo.client.readResource({ uri });
    expect(contents).toMatchObject([{ uri, mimeType: 'text/plain', text: expect.stringContaining('.') }]);
  });
});

const COMMAND = '11111111-2222-4333-8444-555555555555';
const ABSENT = `ssm://us-east-1/commands/${COMMAND}/invocations/i-0123456789abcdef0`;

describe('a URI', () => {
  it.each([
    ['no URI at all', 'nonsense', -32602, 'InvalidInput'],
    ['of another form', 'ssm://us-east-1/instances', -32602, 'InvalidInput'],
    ['with a malformed part', `ssm://us-east-1/commands/${COMMAND}/invocations/web-1`, -32602, 'instance_id'],
    ['with a broken encoding', `${ABSENT}/plugins/%E0%A4%A/stdout`, -32602, 'plugin_name'],
    ['of a stream that there is not', `${ABSENT}/plugins/PatchLinux/stdin`, -32602, 'stream'],
    ['that names no invocation', ABSENT, -32002, 'NotFound'],
    ['that names no stream', `${ABSENT}/plugins/PatchLinux/stdout`, -32002, 'NotFound'],
    ['of somebody else', 'https://example.com/', -32002, 'NotFound'],
  ])('%s is answered by the right error', async (_what, uri, code, words) => {
    await expect(demo.client.readResource({ uri })).rejects.toMatchObject({
      code,
      data: { uri },
      // Once: the client itself writes the code before the message.
      message: expect.stringMatching(new RegExp(`^MCP error ${code}: [A-Z]\\w+: (?!.*MCP error)[\\s\\S]*`)),
    });
    await expect(demo.client.readResource({ uri })).rejects.toThrow(words);
  });
});

describe('the list of resources', () => {
  it('grows with what tools answer, and the client is told so', async () => {
    const { client } = await connect([], awsEnv(endpoint.url));
    let told = 0;
    client.setNotificationHandler(ResourceListChangedNotificationSchema, () => {
      told += 1;
    });
    const before = await client.listResources();
    expect(before.resources.map(({ uri }) => uri)).toEqual(['ssm-invocations://aws-cli-options']);
    const instance_id = 'i-00000000';
    await client.callTool({ name: 'list_command_invocations', arguments: { instance_id } });
    expect(told).toBe(0);
    await client.callTool({ name: 'list_command_invocations', arguments: {} });
    expect(told).toBe(1);
    const { resources } = await client.listResources();
    expect(resources).toHaveLength(101);
    const { contents } = await client.readResource({ uri: resources[1]?.uri ?? '' });
    expect(contents).toMatchObject([{ mimeType: 'application/json' }]);
    await client.close();
  });

  it('has a page that translates the options of the AWS CLI', async () => {
    const { contents } = await demo.client.readResource({ uri: 'ssm-invocations://aws-cli-options' });
    expect(contents).toMatchObject([
      { mimeType: 'text/markdown', text: expect.stringContaining('`--command-id`') },
    ]);
  });
});

describe('the prompts', () => {
  it('are listed with their arguments, one at most, described', async () => {
    const { prompts } = await demo.client.listPrompts();
    expect(
      prompts.map(({ name, arguments: args }) => [name, args?.map((each) => [each.name, each.required])]),
    ).toEqual([
      ['troubleshoot_command', [['command_id', true]]],
      ['review_node', [['instance_id', true]]],
      ['fleet_report', [['since', false]]],
    ]);
    for (const prompt of prompts) {
      expect(prompt.description).toMatch(/.{40}/);
      expect(prompt.arguments?.every(({ description }) => description)).toBe(true);
    }
  });

  it('complete their arguments and answer with one message', async () => {
    const { client } = demo;
    for (const { name, arguments: args = [] } of (await client.listPrompts()).prompts) {
      const given: Record<string, string> = {};
      for (const argument of args) {
        const ref = { type: 'ref/prompt' as const, name };
        const { completion } = await client.complete({ ref, argument: { name: argument.name, value: '' } });
        given[argument.name] = completion.values[0] ?? '';
        expect(given[argument.name]).not.toBe('');
      }
      const { messages } = await client.getPrompt({ name, arguments: given });
      expect(messages).toMatchObject([
        { role: 'user', content: { type: 'text', text: expect.stringContaining('\nQuestions\n1. ') } },
      ]);
    }
  });

  it.each([
    ['troubleshoot_command', {}, 'command_id is missing'],
    ['review_node', { instance_id: 'web-1' }, 'managed node id'],
    ['nothing_like_it', {}, 'troubleshoot_command, review_node, fleet_report'],
  ])('refuse %s %j as invalid parameters', async (name, args: Record<string, string>, words) => {
    const asked = demo.client.getPrompt({ name, arguments: args });
    await expect(asked).rejects.toMatchObject({ code: -32602, message: expect.stringContaining(words) });
  });
});

describe('an unknown name', () => {
  it('of a tool is a protocol error that names the tools', async () => {
    await expect(demo.client.callTool({ name: 'send_command', arguments: {} })).rejects.toMatchObject({
      code: -32602,
      message: expect.stringContaining('list_command_invocations'),
    });
  });

  it('of a template is refused in completion, and of a variable has no values', async () => {
    const { client } = demo;
    const argument = { name: 'region', value: '' };
    await expect(client.complete({ ref: REF('ssm://{x}'), argument })).rejects.toMatchObject({
      code: -32602,
    });
    const ref = { type: 'ref/prompt' as const, name: 'review_node' };
    const { completion } = await client.complete({ ref, argument });
    expect(completion.values).toEqual([]);
  });
});

describe('without credentials, a Region or a network', () => {
  it('every list is answered, and what needs AWS says whom to ask', async () => {
    const { client, stderr } = await connect([]);
    expect((await client.listResources()).resources).toHaveLength(1);
    expect((await client.listResourceTemplates()).resourceTemplates).toHaveLength(2);
    expect((await client.listPrompts()).prompts).toHaveLength(3);
    const ref = { type: 'ref/prompt' as const, name: 'troubleshoot_command' };
    const { completion } = await client.complete({ ref, argument: { name: 'command_id', value: '' } });
    expect(completion.values).toEqual([]);
    await expect(client.getPrompt({ name: 'fleet_report' })).rejects.toMatchObject({
      code: -32603,
      message: expect.stringContaining('RegionMissing'),
    });
    await expect(client.readResource({ uri: ABSENT })).rejects.toMatchObject({
      code: -32603,
      message: expect.stringContaining('CredentialsMissing'),
    });
    expect(stderr()).not.toContain('incident');
    await client.close();
  });
});
