import { describe, expect, test } from 'vitest';
import { countMerged } from '../../src/tokens/merge.ts';
import { cutIntoPieces } from '../../src/tokens/pieces.ts';
import { utf8, type Vocabulary } from '../../src/tokens/vocabulary.ts';
import fc from '../properties.ts';

/** Byte pair encoding by its definition: join the neighbours of the lowest rank, the first of equals. */
function encode(bytes: string, tokens: readonly string[]): string[] {
  const parts = [...bytes];
  for (;;) {
    let best = { rank: Number.POSITIVE_INFINITY, at: -1 };
    for (let at = 0; at + 1 < parts.length; at++) {
      const rank = tokens.indexOf(`${parts[at]}${parts[at + 1]}`);
      if (rank >= 0 && rank < best.rank) {
        best = { rank, at };
      }
    }
    if (best.at < 0) {
      return parts;
    }
    parts.splice(best.at, 2, `${parts[best.at]}${parts[best.at + 1]}`);
  }
}

function knowing(ranked: readonly string[], shared: readonly string[], crossings: readonly string[] = []) {
  const ranks = new Map(ranked.map((token, rank) => [token, rank]));
  const longest = (tokens: readonly string[]) => Math.max(0, ...tokens.map((token) => token.length));
  const known: Vocabulary = {
    ranks: { o200k: ranks, cl100k: ranks, anthropic: ranks },
    longestRanked: longest(ranked),
    shared: new Set(shared),
    longestShared: longest(shared),
    crossings: new Set(crossings),
    exact: { o200k: new Map(), cl100k: new Map(), anthropic: new Map() },
  };
  return { ranks, known };
}

const count = (bytes: string, { ranks, known }: ReturnType<typeof knowing>) =>
  countMerged(bytes, ranks, known);

describe('countMerged', () => {
  // A few characters of several bytes: the bytes E3 81 81, E3 81 82 and the ASCII letters a and b.
  const character = fc.constantFrom('a', 'b', '\xe3\x81\x81', '\xe3\x81\x82');
  const text = fc.array(character, { minLength: 2, maxLength: 14 }).map((chars) => chars.join(''));
  const token = fc
    .tuple(text, fc.nat(8), fc.integer({ min: 2, max: 6 }))
    .map(([bytes, from, length]) => bytes.slice(from, from + length))
    .filter((bytes) => bytes.length > 1);
  const vocabulary = fc.uniqueArray(token, { minLength: 1, maxLength: 16 });

  test('is never below the whole vocabulary when it knows only the first ranks and some later tokens', () => {
    fc.assert(
      fc.property(text, vocabulary, fc.nat(16), fc.nat(0xffff), (bytes, tokens, ranked, chosen) => {
        const shared = tokens.filter((_, rank) => (chosen >> rank) & 1);
        const crossings = tokens.flatMap((bytes) => /^[\x80-\xbf]+[^\x80-\xbf]/.exec(bytes)?.[0] ?? []);
        return (
          count(bytes, knowing(tokens.slice(0, ranked), shared, crossings)) >= encode(bytes, tokens).length
        );
      }),
      { numRuns: 30_000 },
    );
  });

  test('is exact when it knows every rank', () => {
    fc.assert(
      fc.property(text, vocabulary, (bytes, tokens) => {
        expect(count(bytes, knowing(tokens, []))).toBe(encode(bytes, tokens).length);
      }),
      { numRuns: 10_000 },
    );
  });

  test('relies on one join for three neighbouring seams, and on a second for the fourth', () => {
    expect(count('abcd', knowing([], ['ab', 'bc', 'cd']))).toBe(3);
    expect(count('abcde', knowing([], ['ab', 'bc', 'cd', 'de']))).toBe(3);
  });

  test('relies on a join in each character of several bytes, unless a token reaches across', () => {
    const twice = '\xe3\x81\x82\xe3\x81\x82';
    expect(count(twice, knowing(['\xe3\x81'], ['\xe3\x81\x82']))).toBe(2);
    expect(count(twice, knowing(['\xe3\x81'], ['\xe3\x81\x82'], ['\x82\xe3']))).toBe(3);
  });
});

describe('cutIntoPieces', () => {
  test('takes for space what the tokenizer of Anthropic takes for space, and JavaScript does not', () => {
    expect(cutIntoPieces('a \u0085', 'anthropic')).toEqual(['a', ' \u0085']);
    expect(cutIntoPieces('a \uFEFF', 'anthropic')).toEqual(['a', ' \uFEFF']);
    expect(cutIntoPieces('!\u0085', 'anthropic')).toEqual(['!', '\u0085']);
    expect(cutIntoPieces('!\uFEFF', 'anthropic')).toEqual(['!\uFEFF']);
  });

  test('splits words at a change of case for o200k only', () => {
    expect(cutIntoPieces('TimedOut 1234', 'o200k')).toEqual(['Timed', 'Out', ' ', '123', '4']);
    expect(cutIntoPieces('TimedOut 1234', 'cl100k')).toEqual(['TimedOut', ' ', '123', '4']);
    expect(cutIntoPieces('TimedOut 1234', 'anthropic')).toEqual(['TimedOut', ' 1234']);
  });
});

describe('utf8', () => {
  test('gives the bytes that TextEncoder gives', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\uD800', 'a\uDC00b', '\u07FF\u0800')),
        (text) => {
          expect(utf8(text)).toBe(Buffer.from(text, 'utf8').toString('latin1'));
        },
      ),
    );
  });
});
