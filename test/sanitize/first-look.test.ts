import { describe, expect, test } from 'vitest';
import { COMMON_SIGNAL } from '../../src/causes/find/line-weight.ts';
import { cleanText } from '../../src/sanitize/clean.ts';
import { firstLook } from '../../src/sanitize/first-look.ts';
import fc from '../properties.ts';

/** One for each way in which the pattern can match, and some that fall short of it. */
const COMPLAINTS = [
  ...[
    'Error',
    'err:',
    'errno',
    'ERR',
    'Fail',
    'FAIL',
    'atal',
    'FATAL',
    'xception',
    'denied',
    'annot',
    'not ',
    "n't ",
  ],
  ...[
    'nable',
    'o such',
    'efused',
    'imed out',
    'nvalid',
    'anic:',
    'E: Broken',
    ': (1',
    'err',
    'no',
    "n't",
    'E: x',
  ],
];

const texts = fc
  .array(
    fc.oneof(
      fc.constantFrom(...COMPLAINTS),
      fc.constantFrom(' ', '\n', '\t', '\r', '\x7f', '\x1b[0m', 'a', 'é', '\u200b', 'password'),
      fc.string({ maxLength: 4 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

describe('a first look', () => {
  test('never misses a word of failure', () => {
    fc.assert(
      fc.property(texts, (text) => {
        if (text.search(COMMON_SIGNAL) >= 0) expect(firstLook(text).complains).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });

  test('calls a text plain only where there is nothing to clean, and every text of a keyboard', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { plain } = firstLook(text);
        expect(plain).toBe(/^[\x20-\x7e\n\t]*$/.test(text));
        if (plain) expect(cleanText(text)).toBe(text);
      }),
      { numRuns: 3_000 },
    );
  });

  test.each([
    ['ordinary output', { complains: false, secrets: false }],
    ['cp: cannot stat', { complains: true, secrets: false }],
    ['password=hunter2', { complains: false, secrets: true }],
    ['', { complains: false, secrets: false }],
  ])('tells what stands in %j', (text, expected) => {
    const { complains, anchored } = firstLook(text);
    expect({ complains, secrets: anchored.length > 0 }).toEqual(expected);
  });
});
