/** What must hold of every answer of every tool: checked wherever a test gets one. */

import { AjvJsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/ajv';
import { expect } from 'vitest';
import { catalog } from '../src/mcp/catalog.ts';
import type { ToolAnswer } from '../src/tools/tool.ts';

/** A surrogate without its partner: strict readers of JSON refuse the whole line. */
const LONE_SURROGATE = /\p{Cs}/u;

const validator = new AjvJsonSchemaValidator();

const validators = new Map(
  catalog
    .listTools()
    .map(({ name, outputSchema }) => [name, validator.getValidator(outputSchema ?? { type: 'object' })]),
);

/** The answer itself. Fails where a string is not well-formed, or the structure is not what was published. */
export function checked(tool: string, answer: ToolAnswer): ToolAnswer {
  expectWellFormed(answer);
  // As it arrives: what JSON drops is not there.
  const arrived: unknown = JSON.parse(JSON.stringify(answer.structured));
  const result = validators.get(tool)?.(arrived);
  expect(result?.errorMessage, tool).toBeUndefined();
  expect(result?.valid, tool).toBe(true);
  return answer;
}

/** Of every string and every name in `value`, however deep: in JSON's own text the fault would be escaped. */
export function expectWellFormed(value: unknown): void {
  for (const text of stringsOf(value)) expect(text).not.toMatch(LONE_SURROGATE);
}

export function* stringsOf(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    if (!Array.isArray(value)) yield name;
    yield* stringsOf(member);
  }
}
