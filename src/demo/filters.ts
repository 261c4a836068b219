/**
 * What the five filter keys select. Several filters are combined with AND.
 *
 * AWS does not say how it answers some requests; the endpoint then takes the strict reading, so that a
 * client that relies on leniency is noticed: a key that is given twice, a Status value that the operation
 * does not know, and a time that is not whole seconds in UTC are ValidationExceptions.
 */
import type { CommandFilter, Input, OperationName } from './constraints.ts';
import type { CommandHeader, InvocationOutline } from './fleet.ts';
import { isUnfinished } from './fleet.ts';
import { Refusal } from './wire.ts';

export type Selection = {
  readonly command: (header: CommandHeader) => boolean;
  readonly invocation: (outline: InvocationOutline) => boolean;
};

const COMMON_STATUSES = [
  ...['Pending', 'InProgress', 'Success', 'Cancelled', 'Failed', 'TimedOut'],
  ...['AccessDenied', 'DeliveryTimedOut', 'ExecutionTimedOut'],
];
const STATUSES: Readonly<Record<OperationName, readonly string[]>> = {
  ListCommandInvocations: [...COMMON_STATUSES, 'Delayed', 'Undeliverable', 'InvalidPlatform', 'Terminated'],
  ListCommands: [...COMMON_STATUSES, 'Incomplete', 'NoInstancesInTag', 'LimitExceeded'],
  GetCommandInvocation: [],
  DescribeInstanceInformation: [],
};
const STAGES = ['Executing', 'Complete'];
// AWS's own samples format local hours without padding, so one digit is a legal hour.
const TIME = /^\d{4}-\d{2}-\d{2}T\d{1,2}:\d{2}:\d{2}Z$/;

type Stamped = { readonly status: string; readonly statusDetails: string; readonly requestedAtMs: number };

/** Throws InvalidFilterKey or ValidationException. */
export function selectionOf(operation: OperationName, input: Input): Selection {
  const filters = input.Filters ?? [];
  refuseRepeated(filters);
  for (const filter of filters) refuseUnusable(operation, filter);
  if (input.InstanceId !== undefined && wantedOf(filters, 'Status') === 'Pending') {
    throw invalid('An instance ID cannot be specified when the command status is Pending.');
  }
  const document = wantedOf(filters, 'DocumentName');
  const stage = wantedOf(filters, 'ExecutionStage');
  const stamped = stampedBy(filters);
  return operation === 'ListCommands'
    ? {
        command: (header) =>
          (document === undefined || header.documentName === document) &&
          (stage === undefined || isUnfinished(header.status) === (stage === 'Executing')) &&
          stamped(header),
        invocation: () => true,
      }
    : {
        command: (header) => document === undefined || header.documentName === document,
        invocation: stamped,
      };
}

function stampedBy(filters: readonly CommandFilter[]): (item: Stamped) => boolean {
  const status = wantedOf(filters, 'Status');
  const after = timeOf(filters, 'InvokedAfter') ?? Number.NEGATIVE_INFINITY;
  const before = timeOf(filters, 'InvokedBefore') ?? Number.POSITIVE_INFINITY;
  // "T, and later" includes T; "from before T" does not.
  return (item) =>
    item.requestedAtMs >= after &&
    item.requestedAtMs < before &&
    (status === undefined || item.status === status || item.statusDetails === status);
}

function refuseRepeated(filters: readonly CommandFilter[]): void {
  const repeated = filters.find(
    ({ key }, index) => filters.findIndex((other) => other.key === key) !== index,
  );
  if (repeated) throw invalid(`The filter key ${repeated.key} can be specified only once.`);
}

function refuseUnusable(operation: OperationName, { key, value }: CommandFilter): void {
  if (key === 'ExecutionStage') {
    if (operation !== 'ListCommands') throw new Refusal('InvalidFilterKey');
    if (!STAGES.includes(value)) throw invalid(`The value ${value} is not valid for the filter ${key}.`);
  }
  if (key === 'Status' && !STATUSES[operation].includes(value)) {
    throw invalid(`The value ${value} is not valid for the filter ${key}.`);
  }
}

function timeOf(filters: readonly CommandFilter[], key: string): number | undefined {
  const value = wantedOf(filters, key);
  if (value === undefined) return undefined;
  const time = TIME.test(value) ? Date.parse(value.replace(/T(\d):/, 'T0$1:')) : Number.NaN;
  if (Number.isNaN(time)) throw invalid(`The value ${value} is not valid for the filter ${key}.`);
  return time;
}

function wantedOf(filters: readonly CommandFilter[], key: string): string | undefined {
  return filters.find((filter) => filter.key === key)?.value;
}

function invalid(message: string): Refusal {
  return new Refusal('ValidationException', message);
}
