import type { CommandCounters } from './fleet.ts';
import { isUnfinished } from './fleet.ts';

export type OutcomeCount = {
  readonly status: string;
  readonly statusDetails: string;
  readonly count: number;
};
export type CommandStatus = { readonly status: string; readonly statusDetails: string };

export function countersOf(outcomes: readonly OutcomeCount[]): CommandCounters {
  return {
    targets: total(outcomes, () => true),
    completed: total(outcomes, ({ status }) => !isUnfinished(status)),
    errors: total(outcomes, countsAgainstMaxErrors),
    deliveryTimedOut: total(outcomes, ({ statusDetails }) => statusDetails === 'DeliveryTimedOut'),
  };
}

/**
 * What ListCommands says of a command with these invocations. Success does not mean that every node
 * succeeded: errors within `maxErrors` leave it Success, and so do nodes that were never reached as long
 * as one succeeded.
 */
export function commandStatusOf(outcomes: readonly OutcomeCount[], maxErrors: string): CommandStatus {
  const { targets, completed, errors } = countersOf(outcomes);
  const present = outcomes.filter(({ count }) => count > 0);
  const every = (details: string): boolean => present.every(({ statusDetails }) => statusDetails === details);
  if (completed < targets) {
    const name = every('Pending') ? 'Pending' : present.some(isCancelling) ? 'Cancelling' : 'InProgress';
    return { status: name, statusDetails: name };
  }
  if (targets === 0) return { status: 'Success', statusDetails: 'Success' };
  if (every('Cancelled') || present.some(({ statusDetails }) => statusDetails === 'Cancelled')) {
    return { status: 'Cancelled', statusDetails: 'Cancelled' };
  }
  if (every('DeliveryTimedOut') || every('ExecutionTimedOut')) {
    return { status: 'TimedOut', statusDetails: present[0]?.statusDetails ?? 'DeliveryTimedOut' };
  }
  if (every('AccessDenied')) return { status: 'Failed', statusDetails: 'AccessDenied' };
  if (errors > allowedErrors(maxErrors, targets)) return { status: 'Failed', statusDetails: 'Failed' };
  if (present.some(({ status }) => status === 'Success'))
    return { status: 'Success', statusDetails: 'Success' };
  const reached = present.some((outcome) => outcome.statusDetails === 'DeliveryTimedOut');
  return { status: 'Failed', statusDetails: reached ? 'Incomplete' : 'Failed' };
}

function countsAgainstMaxErrors({ statusDetails }: OutcomeCount): boolean {
  return statusDetails === 'Failed' || statusDetails === 'ExecutionTimedOut';
}

function isCancelling({ status }: OutcomeCount): boolean {
  return status === 'Cancelling';
}

function allowedErrors(maxErrors: string, targets: number): number {
  const number = Number.parseInt(maxErrors, 10);
  return maxErrors.endsWith('%') ? Math.floor((targets * number) / 100) : number;
}

function total(outcomes: readonly OutcomeCount[], wanted: (outcome: OutcomeCount) => boolean): number {
  return outcomes.reduce((sum, outcome) => sum + (wanted(outcome) ? outcome.count : 0), 0);
}
