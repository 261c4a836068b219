import { describe, expect, test } from 'vitest';
import { createRedactor } from '../../src/sanitize/redactor.ts';
import {
  createOutputReader,
  type ReadOutput,
} from '../../src/tools/list-command-invocations/output-reader.ts';
import fc from '../properties.ts';

const shownOf = ({ masked, message: { key, said, cut, tell } }: ReadOutput) => ({
  masked,
  key,
  said,
  cut,
  ...tell(),
});

const read = (...[output, status, nodeName]: [string, string, string]) =>
  shownOf(createOutputReader(createRedactor()).read(output, status, nodeName));

const outputs = fc.constantFrom(
  '',
  'done',
  'web-0001: done',
  'web-0002: cannot open file',
  'ip-10-0-0-7.internal says: No space left on device',
  'password=hunter2 on web-0001',
  'web-\x1b[0m0001 is up',
  'a'.repeat(6_000),
  `${'a'.repeat(3_000)} web-0001`,
);
const statuses = fc.constantFrom('Success', 'Failed', 'ExecutionTimedOut');
const names = fc.constantFrom('', 'web-0001', 'web-0002', 'ip-10-0-0-7.internal', 'done');

describe('the output reader', () => {
  test('reads every output as if it were the first, whatever it read before', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(outputs, statuses, names), { maxLength: 30 }), (all) => {
        const reader = createOutputReader(createRedactor());
        for (const one of all) expect(shownOf(reader.read(...one))).toEqual(read(...one));
      }),
      { numRuns: 500 },
    );
  });

  test('does not read again what it remembers', () => {
    const reader = createOutputReader(createRedactor());
    const first = reader.read('rsyslog restarted', 'Success', 'web-0001');
    expect(reader.read('rsyslog restarted', 'Success', 'web-0002')).toBe(first);
    expect(reader.read('rsyslog restarted', 'Failed', 'web-0001')).not.toBe(first);
  });

  test('does not keep an output that is longer than SSM lets it be', () => {
    const reader = createOutputReader(createRedactor());
    const output = 'a'.repeat(6_000);
    expect(reader.read(output, 'Success', '')).not.toBe(reader.read(output, 'Success', ''));
  });

  test('tells outputs apart that differ where nobody samples them', () => {
    const reader = createOutputReader(createRedactor());
    const [one, other] = ['x', 'y'].map((letter) => `${'-'.repeat(70)}${letter}${'-'.repeat(329)}`);
    expect(reader.read(one ?? '', 'Success', '').message.key).toContain('x');
    expect(reader.read(other ?? '', 'Success', '').message.key).toContain('y');
  });
});
