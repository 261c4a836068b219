/** What must hold of every answer of every tool: checked wherever a test gets one. */

import { AjvJsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/ajv';
import type { JsonSchemaType } from '@modelcontextprotocol/sdk/validation/types.js';
import { expect } from 'vitest';
import { zodToJsonSchema } from 'zod-to-json-schema';
import { createCatalog } from '../src/mcp/catalog.ts';
import { wholeInvocationList } from '../src/tools/list-command-invocations/schema.ts';
import type { ToolAnswer } from '../src/tools/tool.ts';

/** A surrogate without its partner: strict readers of JSON refuse the whole line. */
const LONE_SURROGATE = /\p{Cs}/u;

const validator = new AjvJsonSchemaValidator();

const validators = new Map(
  createCatalog({ search: true })
    .listTools()
    .map(({ name, outputSchema }) => [name, validator.getValidator(outputSchema ?? { type: 'object' })]),
);

/** Clients are shown less than the whole and let the rest through, so that only the whole finds what nobody declared. */
const wholeList = validator.getValidator(zodToJsonSchema(wholeInvocationList) as JsonSchemaType);

/** The answer itself. Fails where a string is not well-formed, or the structure is not what was published. */
export function checked(tool: string, answer: ToolAnswer): ToolAnswer {
  expectWellFormed(answer);
  // As it arrives: what JSON drops is not there.
  const arrived: unknown = JSON.parse(JSON.stringify(answer.structured));
  for (const validate of [validators.get(tool), tool === 'list_command_invocations' && wholeList]) {
    if (validate) expect(validate(arrived).errorMessage, tool).toBeUndefined();
  }
  return answer;
}

/** Of every string and every name in `value`, however deep: in JSON's own text the fault would be escaped. */
export function expectWellFormed(value: unknown): void {
  expect([...stringsOf(value)].filter((text) => LONE_SURROGATE.test(text))).toEqual([]);
}

export function* stringsOf(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    if (!Array.isArray(value)) yield name;
    yield* stringsOf(member);
  }
}
