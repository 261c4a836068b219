/** What clients are shown, under review: the lists as a file, and the rules that every entry has to keep. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Connected, connect } from '../stdio-client.ts';
import { exactTokens } from '../tokens/tokenizers.ts';

type Schema = { readonly [keyword: string]: unknown };

let connected: Connected;
beforeAll(async () => {
  connected = await connect([]);
});
afterAll(() => connected.client.close());

describe('the contract', () => {
  it('is what it was when it was last reviewed (accept a change with: npx vitest run test/mcp/contract.test.ts -u)', async () => {
    const { client } = connected;
    const shown = {
      instructions: client.getInstructions(),
      capabilities: client.getServerCapabilities(),
      ...(await client.listTools()),
      ...(await client.listResourceTemplates()),
      ...(await client.listPrompts()),
    };
    await expect(`${JSON.stringify(shown, null, 2)}\n`).toMatchFileSnapshot('__snapshots__/contract.json');
  });

  it('costs a client at most 4,000 tokens', async () => {
    const { tools } = await connected.client.listTools();
    expect(exactTokens(JSON.stringify(tools)).o200k).toBeLessThanOrEqual(4_000);
  });

  it('has titled, read-only tools whose texts no client cuts', async () => {
    const { tools } = await connected.client.listTools();
    expect(tools.length).toBeGreaterThan(0);
    for (const tool of tools) {
      expect(tool.title).toBeTruthy();
      expect(tool.name).toMatch(/^[a-z_]{1,40}$/);
      expect(tool.description?.length).toBeLessThanOrEqual(2_048);
      expect(tool.annotations).toEqual({
        readOnlyHint: true,
        destructiveHint: false,
        idempotentHint: true,
        openWorldHint: true,
      });
    }
    expect(connected.client.getInstructions()?.length).toBeLessThanOrEqual(2_048);
  });

  it('gives no orders to the model', async () => {
    const { tools } = await connected.client.listTools();
    const texts = [connected.client.getInstructions(), ...tools.map(({ description }) => description)];
    for (const text of texts)
      expect(text).not.toMatch(/\b(you must|always|never call|important|critical)\b/i);
  });

  it('has schemas that every known client reads', async () => {
    const { tools } = await connected.client.listTools();
    const schemas = tools.flatMap(({ inputSchema, outputSchema }) => [inputSchema, outputSchema]);
    for (const schema of schemas) {
      expect(schema).toMatchObject({ type: 'object', properties: expect.any(Object) });
      for (const word of ['$schema', '$ref', 'anyOf', 'oneOf', 'allOf'])
        expect(schema).not.toHaveProperty(word);
      for (const part of partsOf(schema as Schema)) {
        expect(Array.isArray(part['type']), JSON.stringify(part)).toBe(false);
        expect(part).not.toHaveProperty('$ref');
        if (part['type'] === 'array') expect(part['items']).toMatchObject({ type: expect.any(String) });
      }
    }
  });

  it('describes every parameter, takes no unknown one, and bounds every number', async () => {
    const { tools } = await connected.client.listTools();
    for (const { inputSchema } of tools) {
      expect(inputSchema['additionalProperties']).toBe(false);
      for (const [name, parameter] of Object.entries(inputSchema.properties ?? {})) {
        expect(parameter, name).toMatchObject({ description: expect.stringMatching(/.{5}/) });
        if ('type' in parameter && parameter.type === 'integer') {
          expect(parameter, name).toMatchObject({ minimum: expect.any(Number), maximum: expect.any(Number) });
        }
      }
    }
  });
});

/** Every schema object within a schema, however deep. */
function partsOf(schema: Schema): Schema[] {
  return Object.values(schema).flatMap((value): Schema[] => {
    if (Array.isArray(value)) return value.flatMap((item) => (isObject(item) ? partsOf({ item }) : []));
    return isObject(value) ? [value, ...partsOf(value)] : [];
  });
}

function isObject(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null;
}
