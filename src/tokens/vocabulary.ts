import { CROSSINGS, EXACT, MERGES, SHARED } from './tables.ts';
import { TOKENIZERS, type Tokenizer } from './tokenizer.ts';

/** Higher than any rank. */
export const NO_RANK = 0xffff;

/**
 * What is kept of the three vocabularies. Tokens are strings of bytes, one character U+0000 to U+00FF each.
 */
export type Vocabulary = {
  /** Ranks below `RANKED` of scripts/make-token-tables.ts; a single byte is not listed. */
  readonly ranks: Readonly<Record<Tokenizer, ReadonlyMap<string, number>>>;
  readonly longestRanked: number;
  /** Tokens of all three vocabularies, whatever their rank. */
  readonly shared: ReadonlySet<string>;
  readonly longestShared: number;
  /**
   * The starts, up to the first byte of the second character, of all tokens of any rank that begin
   * inside one character and reach into the next.
   */
  readonly crossings: ReadonlySet<string>;
  /** Exact counts of pieces that this server's own answers are made of. */
  readonly exact: Readonly<Record<Tokenizer, ReadonlyMap<string, number>>>;
};

let loaded: Vocabulary | undefined;

/** Read at the first use: a process that answers no call does not pay for it. */
export function vocabulary(): Vocabulary {
  loaded ??= readTables();
  return loaded;
}

function readTables(): Vocabulary {
  const ranks = {
    o200k: readMerges(MERGES.o200k),
    cl100k: readMerges(MERGES.cl100k),
    anthropic: readMerges(MERGES.anthropic),
  };
  const shared = new Set(readSorted(SHARED, 0).map(({ token }) => utf8(token)));
  // Three digits: the counts in the order of TOKENIZERS.
  const exact = readSorted(EXACT, TOKENIZERS.length);
  const exactFor = (column: number) => new Map(exact.map(({ token, note }) => [token, Number(note[column])]));
  for (const token of ranks.o200k.keys()) {
    if (ranks.cl100k.has(token) && ranks.anthropic.has(token)) {
      shared.add(token);
    }
  }
  const longest = (tokens: Iterable<string>) =>
    [...tokens].reduce((length, token) => Math.max(length, token.length), 0);
  return {
    ranks,
    longestRanked: longest(TOKENIZERS.flatMap((tokenizer) => [...ranks[tokenizer].keys()])),
    shared,
    longestShared: longest(shared),
    crossings: new Set(CROSSINGS.split(' ').map(fromHex)),
    exact: { o200k: exactFor(0), cl100k: exactFor(1), anthropic: exactFor(2) },
  };
}

/** Four digits a token: the numbers of the two tokens that it joins, bytes first, then by rank. */
function readMerges(digits: string): Map<string, number> {
  const tokens = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte));
  const ranks = new Map<string, number>();
  for (let at = 0; at < digits.length; at += 4) {
    const left = tokens[sixBits(digits, at) * 64 + sixBits(digits, at + 1)] ?? '';
    const right = tokens[sixBits(digits, at + 2) * 64 + sixBits(digits, at + 3)] ?? '';
    ranks.set(left + right, tokens.length);
    tokens.push(left + right);
  }
  return ranks;
}

/**
 * Entries parted by spaces: a digit, how much is kept of the token before, the rest of this one, and a
 * note of fixed length. Whitespace and controls stand as control pictures.
 */
function readSorted(entries: string, noteLength: number): { token: string; note: string }[] {
  let token = '';
  return entries.split(' ').map((entry) => {
    const noteAt = entry.length - noteLength;
    token = token.slice(0, sixBits(entry, 0)) + fromPictures(entry.slice(1, noteAt));
    return { token, note: entry.slice(noteAt) };
  });
}

function fromPictures(text: string): string {
  return text.replace(/[\u2400-\u2420]/g, (picture) => String.fromCharCode(picture.charCodeAt(0) - 0x2400));
}

function fromHex(digits: string): string {
  return digits.replace(/../g, (byte) => String.fromCharCode(Number.parseInt(byte, 16)));
}

function sixBits(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code >= 0x61) return code - 0x61 + 26;
  if (code >= 0x41) return code - 0x41;
  if (code >= 0x30) return code - 0x30 + 52;
  return code === 0x2b ? 62 : 63;
}

/** The bytes of `text`, one character each. A lone surrogate counts as U+FFFD, as TextEncoder has it. */
export function utf8(text: string): string {
  if (!/[^\0-\x7f]/.test(text)) {
    return text;
  }
  let bytes = '';
  for (const char of text) {
    const point = char.codePointAt(0) ?? 0;
    const code = point >= 0xd800 && point <= 0xdfff ? 0xfffd : point;
    if (code < 0x80) {
      bytes += char;
    } else if (code < 0x800) {
      bytes += String.fromCharCode(0xc0 | (code >> 6), 0x80 | (code & 63));
    } else if (code < 0x10000) {
      bytes += String.fromCharCode(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    } else {
      bytes += String.fromCharCode(
        0xf0 | (code >> 18),
        0x80 | ((code >> 12) & 63),
        0x80 | ((code >> 6) & 63),
        0x80 | (code & 63),
      );
    }
  }
  return bytes;
}
