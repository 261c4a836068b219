import { countMerged } from './merge.ts';
import { cutIntoPieces } from './pieces.ts';
import type { Tokenizer } from './tokenizer.ts';
import { utf8, type Vocabulary } from './vocabulary.ts';

const BYTE_ORDER_MARK = '\xef\xbb\xbf';

/** Never fewer than `tokenizer` makes of `text`, were it to take no part of it for a token of control. */
export function countFor(text: string, tokenizer: Tokenizer, known: Vocabulary): number {
  const normalized = tokenizer === 'anthropic' ? text.normalize('NFKC') : text;
  let tokens = 0;
  for (const piece of cutIntoPieces(normalized, tokenizer)) {
    tokens += known.exact[tokenizer].get(piece) ?? countUnseen(utf8(piece), tokenizer, known);
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
