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

/** As AWS's reference has it. */
const TIMED_OUT = 'TimedOut covers both timeouts, Failed neither';

const ALL_STATUSES: readonly string[] = [...new Set<string>([...INVOCATION_STATUSES, ...COMMAND_STATUSES])];
const STAGES = ['Executing', 'Complete'];

/** The service model's DocumentName. */
const DOCUMENT_NAME = /^[a-zA-Z0-9_\-.]{3,128}$/;

/** The service model's CommandFilterValue, which holds for every key. */
const MAX_VALUE_LENGTH = 128;

/**
 * A document that another account shares is sent by its ARN, and SSM then has the ARN for its name: CommandFilter takes
 * any text of up to 128 characters, so it goes out as it is.
 */
const DOCUMENT_ARN = /^arn:aws[a-z-]{0,20}:ssm:[a-z0-9-]{1,40}:(?:\d{12})?:document\/[a-zA-Z0-9_\-.]{3,128}$/;

/** For callers who write an object, the syntax of the AWS CLI, or JSON in a string. */
const SHAPE =
  'Pass filters as an array of objects, each with a key and a value: [{"key": "Status", "value": "Failed"}]';

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
    .max(MAX_VALUE_LENGTH, `AWS takes ${MAX_VALUE_LENGTH} characters at most`)
    .describe(`${values}. ${TIMED_OUT}`);
  return z
    .array(z.object({ key, value }, { invalid_type_error: SHAPE }).strict(), { invalid_type_error: SHAPE })
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
  const filters = (given ?? []).map(({ key, value }) => ({
    key,
    value: resolveValue(key, value, rules, nowMs),
  }));
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

function resolveValue(key: FilterKey, value: string, rules: FilterRules, nowMs: number): string {
  switch (key) {
    // Towards the outside: a whole second too much is seen, a part of one too little would be missed.
    case 'InvokedAfter':
      return wholeSeconds(Math.floor(parseMoment(value, key, nowMs) / 1000));
    case 'InvokedBefore':
      return wholeSeconds(Math.ceil(parseMoment(value, key, nowMs) / 1000));
    case 'Status':
      return resolveStatus(value, rules);
    case 'ExecutionStage':
      return resolveStage(value);
    case 'DocumentName':
      return checkDocumentName(value);
  }
}

function resolveStage(value: string): string {
  const stage = STAGES.find((known) => known.toLowerCase() === value.trim().toLowerCase());
  if (stage !== undefined) return stage;
  throw new InvalidInputError(
    `ExecutionStage cannot be ${JSON.stringify(value)}.`,
    'It is Executing (still running) or Complete.',
  );
}

function checkDocumentName(value: string): string {
  if (DOCUMENT_NAME.test(value) || DOCUMENT_ARN.test(value)) return value;
  throw new InvalidInputError(
    `DocumentName cannot be ${JSON.stringify(value)}.`,
    'Give the exact name, such as AWS-RunShellScript (3 to 128 letters, digits, "_", "-" or "."), or the ARN of a shared document; no wildcard.',
  );
}

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

/**
 * What a reader of the answer should know about the filters: that a time was rounded, and what AWS's reference leaves
 * open. `statuses` are those of the rows.
 */
export function filterNotes(
  written: readonly Filter[] | undefined,
  filters: readonly Filter[],
  statuses: readonly string[] = [],
): string[] {
  const rounded = filters.flatMap(({ key, value }) => {
    const asWritten = written?.find((filter) => filter.key === key)?.value ?? '';
    return FRACTION.test(asWritten)
      ? [`${key} ${asWritten.trim()} was rounded to ${value}: AWS filters by whole seconds.`]
      : [];
  });
  return [...rounded, ...statusNote(filters.find(({ key }) => key === 'Status')?.value, statuses)];
}

/** AWS's CommandFilter reference on two statuses whose names promise something else. */
function statusNote(asked: string | undefined, statuses: readonly string[]): string[] {
  if (asked === 'TimedOut') return ['Status = TimedOut covers ExecutionTimedOut and DeliveryTimedOut.'];
  if (asked !== 'Failed') return [];
  const undeliverable = statuses.filter((status) => status === 'Undeliverable').length;
  const too = `; it brought ${undeliverable} Undeliverable too, which AWS's reference does not say`;
  return [`Status = Failed covers neither timeout${undeliverable > 0 ? too : ''}.`];
}

/** The fraction of a second of a time in ISO 8601, where it is not zero. */
const FRACTION = /:\d{2}[.,]\d{0,8}[1-9]/;
