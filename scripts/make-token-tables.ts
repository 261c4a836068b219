/**
 * Writes src/report/tokens/tables.ts from the three published vocabularies:
 * `npx tsx scripts/make-token-tables.ts && npx biome check --write src/report/tokens/tables.ts`
 *
 * A string of bytes is held as the characters U+0000 to U+00FF here and in src/report/tokens.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import cl100kTokens from 'gpt-tokenizer/bpeRanks/cl100k_base';
import o200kTokens from 'gpt-tokenizer/bpeRanks/o200k_base';
import { cutIntoPieces } from '../src/tokens/pieces.ts';
import { TOKENIZERS, type Tokenizer } from '../src/tokens/tokenizer.ts';
import { exactTokens } from '../test/tokens/tokenizers.ts';

/** Of each vocabulary. Two digits of the alphabet would number 4,096; the fewer, the smaller and the looser. */
const RANKED = Number(process.argv[2] ?? 3_000);
/** ASCII tokens kept of the 43,000 that all three vocabularies have. */
const SHARED = Number(process.argv[3] ?? 8_000);
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

type Vocabulary = readonly string[];

function asBytes(token: string | readonly number[]): string {
  return (typeof token === 'string' ? Buffer.from(token, 'utf8') : Buffer.from(token)).toString('latin1');
}

function anthropicVocabulary(): Vocabulary {
  const published: { bpe_ranks: string } = createRequire(import.meta.url)(
    '@anthropic-ai/tokenizer/claude.json',
  );
  // The first two words are a marker and the number of the first token.
  const tokens = published.bpe_ranks.split(' ').slice(2);
  return tokens.map((token) => Buffer.from(token, 'base64').toString('latin1'));
}

function twoDigits(number: number): string {
  return `${DIGITS[number >> 6]}${DIGITS[number & 63]}`;
}

/** Each token after the 256 bytes, in rank order, as two earlier ones: a byte by its value, else by rank. */
function encodeRanked(vocabulary: Vocabulary): string {
  const numberOf = new Map<string, number>();
  const merges = vocabulary.slice(0, RANKED).map((token, rank) => {
    if (rank < 256 !== (token.length === 1)) {
      throw new Error(`rank ${rank} is where bytes end and merges begin: ${JSON.stringify(token)}`);
    }
    if (token.length === 1) {
      numberOf.set(token, token.charCodeAt(0));
      return '';
    }
    for (let cut = 1; cut < token.length; cut++) {
      const left = numberOf.get(token.slice(0, cut));
      const right = numberOf.get(token.slice(cut));
      if (left !== undefined && right !== undefined) {
        numberOf.set(token, rank);
        return twoDigits(left) + twoDigits(right);
      }
    }
    throw new Error(`no two earlier tokens make up ${JSON.stringify(token)}`);
  });
  return merges.join('');
}

/** Whitespace and controls as control pictures, so that a space can part the entries. */
function toPictures(text: string): string {
  return text.replace(/[\0-\x20]/g, (char) => String.fromCharCode(0x2400 + char.charCodeAt(0)));
}

/**
 * Sorted by token; each entry is a digit that counts the characters kept of the token before it, the rest
 * of this one, and what is noted of it.
 */
function encodeSorted(notes: ReadonlyMap<string, string>): string {
  let before = '';
  const entries = [...notes.keys()].toSorted().map((token) => {
    let same = 0;
    while (same < 63 && same < token.length && token[same] === before[same]) {
      same++;
    }
    before = token;
    return `${DIGITS[same]}${toPictures(token.slice(same))}${notes.get(token)}`;
  });
  return entries.join(' ');
}

/** The tokens of all three, as text: those that server answers need most first. */
function sharedTokens(o200k: Vocabulary, cl100k: Vocabulary, anthropic: Vocabulary): string[] {
  const rankIn = (vocabulary: Vocabulary) => new Map(vocabulary.map((token, rank) => [token, rank]));
  const [inO200k, inCl100k, inAnthropic] = [rankIn(o200k), rankIn(cl100k), rankIn(anthropic)];
  const rest: { text: string; rarity: number }[] = [];
  const always: string[] = [];
  for (const [token, anthropicRank] of inAnthropic) {
    const o200kRank = inO200k.get(token);
    const cl100kRank = inCl100k.get(token);
    const text = Buffer.from(token, 'latin1').toString('utf8');
    if (o200kRank === undefined || cl100kRank === undefined || token.length === 1) {
      continue;
    }
    // o200k has twice as many tokens as cl100k for the same frequencies.
    const rarity = Math.max(o200kRank / 2, cl100kRank, anthropicRank);
    if (Math.max(o200kRank, cl100kRank, anthropicRank) < RANKED || /[\uFFFD\u2400-\u2420]/.test(text)) {
      continue;
    }
    if (glossary.has(text) || /^(\s+|(.)\2+)$/s.test(text) || !/^[\0-\x7f]*$/.test(text)) {
      always.push(text);
    } else {
      rest.push({ text, rarity });
    }
  }
  rest.sort((a, b) => a.rarity - b.rarity);
  return [...always, ...rest.slice(0, SHARED).map(({ text }) => text)];
}

/**
 * Where a token may begin inside a character and yet go on into the next: the bytes up to the first of
 * that next character. They are few, and merge.ts needs to know all of them.
 */
function crossings(vocabularies: readonly Vocabulary[]): string {
  const found = vocabularies
    .flat()
    .flatMap((token) => /^[\x80-\xbf]+[^\x80-\xbf]/.exec(token) ?? [])
    .map((bytes) => Buffer.from(bytes, 'latin1').toString('hex'));
  return [...new Set(found)].toSorted().join(' ');
}

function assertDigitTriples(vocabulary: Vocabulary): void {
  const tokens = new Set(vocabulary);
  for (let number = 0; number < 1_000; number++) {
    const text = String(number);
    for (const digits of [text, text.padStart(2, '0'), text.padStart(3, '0')]) {
      if (!tokens.has(digits)) {
        throw new Error(`${digits} is not one token, and pieces.ts relies on it`);
      }
    }
  }
}

/** Pieces of the words of token-glossary.txt, in every surrounding that server answers put them in. */
function glossaryPieces(): Set<string> {
  const words = readFileSync(new URL('token-glossary.txt', import.meta.url), 'utf8').split(/\s+/);
  const surroundings = ['', ' ', '_', '-', '/', '.', '('];
  const pieces = words.flatMap((word) =>
    surroundings.flatMap((before) =>
      TOKENIZERS.flatMap((tokenizer) =>
        cutIntoPieces(`${before}${word}`, tokenizer).slice(0, before === '' ? undefined : 1),
      ),
    ),
  );
  return new Set(pieces);
}

const glossary = glossaryPieces();
const o200k = o200kTokens.map(asBytes);
const cl100k = cl100kTokens.map(asBytes);
const anthropic = anthropicVocabulary();
assertDigitTriples(o200k);
assertDigitTriples(cl100k);

const tables = {
  MERGES: { o200k: encodeRanked(o200k), cl100k: encodeRanked(cl100k), anthropic: encodeRanked(anthropic) },
  SHARED: encodeSorted(new Map(sharedTokens(o200k, cl100k, anthropic).map((token) => [token, '']))),
  CROSSINGS: crossings([o200k, cl100k, anthropic]),
};
// The bounds that the tables give by themselves show which exact counts are worth keeping.
write({ ...tables, EXACT: '' });
const { countFor } = await import('../src/tokens/count-pieces.ts');
const { vocabulary } = await import('../src/tokens/vocabulary.ts');
write({ ...tables, EXACT: encodeSorted(new Map([...glossary].flatMap(exactEntry))) });

function exactEntry(piece: string): [string, string][] {
  const exact = exactTokens(piece);
  const gain = TOKENIZERS.some(
    (tokenizer) =>
      isOnePiece(piece, tokenizer) && countFor(piece, tokenizer, vocabulary()) > exact[tokenizer],
  );
  const counts = `${exact.o200k}${exact.cl100k}${exact.anthropic}`;
  if (gain && counts.length !== TOKENIZERS.length) {
    throw new Error(`more than nine tokens: ${piece}`);
  }
  return gain ? [[piece, counts]] : [];
}

function isOnePiece(piece: string, tokenizer: Tokenizer): boolean {
  return cutIntoPieces(piece, tokenizer).length === 1;
}

function write(constants: Record<string, unknown>): void {
  const lines = Object.entries(constants).map(
    ([name, value]) => `export const ${name} = ${JSON.stringify(value)};\n`,
  );
  const source = `// Written by scripts/make-token-tables.ts; vocabulary.ts reads it.\n${lines.join('\n')}`;
  writeFileSync(new URL('../src/tokens/tables.ts', import.meta.url), source);
  console.log(`${Buffer.byteLength(source)} bytes`);
}
