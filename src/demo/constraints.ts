/**
 * The constraints that the service model puts on the inputs (botocore's ssm 2014-11-06), refused in
 * the words that SSM uses. No client checks all of them, so the endpoint has to.
 */
import { breach, length, missing, pattern, range } from './breaches.ts';
import type { Body } from './members.ts';
import { booleanIn, integerIn, isBody, serialization, stringIn } from './members.ts';
import type { NodeFilter } from './node-constraints.ts';
import { nodeBreaches, nodeFiltersIn } from './node-constraints.ts';
import { Refusal } from './wire.ts';

export const OPERATIONS = [
  'DescribeInstanceInformation',
  'GetCommandInvocation',
  'ListCommandInvocations',
  'ListCommands',
] as const;
export type OperationName = (typeof OPERATIONS)[number];

export type CommandFilter = { readonly key: string; readonly value: string };
export type Input = {
  readonly CommandId?: string;
  readonly InstanceId?: string;
  readonly PluginName?: string;
  readonly MaxResults?: number;
  readonly NextToken?: string;
  readonly Filters?: readonly CommandFilter[];
  /** Of DescribeInstanceInformation, from whichever of its two members. */
  readonly NodeFilters?: readonly NodeFilter[];
  readonly Details?: boolean;
};

const FILTER_KEYS = ['InvokedAfter', 'InvokedBefore', 'Status', 'ExecutionStage', 'DocumentName'];

/** Throws SerializationException for a wrong type and ValidationException, all breaches in one, otherwise. */
export function readInput(operation: OperationName, body: Body): Input {
  const input = inputOf(operation, body);
  const breaches = breachesOf(operation, input);
  if (breaches.length > 0) {
    const counted = breaches.length === 1 ? '1 validation error' : `${breaches.length} validation errors`;
    throw new Refusal('ValidationException', `${counted} detected: ${breaches.join('; ')}`);
  }
  return input;
}

function inputOf(operation: OperationName, body: Body): Input {
  if (operation === 'GetCommandInvocation') return getInput(body);
  if (operation === 'DescribeInstanceInformation') return nodesInput(body);
  return listInput(operation, body);
}

function nodesInput(body: Body): Input {
  return {
    ...optional('MaxResults', integerIn(body, 'MaxResults')),
    ...optional('NextToken', stringIn(body, 'NextToken')),
    ...optional('NodeFilters', nodeFiltersIn(body)),
  };
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
  if (operation === 'DescribeInstanceInformation') return nodeBreaches(input.MaxResults, input.NodeFilters);
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

function optional<Name extends keyof Input>(name: Name, value: Input[Name] | undefined): Input {
  return value === undefined ? {} : { [name]: value };
}
