/**
 * The constraints that the service model puts on the three inputs (botocore's ssm 2014-11-06), refused in
 * the words that SSM uses. No client checks all of them, so the endpoint has to.
 */
import { Refusal } from './wire.ts';

export const OPERATIONS = ['GetCommandInvocation', 'ListCommandInvocations', 'ListCommands'] as const;
export type OperationName = (typeof OPERATIONS)[number];

export type CommandFilter = { readonly key: string; readonly value: string };
export type Input = {
  readonly CommandId?: string;
  readonly InstanceId?: string;
  readonly PluginName?: string;
  readonly MaxResults?: number;
  readonly NextToken?: string;
  readonly Filters?: readonly CommandFilter[];
  readonly Details?: boolean;
};

type Body = Readonly<Record<string, unknown>>;

const INSTANCE_ID = String.raw`(^i-(\w{8}|\w{17})$)|(^mi-\w{17}$)`;
const INSTANCE_ID_PATTERN = new RegExp(INSTANCE_ID);
const FILTER_KEYS = ['InvokedAfter', 'InvokedBefore', 'Status', 'ExecutionStage', 'DocumentName'];

/** Throws SerializationException for a wrong type and ValidationException, all breaches in one, otherwise. */
export function readInput(operation: OperationName, body: Body): Input {
  const input = operation === 'GetCommandInvocation' ? getInput(body) : listInput(operation, body);
  const breaches = breachesOf(operation, input);
  if (breaches.length > 0) {
    const counted = breaches.length === 1 ? '1 validation error' : `${breaches.length} validation errors`;
    throw new Refusal('ValidationException', `${counted} detected: ${breaches.join('; ')}`);
  }
  return input;
}

function getInput(body: Body): Input {
  return { ...identifiers(body), ...optional('PluginName', stringIn(body, 'PluginName')) };
}

function listInput(operation: OperationName, body: Body): Input {
  const details = operation === 'ListCommandInvocations' ? booleanIn(body, 'Details') : undefined;
  return {
    ...identifiers(body),
    ...optional('MaxResults', integerIn(body, 'MaxResults')),
    ...optional('NextToken', stringIn(body, 'NextToken')),
    ...optional('Filters', filtersIn(body)),
    ...optional('Details', details),
  };
}

function identifiers(body: Body): Input {
  return {
    ...optional('CommandId', stringIn(body, 'CommandId')),
    ...optional('InstanceId', stringIn(body, 'InstanceId')),
  };
}

function breachesOf(operation: OperationName, input: Input): readonly string[] {
  const required = operation === 'GetCommandInvocation';
  return [
    ...missing(required, 'commandId', input.CommandId),
    ...missing(required, 'instanceId', input.InstanceId),
    ...length('commandId', input.CommandId, 36, 36),
    ...pattern('instanceId', input.InstanceId),
    ...length('pluginName', input.PluginName, 4),
    ...range('maxResults', input.MaxResults, 1, 50),
    ...(input.Filters === undefined ? [] : filterBreaches(input.Filters)),
  ];
}

function filterBreaches(filters: readonly CommandFilter[]): readonly string[] {
  const shown = `[${filters.map(({ key, value }) => `CommandFilter(key=${key}, value=${value})`).join(', ')}]`;
  const members = filters.flatMap(({ key, value }, index) => {
    const at = `filters.${index + 1}.member`;
    return [
      ...(key === '' || FILTER_KEYS.includes(key)
        ? []
        : [breach(key, `${at}.key`, `satisfy enum value set: [${FILTER_KEYS.join(', ')}]`)]),
      ...(key === '' ? missing(true, `${at}.key`, undefined) : []),
      ...length(`${at}.value`, value, 1, 128),
    ];
  });
  if (filters.length < 1) return [breach(shown, 'filters', 'have length greater than or equal to 1')];
  if (filters.length > 5)
    return [breach(shown, 'filters', 'have length less than or equal to 5'), ...members];
  return members;
}

function missing(required: boolean, at: string, value: unknown): readonly string[] {
  if (!required || value !== undefined) return [];
  return [`Value null at '${at}' failed to satisfy constraint: Member must not be null`];
}

function length(at: string, value: string | undefined, min: number, max?: number): readonly string[] {
  if (value === undefined) return [];
  // The service counts code points, not UTF-16 units.
  const size = [...value].length;
  if (size < min) return [breach(value, at, `have length greater than or equal to ${min}`)];
  if (max !== undefined && size > max) return [breach(value, at, `have length less than or equal to ${max}`)];
  return [];
}

function range(at: string, value: number | undefined, min: number, max: number): readonly string[] {
  if (value === undefined) return [];
  if (value < min) return [breach(value, at, `have value greater than or equal to ${min}`)];
  if (value > max) return [breach(value, at, `have value less than or equal to ${max}`)];
  return [];
}

function pattern(at: string, value: string | undefined): readonly string[] {
  if (value === undefined || INSTANCE_ID_PATTERN.test(value)) return [];
  return [breach(value, at, `satisfy regular expression pattern: ${INSTANCE_ID}`)];
}

function breach(value: string | number, at: string, must: string): string {
  return `Value '${value}' at '${at}' failed to satisfy constraint: Member must ${must}`;
}

function filtersIn(body: Body): readonly CommandFilter[] | undefined {
  const list = body['Filters'] ?? undefined;
  if (list === undefined) return undefined;
  if (!Array.isArray(list)) throw serialization('Expected list or null');
  return list.map((member: unknown) => {
    if (!isBody(member)) throw serialization('Expected structure or null');
    // Here alone the API spells members in lower case. An absent one reads as "", which breaks its constraint.
    return { key: stringIn(member, 'key') ?? '', value: stringIn(member, 'value') ?? '' };
  });
}

function stringIn(body: Body, name: string): string | undefined {
  const value = body[name] ?? undefined;
  if (value === undefined || typeof value === 'string') return value;
  throw serialization(`${kindOf(value)} can not be converted to a String`);
}

function integerIn(body: Body, name: string): number | undefined {
  const value = body[name] ?? undefined;
  if (value === undefined || (typeof value === 'number' && Number.isInteger(value))) return value;
  throw serialization(`${kindOf(value)} can not be converted to an Integer`);
}

function booleanIn(body: Body, name: string): boolean | undefined {
  const value = body[name] ?? undefined;
  if (value === undefined || typeof value === 'boolean') return value;
  throw serialization(`${kindOf(value)} can not be converted to a Boolean`);
}

export function isBody(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function optional<Name extends keyof Input>(name: Name, value: Input[Name] | undefined): Input {
  return value === undefined ? {} : { [name]: value };
}

function kindOf(value: unknown): string {
  if (typeof value === 'number') return Number.isInteger(value) ? 'NUMBER_VALUE' : 'DECIMAL_VALUE';
  if (typeof value === 'boolean') return value ? 'TRUE_VALUE' : 'FALSE_VALUE';
  return typeof value === 'string' ? 'STRING_VALUE' : 'START_OBJECT';
}

function serialization(message: string): Refusal {
  return new Refusal('SerializationException', message);
}
