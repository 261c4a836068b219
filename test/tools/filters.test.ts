import { describe, expect, it } from 'vitest';
import {
  COMMAND_FILTERS,
  filterNotes,
  filtersSchema,
  INVOCATION_FILTERS,
  resolveFilters,
} from '../../src/tools/filters.ts';
import { parseInput } from '../../src/tools/input.ts';
import { fleetOf } from '../endpoint/fleet-of.ts';
import { startFixture } from '../session.ts';

const COMMAND = '11111111-2222-4333-8444-555555555555';
const ARN = 'arn:aws:ssm:us-east-2:111122223333:document/Patch-All_2.1';

const resolve = (key: string, value: string) =>
  resolveFilters([{ key, value } as never], undefined, COMMAND_FILTERS, Date.UTC(2026, 0, 15))[0]?.value;

describe('a filter', () => {
  it.each([
    ['Status', 'Delivery Timed Out', 'DeliveryTimedOut'],
    ['Status', 'timed_out', 'TimedOut'],
    ['Status', 'canceled', 'Cancelled'],
    ['Status', 'NO INSTANCES IN TAG', 'NoInstancesInTag'],
    ['ExecutionStage', 'complete', 'Complete'],
    ['DocumentName', 'AWS-RunShellScript', 'AWS-RunShellScript'],
    ['DocumentName', ARN, ARN],
    ['DocumentName', ARN.replace('arn:aws:', 'arn:aws-us-gov:'), ARN.replace('arn:aws:', 'arn:aws-us-gov:')],
  ])('%s %j goes out as %j', (key, value, sent) => {
    expect(resolve(key, value)).toBe(sent);
  });

  it.each([
    ['Status', 'constructor'],
    ['Status', 'toString'],
    ['Status', '__proto__'],
    ['Status', ''],
    ['ExecutionStage', 'hasOwnProperty'],
    ['DocumentName', 'AWS-*'],
    ['DocumentName', 'arn:aws:ssm:us-east-2:111122223333:parameter/x'],
    ['DocumentName', 'arn:aws:iam::111122223333:document/x-y-z'],
    ['InvokedAfter', 'valueOf'],
    ['InvokedAfter', '2 constructor'],
  ])('%s %j is refused', (key, value) => {
    expect(() => resolve(key, value)).toThrow(expect.objectContaining({ code: 'InvalidInput' }));
  });

  it('finds what an ARN names as SSM has it: by the ARN', async () => {
    const fleet = fleetOf([
      { commandId: COMMAND, documentName: ARN, invocations: [{ instanceId: 'i-0123456789abcdef0' }] },
    ]);
    const { call } = await startFixture({ fleet });
    const { structured } = await call('list_commands', { filters: [{ key: 'DocumentName', value: ARN }] });
    expect(structured).toMatchObject({ commands: [{ command_id: COMMAND }] });
  });
});

describe('filters of another shape', () => {
  const schema = filtersSchema(INVOCATION_FILTERS, 'x');
  it.each([
    { Status: 'Failed' },
    'key=Status,value=Failed',
    '[{"key":"Status","value":"Failed"}]',
    ['Status=Failed'],
    [null],
    null,
  ])('%j are answered with the shape they have', (filters) => {
    expect(() => parseInput(schema, filters)).toThrow(
      expect.objectContaining({
        code: 'InvalidInput',
        problem: expect.stringMatching(/must be an (?:array|object)\.$/),
        remedy: expect.stringContaining('[{"key": "Status", "value": "Failed"}]'),
      }),
    );
  });
});

describe('what is to be known about the filters', () => {
  const notes = (key: 'InvokedAfter' | 'InvokedBefore', value: string) =>
    filterNotes([{ key, value }], [{ key, value: resolve(key, value) ?? '' }]);

  it('is that a time was rounded, to the side on which nothing is missed', () => {
    expect(notes('InvokedAfter', '2026-01-14T09:00:00.250Z')).toEqual([
      'InvokedAfter 2026-01-14T09:00:00.250Z was rounded to 2026-01-14T09:00:00Z: AWS filters by whole seconds.',
    ]);
    expect(notes('InvokedBefore', '2026-01-14 09:00:00,25+01:00')).toEqual([
      'InvokedBefore 2026-01-14 09:00:00,25+01:00 was rounded to 2026-01-14T08:00:01Z: AWS filters by whole seconds.',
    ]);
  });

  it.each(['2026-01-14T09:00:00.000Z', '2026-01-14T09:00:00Z', '2h', '2026-01-14'])(
    'is nothing where %s needs no rounding that was written',
    (value) => {
      expect(notes('InvokedAfter', value)).toEqual([]);
    },
  );

  it('is shown in the answer', async () => {
    const { call } = await startFixture({ nodes: 1 });
    const filters = [{ key: 'InvokedAfter', value: '2026-01-14T09:00:00.250Z' }];
    for (const tool of ['list_command_invocations', 'list_commands']) {
      const { text, structured } = await call(tool, { filters });
      expect(text).toMatch(/\.250Z was rounded to 2026-01-14T09:00:00Z/);
      expect(structured).toMatchObject({ notes: expect.arrayContaining([expect.stringMatching(/rounded/)]) });
    }
  });

  it('is that the filter Failed brought what AWS does not say it would', () => {
    const failed = [{ key: 'Status' as const, value: 'Failed' }];
    expect(filterNotes(failed, failed, ['Failed', 'Undeliverable'])).toEqual([
      expect.stringMatching(/^Status = Failed covers neither timeout; it brought 1 Undeliverable too/),
    ]);
    expect(filterNotes(failed, failed, ['Failed'])).toEqual(['Status = Failed covers neither timeout.']);
  });
});
