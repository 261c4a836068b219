/**
 * Arguments into typed input, or an error that says what to do.
 *
 * Schemas are written with the v3 API of zod 4 (`zod/v3`): zod-to-json-schema reads only those, and turns a
 * v4 schema silently into an empty one. The contract test would notice.
 */

import { z } from 'zod/v3';
import { InvalidInputError } from '../run-command/index.ts';

/** Throws `InvalidInputError` about the first thing that is wrong, unknown parameters before all else. */
export function parseInput<Schema extends z.ZodTypeAny>(schema: Schema, args: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(args ?? {});
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues;
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
  throw issue === undefined ? parsed.error : toInvalidInput(issue, schema, args);
}

function toInvalidInput(issue: z.ZodIssue, schema: z.ZodTypeAny, args: unknown): InvalidInputError {
  const where = issue.path.length === 0 ? 'arguments' : pathOf(issue.path);
  switch (issue.code) {
    case 'unrecognized_keys': {
      const named = issue.keys.map((key) => JSON.stringify(key.slice(0, 60))).join(', ');
      return new InvalidInputError(
        `unknown ${issue.keys.length === 1 ? 'parameter' : 'parameters'} ${named}${issue.path.length === 0 ? '' : ` in ${where}`}.`,
        `Accepted are: ${acceptedAt(schema, issue.path).join(', ')}. Remove or rename it and call again.`,
      );
    }
    case 'invalid_type':
      // A sentence of the schema's own shows what is to be written, which the name of a type does not.
      if (!/^(?:Expected |Required$)/.test(issue.message)) {
        return new InvalidInputError(`${where} must be ${article(issue.expected)}.`, `${issue.message}.`);
      }
      return issue.received === 'undefined'
        ? new InvalidInputError(`${where} is missing.`, `Pass ${where} as ${article(issue.expected)}.`)
        : new InvalidInputError(
            `${where} must be ${article(issue.expected)}, not ${article(issue.received)}.`,
            `Pass ${where} as ${article(issue.expected)}.`,
          );
    default:
      // The other messages are our own: each schema that can fail otherwise carries its sentence.
      return new InvalidInputError(
        `${where}: ${issue.message}.`,
        `Given was ${shown(valueAt(args, issue.path))}.`,
      );
  }
}

function pathOf(path: readonly (string | number)[]): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`))
    .join('');
}

function article(type: string): string {
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}

function acceptedAt(schema: z.ZodTypeAny, path: readonly (string | number)[]): string[] {
  let at = schema;
  for (const part of path) at = stepInto(unwrap(at), part);
  const object = unwrap(at);
  return object instanceof z.ZodObject ? Object.keys(object.shape) : [];
}

function stepInto(schema: z.ZodTypeAny, part: string | number): z.ZodTypeAny {
  if (schema instanceof z.ZodArray) return schema.element;
  if (schema instanceof z.ZodObject && Object.hasOwn(schema.shape, part)) return schema.shape[part];
  return z.never();
}

function unwrap(schema: z.ZodTypeAny): z.ZodTypeAny {
  return schema instanceof z.ZodOptional ? unwrap(schema.unwrap()) : schema;
}

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (at, part) => (typeof at === 'object' && at !== null ? Reflect.get(at, part) : undefined),
    value,
  );
}

/** The caller's own value, short enough to repeat. */
function shown(value: unknown): string {
  const json = JSON.stringify(value) ?? 'nothing';
  return json.length > 80 ? `${[...json].slice(0, 79).join('')}…` : json;
}
