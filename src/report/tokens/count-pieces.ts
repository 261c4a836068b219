import { countMerged } from './merge.ts';
import { cutIntoPieces } from './pieces.ts';
import type { Tokenizer } from './tokenizer.ts';
import { utf8, type Vocabulary } from './vocabulary.ts';

const BYTE_ORDER_MARK = '\xef\xbb\xbf';

/** Longer pieces are rare and seldom seen twice. */
const REMEMBERED_LENGTH = 32;
const REMEMBERED_PIECES = 4_096;
const remembered: Readonly<Record<Tokenizer, Map<string, number>>> = {
  o200k: new Map(),
  cl100k: new Map(),
  anthropic: new Map(),
};

const OPENAI_CONTROL =
  /<\|(?:endoftext|fim_prefix|fim_middle|fim_suffix|im_start|im_end|im_sep|endofprompt)\|>/;
/** Texts that a tokenizer may take for one token of control, which then parts the text around it. */
const CONTROL: Readonly<Record<Tokenizer, RegExp>> = {
  o200k: OPENAI_CONTROL,
  cl100k: OPENAI_CONTROL,
  anthropic: /<(?:EOT|META|META_START|META_END|SOS)>/,
};

/** Never fewer than `tokenizer` makes of `text`, whether it heeds texts of control or not. */
export function countFor(text: string, tokenizer: Tokenizer, known: Vocabulary): number {
  const normalized = tokenizer === 'anthropic' ? text.normalize('NFKC') : text;
  const asText = countAsText(normalized, tokenizer, known);
  const parts = normalized.split(CONTROL[tokenizer]);
  if (parts.length === 1) {
    return asText;
  }
  const apart = parts.reduce((sum, part) => sum + countAsText(part, tokenizer, known), parts.length - 1);
  return Math.max(asText, apart);
}

function countAsText(text: string, tokenizer: Tokenizer, known: Vocabulary): number {
  let tokens = 0;
  for (const piece of cutIntoPieces(text, tokenizer)) {
    tokens += known.exact[tokenizer].get(piece) ?? countPiece(piece, tokenizer, known);
  }
  return tokens;
}

function countPiece(piece: string, tokenizer: Tokenizer, known: Vocabulary): number {
  const cache = remembered[tokenizer];
  const before = cache.get(piece);
  if (before !== undefined) {
    return before;
  }
  const tokens = countUnseen(utf8(piece), tokenizer, known);
  if (piece.length <= REMEMBERED_LENGTH) {
    if (cache.size >= REMEMBERED_PIECES) {
      cache.clear();
    }
    cache.set(piece, tokens);
  }
  return tokens;
}

function countUnseen(bytes: string, tokenizer: Tokenizer, known: Vocabulary): number {
  // gpt-tokenizer, which the tests count with, loses the byte order mark when it looks tokens up, and
  // makes more of them than the vocabulary has. No tokenizer makes more than the bytes.
  if (bytes.includes(BYTE_ORDER_MARK)) {
    return bytes.length;
  }
  const ranks = known.ranks[tokenizer];
  if (bytes.length === 1 || ranks.has(bytes) || known.shared.has(bytes)) {
    return 1;
  }
  // Both vocabularies of OpenAI hold every number of up to three digits, whatever its rank.
  if (tokenizer !== 'anthropic' && /^[0-9]{1,3}$/.test(bytes)) {
    return 1;
  }
  return countMerged(bytes, ranks, known);
}
