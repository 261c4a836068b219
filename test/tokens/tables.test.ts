/** What tables and patterns claim of the vocabularies. A new vocabulary, or a slip in an entry, fails here first. */

import cl100kTokens from 'gpt-tokenizer/bpeRanks/cl100k_base';
import o200kTokens from 'gpt-tokenizer/bpeRanks/o200k_base';
import { CL100K_TOKEN_SPLIT_REGEX, O200K_TOKEN_SPLIT_REGEX } from 'gpt-tokenizer/encodingParams/constants';
import { describe, expect, test } from 'vitest';
import { countTokens } from '../../src/tokens/index.ts';
import { cutIntoPieces } from '../../src/tokens/pieces.ts';
import { FIRST_TOKENS, PIECES, UNPAIRED_LETTERS, WORDS } from '../../src/tokens/tables.ts';
import fc from '../properties.ts';
import { exactTokens } from './tokenizers.ts';

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];
const MARKS = [...'\t "\'(./:=[_-'];

const entriesOf = (table: string) => table.split(/[ \n]+/).filter((entry) => entry !== '');
const asBytes = (token: string | readonly number[]) =>
  (typeof token === 'string' ? Buffer.from(token, 'utf8') : Buffer.from(token)).toString('latin1');
const pictureOf = (space: string) => String.fromCharCode(0x2400 + space.charCodeAt(0));
const capitalized = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

describe('the tables', () => {
  test.each([
    ['o200k', FIRST_TOKENS.o200k, o200kTokens],
    ['cl100k', FIRST_TOKENS.cl100k, cl100kTokens],
  ] as const)('hold each of the first 1,000 tokens of %s, in order', (_, table, vocabulary) => {
    const first = vocabulary.slice(0, 1_000).map((token) => asBytes(token));
    const shown = first
      .filter((token) => token.length > 1)
      .map((token) => token.replaceAll(' ', '~').replace(/[\t\n\r]/g, pictureOf));
    expect(entriesOf(table)).toEqual(shown);
  });

  test('name the pairs of letters that are no token of both', () => {
    const pairs = [LETTERS, LETTERS.map((letter) => letter.toUpperCase())].flatMap((letters) =>
      letters.flatMap((first) => letters.map((second) => first + second)),
    );
    expect(entriesOf(UNPAIRED_LETTERS)).toEqual(pairs.filter((pair) => exactTokens(pair).max > 1));
  });

  test('have all letters paired with a space in front', () => {
    for (const letter of LETTERS.flatMap((lower) => [lower, lower.toUpperCase()])) {
      expect(exactTokens(` ${letter}`).max, letter).toBe(1);
    }
  });

  test('hold words that are one token in both, capitalized and after a space too', () => {
    const wrong = entriesOf(WORDS)
      .flatMap((word) => [word, capitalized(word)])
      .flatMap((word) => [word, ` ${word}`])
      .filter((word) => exactTokens(word).max !== 1);
    expect(wrong).toEqual([]);
  });

  test('hold words that no mark in front makes more tokens of than are counted', () => {
    const wrong = entriesOf(WORDS)
      .flatMap((word) => [word, capitalized(word)])
      .flatMap((word) => MARKS.map((mark) => mark + word))
      .filter((text) => exactTokens(text).max > countTokens(text));
    expect(wrong).toEqual([]);
  });

  test('hold pieces of no more tokens than they say, and of no fewer', () => {
    const wrong = Object.entries(PIECES).flatMap(([tokens, table]) =>
      entriesOf(table)
        .map((entry) => entry.replace('␊', '\n').replaceAll('~', ' '))
        .filter((piece) => exactTokens(piece).max !== Number(tokens)),
    );
    expect(wrong).toEqual([]);
  });
});

describe('a text is cut', () => {
  const crumb = fc.constantFrom(
    ...[
      "'s",
      "'LL",
      "'Ve",
      'aB',
      'Ab',
      'AB',
      'é',
      '漢',
      'ǅ',
      '\u0301',
      '1234',
      '½',
      '/',
      '!',
      ' ',
      '  ',
      '\n',
      '\r\n',
      '\t',
      '\u00a0',
      '\u0085',
      '\ufeff',
      '😀',
      '\ud800',
    ],
  );
  const texts = fc.array(crumb, { minLength: 1, maxLength: 10 }).map((crumbs) => crumbs.join(''));

  test.each([
    ['o200k', O200K_TOKEN_SPLIT_REGEX],
    ['cl100k', CL100K_TOKEN_SPLIT_REGEX],
  ] as const)('as %s has it cut', (vocabulary, published) => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(cutIntoPieces(text, vocabulary)).toEqual(text.match(published));
      }),
      { numRuns: 3_000 },
    );
  });
});
