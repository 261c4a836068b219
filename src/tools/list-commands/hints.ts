/** What the status and the counts of a command do not show by themselves. */

import { formatInteger, plural } from '../../answer/index.ts';
import { classOf } from '../../run-command/index.ts';
import type { CommandRow } from './count.ts';

/** The statuses that only commands have, and what they mean (AWS: "Understanding command statuses"). */
const BY_STATUS: ReadonlyMap<string, string> = new Map([
  ['NoInstancesInTag', 'No node matched the targets: check the tag and its spelling.'],
  ['LimitExceeded', 'More nodes than the account may have pending at once: sent to none.'],
  ['RateExceeded', 'More nodes than the account may have pending at once: sent to none.'],
  ['Incomplete', 'Tried on every node; not all succeeded, yet fewer failed than max_errors allows.'],
  ['AccessDenied', 'Who sent it may not use the document or its nodes.'],
  ['DeliveryTimedOut', 'SSM could not deliver it to any node before it expired.'],
]);

export function commandHintFor(row: CommandRow): string | undefined {
  const known = BY_STATUS.get(row.status);
  if (known !== undefined) return known;
  if (row.status === 'Success') return hiddenBehindSuccess(row);
  if (classOf(row.status) === 'notSucceeded' && row.completedCount < row.targetCount) {
    return `${plural(row.targetCount - row.completedCount, 'targeted node')} never completed it.`;
  }
  return undefined;
}

/** Success needs one node to succeed; failures within max_errors and undelivered nodes do not change it. */
function hiddenBehindSuccess(row: CommandRow): string | undefined {
  const { targetCount, completedCount, errorCount, deliveryTimedOutCount } = row;
  if (targetCount === 0) return 'It had no nodes: nothing matched its targets.';
  const open = Math.max(0, targetCount - completedCount);
  const shortfalls = [
    errorCount > 0 && `${formatInteger(errorCount)} Failed or ExecutionTimedOut`,
    deliveryTimedOutCount > 0 && `${formatInteger(deliveryTimedOutCount)} DeliveryTimedOut`,
    open > 0 && `${formatInteger(open)} not completed`,
  ].filter((each) => each !== false);
  if (shortfalls.length === 0) return undefined;
  const nodes = plural(errorCount + deliveryTimedOutCount + open, 'node');
  return `Success, yet ${nodes} did not succeed: ${shortfalls.join(', ')}.`;
}
