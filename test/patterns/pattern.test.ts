import { describe, expect, it } from 'vitest';
import { compilePattern } from '../../src/patterns/index.ts';
import { InvalidInputError } from '../../src/run-command/index.ts';

describe('a pattern', () => {
  it('takes ^ and $ for the ends of lines', () => {
    const pattern = compilePattern('^b$', 'match');
    expect(pattern.matches('a\nb\nc')).toBe(true);
    expect(pattern.matches('a b c')).toBe(false);
  });

  it('captures with its first group, and nothing where the group took no part', () => {
    const pattern = compilePattern('v(\\d+)?(x?)', 'match');
    expect(pattern.captures).toBe(true);
    expect([...pattern.captured('v1 v22x v')]).toEqual(['1', '22', '']);
    expect(compilePattern('v\\d', 'match').captures).toBe(false);
  });

  it.each([
    ['(', 'missing closing )'],
    ['ab[z-a]', 'invalid character class range at character 4: z-a'],
    ['x(?=y)', 'invalid or unsupported Perl syntax at character 2: (?='],
    ['(a)\\1', 'invalid escape sequence at character 4: \\1'],
    ['a{1001}', 'invalid repeat count at character 2: {1001}'],
  ])('%s is refused with the place and the reason', (source, reason) => {
    expect(() => compilePattern(source, 'match')).toThrow(InvalidInputError);
    expect(() => compilePattern(source, 'match')).toThrow(reason);
  });
});
