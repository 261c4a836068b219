/** Members of a request's body. A wrong type is a SerializationException, as the service's own parser has it. */
import { Refusal } from './wire.ts';

export type Body = Readonly<Record<string, unknown>>;

export function stringIn(body: Body, name: string): string | undefined {
  const value = body[name] ?? undefined;
  if (value === undefined || typeof value === 'string') return value;
  throw serialization(`${kindOf(value)} can not be converted to a String`);
}

export function integerIn(body: Body, name: string): number | undefined {
  const value = body[name] ?? undefined;
  if (value === undefined || (typeof value === 'number' && Number.isInteger(value))) return value;
  throw serialization(`${kindOf(value)} can not be converted to an Integer`);
}

export function booleanIn(body: Body, name: string): boolean | undefined {
  const value = body[name] ?? undefined;
  if (value === undefined || typeof value === 'boolean') return value;
  throw serialization(`${kindOf(value)} can not be converted to a Boolean`);
}

export function isBody(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  if (typeof value === 'number') return Number.isInteger(value) ? 'NUMBER_VALUE' : 'DECIMAL_VALUE';
  if (typeof value === 'boolean') return value ? 'TRUE_VALUE' : 'FALSE_VALUE';
  return typeof value === 'string' ? 'STRING_VALUE' : 'START_OBJECT';
}

export function serialization(message: string): Refusal {
  return new Refusal('SerializationException', message);
}
