import { MERGES, SHARED } from './tables.ts';

export const TOKENIZERS = ['o200k', 'cl100k', 'anthropic'] as const;
export type Tokenizer = (typeof TOKENIZERS)[number];

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
  const shared = readShared(SHARED);
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

/** Entries parted by spaces: a digit, how much is kept of the entry before, then the rest of this one. */
function readShared(entries: string): Set<string> {
  const shared = new Set<string>();
  let token = '';
  for (const entry of entries.split(' ')) {
    token = token.slice(0, sixBits(entry, 0)) + entry.slice(1);
    shared.add(
      utf8(
        token.replace(/[\u2400-\u2420]/g, (picture) => String.fromCharCode(picture.charCodeAt(0) - 0x2400)),
      ),
    );
  }
  return shared;
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
