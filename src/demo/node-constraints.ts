/**
 * The filters of DescribeInstanceInformation: `Filters`, and the older `InstanceInformationFilterList`, whose members
 * are lower case and which knows fewer keys. A request has one of the two.
 */
import { breach, length, missing, range } from './breaches.ts';
import type { Body } from './members.ts';
import { isBody, serialization, stringIn } from './members.ts';
import { Refusal } from './wire.ts';

export type NodeFilter = {
  readonly key: string;
  readonly values: readonly string[];
  /** Came in InstanceInformationFilterList, whose keys are an enumeration. */
  readonly legacy: boolean;
};

const LEGACY_KEYS = [
  ...['InstanceIds', 'AgentVersion', 'PingStatus', 'PlatformTypes'],
  ...['ActivationIds', 'IamRole', 'ResourceType', 'AssociationStatus'],
];

/** Throws ValidationException where both forms are there. */
export function nodeFiltersIn(body: Body): readonly NodeFilter[] | undefined {
  const filters = listIn(body, 'Filters', 'Key', 'Values');
  const legacy = listIn(body, 'InstanceInformationFilterList', 'key', 'valueSet');
  if (filters && legacy) {
    throw new Refusal(
      'ValidationException',
      'Filters and InstanceInformationFilterList cannot be specified together.',
    );
  }
  return filters ?? legacy;
}

function listIn(body: Body, name: string, key: string, values: string): readonly NodeFilter[] | undefined {
  const list = body[name] ?? undefined;
  if (list === undefined) return undefined;
  if (!Array.isArray(list)) throw serialization('Expected list or null');
  return list.map((member: unknown) => {
    if (!isBody(member)) throw serialization('Expected structure or null');
    const legacy = key === 'key';
    // An absent key or value set reads as an empty one, which breaks its constraint.
    return { key: stringIn(member, key) ?? '', values: stringsIn(member, values), legacy };
  });
}

function stringsIn(body: Body, name: string): readonly string[] {
  const list = body[name] ?? [];
  if (!Array.isArray(list)) throw serialization('Expected list or null');
  return list.map((_, index) => stringIn(list as unknown as Body, String(index)) ?? '');
}

export function nodeBreaches(
  maxResults: number | undefined,
  filters: readonly NodeFilter[] = [],
): readonly string[] {
  return [...range('maxResults', maxResults, 5, 50), ...filters.flatMap(filterBreaches)];
}

function filterBreaches({ key, values, legacy }: NodeFilter, index: number): readonly string[] {
  const at = `${legacy ? 'instanceInformationFilterList' : 'filters'}.${index + 1}.member`;
  const set = `${at}.${legacy ? 'valueSet' : 'values'}`;
  const shown = `[${values.join(', ')}]`;
  return [
    ...(key === '' ? missing(true, `${at}.key`, undefined) : []),
    ...(legacy && key !== '' && !LEGACY_KEYS.includes(key)
      ? [breach(key, `${at}.key`, `satisfy enum value set: [${LEGACY_KEYS.join(', ')}]`)]
      : []),
    ...(values.length < 1 ? [breach(shown, set, 'have length greater than or equal to 1')] : []),
    ...(values.length > 100 ? [breach(shown, set, 'have length less than or equal to 100')] : []),
    ...values.flatMap((value, place) => length(`${set}.${place + 1}.member`, value, 1)),
  ];
}
