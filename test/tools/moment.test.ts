import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../../src/run-command/errors.ts';
import { parseMoment } from '../../src/tools/moment.ts';

const NOW = Date.UTC(2026, 10, 22, 12, 0, 0);
const iso = (value: string) => new Date(parseMoment(value, 'InvokedAfter', NOW)).toISOString();

describe('a moment', () => {
  it.each([
    ['2021-07-07T00:00:00Z', '2021-07-07T00:00:00.000Z'],
    ['2021-07-07T00:00:00.123456Z', '2021-07-07T00:00:00.123Z'],
    ['2021-07-07T02:00:00+02:00', '2021-07-07T00:00:00.000Z'],
    ['2021-07-06T19:00:00-0500', '2021-07-07T00:00:00.000Z'],
    ['2021-07-07T00:00:00', '2021-07-07T00:00:00.000Z'],
    ['2021-07-07 09:30', '2021-07-07T09:30:00.000Z'],
    ['2021-07-07T9:05:00Z', '2021-07-07T09:05:00.000Z'],
    ['2021-07-07', '2021-07-07T00:00:00.000Z'],
    ['30m', '2026-11-22T11:30:00.000Z'],
    ['2h', '2026-11-22T10:00:00.000Z'],
    ['7d', '2026-11-15T12:00:00.000Z'],
    [' 90 S ', '2026-11-22T11:58:30.000Z'],
  ])('reads %j', (value, expected) => {
    expect(iso(value)).toBe(expected);
  });

  it.each([
    '',
    'yesterday',
    '2021-02-30',
    '2021-13-01',
    '2021-07-07T24:01:00Z',
    '07/07/2021',
    '2',
    'h',
    '-2h',
    '1e3h',
    '999999w',
    'P1D',
  ])('refuses %j and shows the accepted forms', (value) => {
    expect(() => iso(value)).toThrow(InvalidInputError);
  });
});
