import { describe, expect, it } from 'vitest';
import type { CommandRow } from '../../src/tools/list-commands/count.ts';
import { commandHintFor } from '../../src/tools/list-commands/hints.ts';

function row(facts: Partial<CommandRow>): CommandRow {
  return {
    where: { region: 'us-east-1' },
    commandId: '11111111-2222-4333-8444-555555555555',
    documentName: 'AWS-RunShellScript',
    documentVersion: '',
    comment: '',
    status: 'Success',
    targetCount: 10,
    completedCount: 10,
    errorCount: 0,
    deliveryTimedOutCount: 0,
    maxConcurrency: '50',
    maxErrors: '0',
    sentTo: '',
    parameters: [],
    redactions: 0,
    withheld: 0,
    ...facts,
  };
}

describe('the hint on a command', () => {
  it.each([
    [{}, undefined],
    [{ errorCount: 1 }, 'Success, yet 1 node did not succeed: 1 Failed or ExecutionTimedOut.'],
    [
      { errorCount: 2, deliveryTimedOutCount: 3 },
      'Success, yet 5 nodes did not succeed: 2 Failed or ExecutionTimedOut, 3 DeliveryTimedOut.',
    ],
    [{ completedCount: 8 }, 'Success, yet 2 nodes did not succeed: 2 not completed.'],
    [{ targetCount: 0, completedCount: 0 }, 'It had no nodes: nothing matched its targets.'],
    [{ status: 'Failed', completedCount: 4 }, '6 targeted nodes never completed it.'],
    [{ status: 'InProgress', completedCount: 4 }, undefined],
    [{ status: 'Failed', errorCount: 10 }, undefined],
    [{ status: 'NoInstancesInTag' }, 'No node matched the targets: check the tag and its spelling.'],
  ])('of %j is %s', (facts, hint) => {
    expect(commandHintFor(row(facts))).toBe(hint);
  });
});
