/** What a caller filters by, checked and spelled as AWS wants it, before AWS is asked anything. */

import { z } from 'zod/v3';
import {
  COMMAND_STATUSES,
  type Filter,
  type FilterKey,
  INVOCATION_STATUSES,
  InvalidInputError,
  normalizeStatus,
} from '../run-command/index.ts';
import { parseMoment } from './moment.ts';

export type FilterRules<Key extends FilterKey = FilterKey> = {
  readonly keys: readonly [Key, ...Key[]];
  readonly statuses: readonly string[];
  /** Why a status or a key that exists elsewhere is refused here, and where it belongs. */
  readonly elsewhere: string;
};

export const INVOCATION_FILTERS: FilterRules<'InvokedAfter' | 'InvokedBefore' | 'Status' | 'DocumentName'> = {
  keys: ['InvokedAfter', 'InvokedBefore', 'Status', 'DocumentName'],
  statuses: INVOCATION_STATUSES,
  elsewhere:
    'is known to commands, not to invocations: use list_commands, then ask here with the command_id it shows',
};

export const COMMAND_FILTERS: FilterRules = {
  keys: ['InvokedAfter', 'InvokedBefore', 'Status', 'ExecutionStage', 'DocumentName'],
  statuses: COMMAND_STATUSES,
  elsewhere: 'is known to invocations, not to commands: use list_command_invocations',
};

const ALL_STATUSES = [...new Set<string>([...INVOCATION_STATUSES, ...COMMAND_STATUSES])];
const STAGES = ['Executing', 'Complete'];

/** The service model's DocumentName: no ':' and no '/', so no ARN. */
const DOCUMENT_NAME = /^[a-zA-Z0-9_\-.]{3,128}$/;

/** The parameter `filters`: one value a key; what a value may be depends on the key and is checked below. */
export function filtersSchema<Key extends FilterKey>(rules: FilterRules<Key>, values: string) {
  const key = z.enum(rules.keys, {
    errorMap: (_issue, { data }) => ({
      message:
        typeof data === 'string' && COMMAND_FILTERS.keys.some((known) => known === data)
          ? `the filter ${data} ${rules.elsewhere}`
          : `accepted keys are ${rules.keys.join(', ')}`,
    }),
  });
  const value = z
    .string()
    .min(1, 'a filter needs a value')
    .max(128, 'AWS takes 128 characters at most')
    .describe(values);
  return z
    .array(z.object({ key, value }).strict())
    .min(1, 'an empty list filters nothing: leave filters out instead')
    .max(5, 'AWS takes 5 filters at most')
    .describe('All must hold; each key once');
}

/** Throws `InvalidInputError` with the reason and the way out. `nowMs` is what spans count back from. */
export function resolveFilters(
  given: readonly Filter[] | undefined,
  instanceId: string | undefined,
  rules: FilterRules,
  nowMs: number,
): Filter[] {
  const filters = (given ?? []).map(({ key, value }) => ({ key, value: RESOLVE[key](value, rules, nowMs) }));
  const keys = filters.map(({ key }) => key);
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice !== undefined) {
    throw new InvalidInputError(
      `the filter ${twice} is given twice.`,
      `AWS takes one value a key. Make one call for each value of ${twice}, or leave it out and read the counts by status.`,
    );
  }
  const valueOfKey = (wanted: FilterKey) => filters.find(({ key }) => key === wanted)?.value;
  const [after, before] = [valueOfKey('InvokedAfter'), valueOfKey('InvokedBefore')];
  if (after !== undefined && before !== undefined && after >= before) {
    throw new InvalidInputError(
      `InvokedAfter (${after}) is not before InvokedBefore (${before}).`,
      'Swap the two, or widen the span.',
    );
  }
  if (instanceId !== undefined && valueOfKey('Status') === 'Pending') {
    throw new InvalidInputError(
      'AWS does not take instance_id together with Status Pending: a pending command has not reached a node yet.',
      'Leave out instance_id, or ask for the command and read which nodes are Pending.',
    );
  }
  return filters;
}

const RESOLVE: Record<FilterKey, (value: string, rules: FilterRules, nowMs: number) => string> = {
  // Towards the outside: a whole second too much is seen, a part of one too little would be missed in silence.
  InvokedAfter: (value, _rules, nowMs) =>
    wholeSeconds(Math.floor(parseMoment(value, 'InvokedAfter', nowMs) / 1000)),
  InvokedBefore: (value, _rules, nowMs) =>
    wholeSeconds(Math.ceil(parseMoment(value, 'InvokedBefore', nowMs) / 1000)),
  Status: resolveStatus,
  ExecutionStage: (value) => {
    const stage = STAGES.find((known) => known.toLowerCase() === value.trim().toLowerCase());
    if (stage === undefined) {
      throw new InvalidInputError(
        `ExecutionStage cannot be ${JSON.stringify(value)}.`,
        'It is Executing (still running) or Complete.',
      );
    }
    return stage;
  },
  DocumentName: (value) => {
    if (!DOCUMENT_NAME.test(value)) {
      throw new InvalidInputError(
        `DocumentName cannot be ${JSON.stringify(value)}.`,
        'Give the bare, exact name, such as AWS-RunShellScript: 3 to 128 letters, digits, "_", "-" or "."; no ARN, no wildcard.',
      );
    }
    return value;
  },
};

function resolveStatus(value: string, rules: FilterRules): string {
  const status = normalizeStatus(value);
  if (rules.statuses.includes(status)) return status;
  const exists = ALL_STATUSES.includes(status);
  throw new InvalidInputError(
    exists ? `the status ${status} ${rules.elsewhere}.` : `Status cannot be ${JSON.stringify(value)}.`,
    `Accepted: ${rules.statuses.join(', ')}.`,
  );
}

function wholeSeconds(epochSeconds: number): string {
  return `${new Date(epochSeconds * 1000).toISOString().slice(0, 19)}Z`;
}
