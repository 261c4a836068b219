import { countMerged } from './tokens/merge.ts';
import { cutIntoPieces } from './tokens/pieces.ts';
import { TOKENIZERS, type Tokenizer, utf8, type Vocabulary, vocabulary } from './tokens/vocabulary.ts';

/** Texts that a tokenizer may take for one token of control, and then cuts the rest around it. */
const SPECIAL =
  /<EOT>|<META>|<META_START>|<META_END>|<SOS>|<\|(?:endoftext|fim_prefix|fim_middle|fim_suffix|im_start|im_end|im_sep|endofprompt)\|>/;

/** Pieces longer than this are rare and seldom seen twice. */
const REMEMBERED_LENGTH = 32;
const REMEMBERED_PIECES = 4_096;
const remembered: Readonly<Record<Tokenizer, Map<string, number>>> = {
  o200k: new Map(),
  cl100k: new Map(),
  anthropic: new Map(),
};

/**
 * The tokens of `text`, never fewer than o200k_base, cl100k_base or Anthropic's published tokenizer make
 * of it, and typically within a sixth above the largest of the three.
 */
export function countTokens(text: string): number {
  const known = vocabulary();
  const whole = countMost(text, known);
  if (!SPECIAL.test(text)) {
    return whole;
  }
  const parts = text.split(new RegExp(SPECIAL, 'g'));
  return Math.max(
    whole,
    parts.reduce((sum, part) => sum + countMost(part, known), parts.length - 1),
  );
}

/** The length of `text` in UTF-8; a lone surrogate counts three bytes, as it is sent as U+FFFD. */
export function countBytes(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x80) continue;
    bytes += code < 0x800 ? 1 : 2;
    if (code >= 0xd800 && code <= 0xdbff && isLowSurrogate(text.charCodeAt(at + 1))) {
      at++;
    }
  }
  return bytes;
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}

function countMost(text: string, known: Vocabulary): number {
  return Math.max(...TOKENIZERS.map((tokenizer) => countFor(text, tokenizer, known)));
}

function countFor(text: string, tokenizer: Tokenizer, known: Vocabulary): number {
  const normalized = tokenizer === 'anthropic' ? text.normalize('NFKC') : text;
  let tokens = 0;
  for (const piece of cutIntoPieces(normalized, tokenizer)) {
    tokens += countPiece(piece, tokenizer, known);
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
