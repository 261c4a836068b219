import { describe, expect, test } from 'vitest';
import { countBytes, countTokens, TOKENS_PER_SEAM } from '../../src/tokens/index.ts';
import { WORDS } from '../../src/tokens/tables.ts';
import fc from '../properties.ts';
import { exactTokens } from './tokenizers.ts';

const RUNS = 500;

const word = fc.constantFrom('instance', 'Failed', '_id', ' the', 'timeout', 'ssm', 'Exception', "'s", 'x');
const space = fc.constantFrom(
  ' ',
  '  ',
  '\n',
  '\r\n',
  '\t',
  '\u00A0',
  '\u3000',
  '\u0085',
  '\uFEFF',
  '\v',
  '\u2028',
);
const mark = fc.constantFrom(...'!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~');
const rare = fc.constantFrom('qj', 'zx', 'vq', 'xk', 'Qx', 'ZJ', 'jx', 'wz');
const run = fc
  .tuple(fc.constantFrom(...'a -=_#.\n\t0A"\\/é漢'), fc.integer({ min: 1, max: 90 }))
  .map(([char, count]) => char.repeat(count));
const control = fc.constantFrom(
  '<|endoftext|>',
  '<|endofprompt|>',
  '<|im_start|>',
  '<|fim_prefix|>',
  '<|',
  '|>',
);
/** What a count knows by heart, where it has nothing to spare; and what only looks like it. */
const known = fc.constantFrom(...WORDS.trim().split(/\s+/));
const nearlyKnown = fc.oneof(
  known,
  known.map((text) => text.toUpperCase()),
  fc.tuple(known, fc.nat(6), fc.nat(6)).map(([text, from, to]) => text.slice(from, to)),
);

const joined = (part: fc.Arbitrary<string>) =>
  fc.array(part, { maxLength: 20 }).map((parts) => parts.join(''));
const hostile: Record<string, fc.Arbitrary<string>> = {
  'any code points': fc.string({ unit: 'binary', maxLength: 40 }),
  'any UTF-16': fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 30 })
    .map((codes) => String.fromCharCode(...codes)),
  'graphemes of many scripts': fc.string({ unit: 'grapheme', maxLength: 40 }),
  'any ASCII': fc.string({ unit: 'binary-ascii', maxLength: 60 }),
  'lower-case letters': fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'), maxLength: 40 }),
  'rare neighbours': joined(rare),
  'mixed case, digits and hex': fc.string({
    unit: fc.constantFrom(...'abcdefABCDEFxyZ0123456789-'),
    maxLength: 60,
  }),
  'punctuation and line ends': joined(fc.oneof(mark, fc.constantFrom('\n', '/', ' '))),
  'spaces of all kinds': joined(fc.oneof({ weight: 4, arbitrary: space }, { weight: 1, arbitrary: mark })),
  'runs of one character': joined(run),
  'hex and base64': fc
    .uint8Array({ maxLength: 60 })
    .map((bytes) => `${Buffer.from(bytes).toString('hex')} ${Buffer.from(bytes).toString('base64')}`),
  'scripts side by side': fc.string({
    unit: fc.constantFrom(...'aZ éßяЖ中あ한اאा½①İǅ’…\u0301😀'),
    maxLength: 30,
  }),
  'words, shouted words and bits of them': joined(nearlyKnown),
  'words, contractions and marks': joined(
    fc.oneof(known, space, mark, fc.constantFrom("'s", "'LL", "'Re", '/\n')),
  ),
  'texts of control': joined(fc.oneof(control, word, space, mark)),
  'a mixture of all': joined(
    fc.oneof(word, space, mark, rare, control, nearlyKnown, fc.string({ unit: 'binary', maxLength: 2 })),
  ),
};

describe('countTokens', () => {
  test.each(Object.entries(hostile))('is never below a tokenizer: %s', (_, texts) => {
    fc.assert(
      fc.property(texts, (text) => countTokens(text) >= exactTokens(text).max),
      { numRuns: RUNS },
    );
  });

  // Found by a search for what a bound of the other vocabulary alone falls short of.
  test.each([
    ['cl100k', ['reepass', 'otheight', 'pntepn', 'apppr']],
    ['o200k', ['bject', 'reportr', 'sortr', 'zfoid']],
  ] as const)('is not below %s where it makes more of a text than the other', (vocabulary, texts) => {
    for (const text of texts)
      expect(countTokens(text), text).toBeGreaterThanOrEqual(exactTokens(text)[vocabulary]);
  });

  test('is never below a tokenizer that takes texts of control for one token', () => {
    const heeded = (text: string) => {
      const around = text.split(/<\|[a-z_]+\|>/);
      return around.reduce((sum, part) => sum + exactTokens(part).max, around.length - 1);
    };
    fc.assert(
      fc.property(joined(fc.oneof(control, known, space, mark, run)), (text) => {
        expect(countTokens(text)).toBeGreaterThanOrEqual(heeded(text));
      }),
      { numRuns: RUNS },
    );
  });

  test('counts the same of a text whatever was counted before', () => {
    const text = 'No space left on device, 404: AmazonCloudWatchAgent';
    const first = countTokens(text);
    for (let number = 0; number < 20_000; number++) countTokens(`A${(number * 7_919).toString(36)} `);
    expect(countTokens(text)).toBe(first);
  });

  // A count that is not linear in them would not end within the time a test may take.
  test.each(['a', ' ', '=', '1', '漢', 'aB', ' \n', "'s", '<|endoftext|>'])(
    'ends for a megabyte of %j and is no more than its bytes',
    (unit) => {
      const text = unit.repeat(2 ** 20 / countBytes(unit));
      expect(countTokens(text)).toBeLessThanOrEqual(countBytes(text));
    },
  );

  const part = fc.oneof(...Object.values(hostile));
  const parts = fc.array(part, { minLength: 2, maxLength: 6 });
  const sum = (counted: readonly string[]) => counted.reduce((tokens, text) => tokens + countTokens(text), 0);

  test('may be summed over the values of a JSON array and the commas between them', () => {
    fc.assert(
      fc.property(parts, (outputs) => {
        const rows = outputs.map(
          (output, at) => `${at > 0 ? ',' : ''}${JSON.stringify({ output, group: at })}`,
        );
        return exactTokens(rows.join('')).max <= sum(rows);
      }),
      { numRuns: RUNS },
    );
  });

  test('may be summed over lines with one token a seam', () => {
    fc.assert(
      fc.property(parts, (texts) => {
        const lines = texts.map((text) => `${text}\n`);
        return exactTokens(lines.join('')).max <= sum(lines) + TOKENS_PER_SEAM * (lines.length - 1);
      }),
      { numRuns: RUNS },
    );
  });
});

describe('countBytes', () => {
  test('is the length in UTF-8', () => {
    fc.assert(
      fc.property(fc.oneof(...Object.values(hostile)), (text) => {
        expect(countBytes(text)).toBe(Buffer.byteLength(text, 'utf8'));
      }),
      { numRuns: RUNS },
    );
  });

  test('counts three bytes for a surrogate that stands alone', () => {
    expect(countBytes('\uD800')).toBe(3);
    expect(countBytes('\uDC00\uD800')).toBe(6);
    expect(countBytes('\uD83D\uDE00')).toBe(4);
  });
});
