import { describe, expect, test } from 'vitest';
import { countFor } from '../../src/tokens/count-pieces.ts';
import { countAsText } from '../../src/tokens/counts.ts';
import { eachStretch } from '../../src/tokens/stretches.ts';
import { TOKENIZERS } from '../../src/tokens/tokenizer.ts';
import { vocabulary } from '../../src/tokens/vocabulary.ts';
import fc from '../properties.ts';

/** What pieces begin, end and turn on: cases, digits, marks, whitespace, contractions, and what normalizes to them. */
const crumbs = fc.constantFrom(
  ...'aB1x9Z\'.,-/_"{<| \n\t\r\f\0\x1fé…５',
  ...["'s", "'LL", '  ', '\n\n', '12345', '","status":"', 'i-0a1b2c', '...'],
  ...[
    '\u0301',
    '\u3000',
    '\u0085',
    '\u00A0',
    '\uFEFF',
    '\u00BD',
    '\uFDFA',
    '\u00A8',
    '\u2260',
    '😀',
    '\uD800',
  ],
);
const texts = fc.array(crumbs, { maxLength: 14 }).map((parts) => parts.join(''));

function stretchesOf(text: string): string[] {
  const stretches: string[] = [];
  eachStretch(text, (start, end) => {
    stretches.push(text.slice(start, end));
  });
  return stretches;
}

describe('stretches', () => {
  test('make up the text', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(stretchesOf(text).join('')).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });

  test('counted one by one, give what the whole text gives', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const apart = countAsText(text);
        for (const tokenizer of TOKENIZERS) {
          expect(apart[tokenizer], tokenizer).toBe(countFor(text, tokenizer, vocabulary()));
        }
      }),
      { numRuns: 10_000 },
    );
  });

  test('give the same however many others were counted before', () => {
    const text = 'No space left on device, 404';
    const first = countAsText(text);
    for (let number = 0; number < 20_000; number++) countAsText(`a${number} b${number}`);
    expect(countAsText(text)).toEqual(first);
  });

  test('give the same where all have one hash', () => {
    // Of 31 as the multiplier, "Aa" and "BB" are the same.
    const words = Array.from({ length: 256 }, (_, bits) =>
      Array.from({ length: 8 }, (_none, at) => ((bits >> at) & 1 ? 'Aa' : 'BB')).join(''),
    );
    const text = words.join(' ');
    for (const counts of [countAsText(text), countAsText(text)]) {
      for (const tokenizer of TOKENIZERS) {
        expect(counts[tokenizer], tokenizer).toBe(countFor(text, tokenizer, vocabulary()));
      }
    }
  });

  test('are short, so that most have been seen before', () => {
    expect(stretchesOf(`{"instance_id":"i-0a1b","status":"Failed"} it's done, 100%`)).toEqual([
      '{"instance',
      '_id',
      '":"i',
      '-',
      '0',
      'a',
      '1',
      'b',
      '","status',
      '":"Failed',
      '"} it\'s',
      ' done',
      ', 100',
      '%',
    ]);
  });
});
