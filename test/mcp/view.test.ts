/** The MCP App as a client sees it on the wire; what it looks like is tried in a browser (`npm run check:view`). */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXAMPLE_COMMANDS } from '../../src/demo/create-fleet.ts';
import { type Endpoint, startEndpoint } from '../endpoint/endpoint.ts';
import { awsEnv, BARE_ENV, type Connected, connect } from '../stdio-client.ts';

const MIME_TYPE = 'text/html;profile=mcp-app';
const apps = (settings: object) => ({ extensions: { 'io.modelcontextprotocol/ui': settings } });

/** Nothing is fetched, and nothing asks for a network. */
const DECLARED = {
  ui: {
    csp: { connectDomains: [], resourceDomains: [], frameDomains: [], baseUriDomains: [] },
    prefersBorder: true,
  },
};

let endpoint: Endpoint;
let plain: Connected;
let host: Connected;
beforeAll(async () => {
  endpoint = await startEndpoint({ nodes: 200 });
  const env = awsEnv(endpoint.url);
  [plain, host] = await Promise.all([connect([], env), connect([], env, apps({ mimeTypes: [MIME_TYPE] }))]);
});
afterAll(async () => {
  await Promise.all([plain.client.close(), host.client.close()]);
  await endpoint.close();
});

async function uriOf({ client }: Connected): Promise<string> {
  const { tools } = await client.listTools();
  return String((tools[0]?._meta?.['ui'] as { resourceUri?: string } | undefined)?.resourceUri);
}

async function pageOf({ client }: Connected, uri: string) {
  const { contents } = await client.readResource({ uri });
  const [content] = contents;
  return { ...content, text: content && 'text' in content ? content.text : '' };
}

describe('a client that announces the extension', () => {
  it('is told of the view by the two tools whose answers it draws', async () => {
    const { tools } = await host.client.listTools();
    const uri = await uriOf(host);
    expect(uri).toMatch(/^ui:\/\/ssm-invocations\/fleet-[0-9a-f]{12}\.html$/);
    expect(Object.fromEntries(tools.map(({ name, _meta }) => [name, _meta]))).toEqual({
      list_command_invocations: { ui: { resourceUri: uri }, 'ui/resourceUri': uri },
      get_command_invocation: undefined,
      list_commands: undefined,
      compare_commands: { ui: { resourceUri: uri }, 'ui/resourceUri': uri },
    });
  });

  it('finds the page in the list and reads it, with what it needs of the network: nothing', async () => {
    const uri = await uriOf(host);
    const { resources } = await host.client.listResources();
    expect(resources.find((resource) => resource.uri === uri)).toMatchObject({
      mimeType: MIME_TYPE,
      _meta: DECLARED,
    });
    expect(await pageOf(host, uri)).toMatchObject({ uri, mimeType: MIME_TYPE, _meta: DECLARED });
  });

  it('is told when the nodes ran, within the bound of the answer', async () => {
    const args = { command_id: EXAMPLE_COMMANDS.kernelVersions, details: true };
    const answer = await host.client.callTool({ name: 'list_command_invocations', arguments: args });
    expect(answer.structuredContent).toMatchObject({
      summary: {
        ran: { nodes: expect.any(Number), step_seconds: expect.any(Number), succeeded: expect.any(Array) },
      },
    });
  });

  it.each([
    ['without the types, as hosts once did', {}, true],
    ['with other types alone', { mimeTypes: ['text/plain'] }, false],
  ])('%s', async (_name, settings, shown) => {
    const { client } = await connect([], BARE_ENV, apps(settings));
    const { tools } = await client.listTools();
    await client.close();
    expect(tools.some(({ _meta }) => _meta !== undefined)).toBe(shown);
  });
});

describe('any other client', () => {
  it('is shown the same tools, but for what points to the view', async () => {
    const [here, there] = await Promise.all([plain.client.listTools(), host.client.listTools()]);
    expect(here.tools.every((tool) => !('_meta' in tool))).toBe(true);
    expect(there.tools.map(({ _meta, ...tool }) => tool)).toEqual(here.tools);
  });

  it('is shown the same resources, prompts and capabilities, but for the page', async () => {
    const [here, there] = await Promise.all(
      [plain.client, host.client].map(async (client) => ({
        capabilities: client.getServerCapabilities(),
        instructions: client.getInstructions(),
        templates: await client.listResourceTemplates(),
        prompts: await client.listPrompts(),
      })),
    );
    expect(there).toEqual(here);
    const { resources } = await plain.client.listResources();
    expect(resources.filter(({ uri }) => uri.startsWith('ui:'))).toEqual([]);
  });

  it('is told nothing that only a picture can use', async () => {
    const args = { command_id: EXAMPLE_COMMANDS.kernelVersions, details: true };
    const answer = await plain.client.callTool({ name: 'list_command_invocations', arguments: args });
    expect(answer.structuredContent).toHaveProperty('summary.duration_seconds');
    expect(answer.structuredContent).not.toHaveProperty('summary.ran');
  });

  it('that asks for the page is given it, and from then on is one that shows it', async () => {
    const asking = await connect([]);
    await asking.client.readResource({ uri: await uriOf(host) });
    expect(await uriOf(asking)).toBe(await uriOf(host));
    await asking.client.close();
  });
});

describe('the page', () => {
  it('is at most 40 KB, and one file', async () => {
    const { text } = await pageOf(host, await uriOf(host));
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(40 * 1024);
    expect(text).not.toMatch(/<(?:link|img|iframe)\b|\b(?:src|href)=|@import|url\(|https?:/);
  });

  it('has no way to turn a string into markup or code, nor to reach a network', async () => {
    const { text } = await pageOf(host, await uriOf(host));
    expect(text).not.toMatch(
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|DOMParser|srcdoc|\beval\b|new Function|setTimeout|fetch\(|XMLHttpRequest|WebSocket|sendBeacon|localStorage|cookie/,
    );
    expect(text).toContain("default-src 'none'");
  });

  it('is given under the URI of an earlier version, which a host may have kept', async () => {
    const uri = 'ui://ssm-invocations/fleet-0123456789ab.html';
    const old = await pageOf(host, uri);
    expect(old).toEqual({ ...(await pageOf(host, await uriOf(host))), uri });
  });

  it.each(['ui://ssm-invocations/other.html', 'ui://elsewhere/fleet-0123456789ab.html'])(
    'is not at %s',
    async (uri) => {
      await expect(plain.client.readResource({ uri })).rejects.toMatchObject({ code: -32002 });
    },
  );
});
