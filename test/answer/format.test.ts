import { describe, expect, it } from 'vitest';
import { formatSeconds, quote } from '../../src/answer/format.ts';

describe('a quotation', () => {
  it.each([
    ['"', 'ASCII'],
    ['`\u00b4', 'accents'],
    ['\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f', 'typographic'],
    ['\u00ab\u00bb\u2039\u203a', 'guillemets'],
    ['\u300c\u300d\u300e\u300f\u301d\u301e', 'East Asian'],
    ['\uff02\uff07\uff62\uff63', 'full width'],
  ])('is ended by nothing in it: %s (%s)', (marks) => {
    expect(quote(`a${marks}b`)).toBe(`"a${"'".repeat([...marks].length)}b"`);
  });

  it('is one line', () => {
    expect(quote('one\r\ntwo\u2028three\u0085four')).toBe('"one two three four"');
  });
});

it.each([
  [0.4, '0.4 s'],
  [119, '119 s'],
  [120, '2 min'],
  [1_500, '25 min'],
  [7_200, '2 h'],
  [9_000, '2.5 h'],
  [200_000, '2.3 d'],
])('%d seconds read %s', (seconds, words) => {
  expect(formatSeconds(seconds)).toBe(words);
});
