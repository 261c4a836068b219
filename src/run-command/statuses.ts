/** What a StatusDetails means to somebody who waits for the fleet. */

/** The values ListCommandInvocations filters by (the service model's CommandFilter documentation). */
export const INVOCATION_STATUSES = [
  'Pending',
  'InProgress',
  'Delayed',
  'Success',
  'Cancelled',
  'Failed',
  'TimedOut',
  'AccessDenied',
  'DeliveryTimedOut',
  'ExecutionTimedOut',
  'Undeliverable',
  'InvalidPlatform',
  'Terminated',
] as const;

/** The values ListCommands filters by (same source). */
export const COMMAND_STATUSES = [
  'Pending',
  'InProgress',
  'Success',
  'Cancelled',
  'Failed',
  'TimedOut',
  'AccessDenied',
  'DeliveryTimedOut',
  'ExecutionTimedOut',
  'Incomplete',
  'NoInstancesInTag',
  'LimitExceeded',
] as const;

/** Known from AWS's reference, but not to filter by. */
const OTHER_STATUSES = ['Cancelling', 'RateExceeded'];

const STATUS_BY_LETTERS = new Map(
  [...INVOCATION_STATUSES, ...COMMAND_STATUSES, ...OTHER_STATUSES].map((status) => [
    lettersOf(status),
    status,
  ]),
);

/**
 * A status in the spelling of the wire, whether it came as "DeliveryTimedOut", "Delivery Timed Out" (so AWS's
 * reference spells StatusDetails), "timed_out" or "Canceled". One that is not known only loses its blanks.
 */
export function normalizeStatus(status: string): string {
  return STATUS_BY_LETTERS.get(lettersOf(status)) ?? status.replaceAll(' ', '');
}

function lettersOf(status: string): string {
  return status
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .replace(/^cancel(?=ed$|ing$)/, 'cancell');
}

export type StatusClass = 'notSucceeded' | 'unfinished' | 'succeeded';

const UNFINISHED = new Set(['Pending', 'InProgress', 'Delayed', 'Cancelling']);

/** A status that we do not know did not succeed: better one row too many at the top than one overlooked. */
export function classOf(status: string): StatusClass {
  if (status === 'Success') return 'succeeded';
  return UNFINISHED.has(status) ? 'unfinished' : 'notSucceeded';
}

const RANK: Record<StatusClass, number> = { notSucceeded: 0, unfinished: 1, succeeded: 2 };

/** Failures stand first, then what is still running, then successes. */
export function rankOf(status: string): number {
  return RANK[classOf(status)];
}

const NEVER_RAN = new Set([
  'Undeliverable',
  'DeliveryTimedOut',
  'Terminated',
  'InvalidPlatform',
  'AccessDenied',
  'Pending',
  'Delayed',
]);

/** Whether the node ran nothing. SSM gives such invocations the response code -1, which is no exit code then. */
export function neverRan(status: string): boolean {
  return NEVER_RAN.has(status);
}

/** The service's StatusDetails, or Status where it left the details empty. */
export function statusOf(item: { readonly status: string; readonly statusDetails: string }): string {
  return item.statusDetails || item.status;
}
