import type { Tokenizer } from './tokenizer.ts';

const CONTRACTION = "'(?:[sS]|[dD]|[mM]|[tT]|[lL][lL]|[vV][eE]|[rR][eE])";
const UPPER = '\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}';
const LOWER = '\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}';
// Unicode's White_Space, which the Anthropic tokenizer's regex engine means by \s; JavaScript's \s has
// U+FEFF more and U+0085 less.
const SPACE = '\\t-\\r \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';

/**
 * How each tokenizer cuts a text before it encodes piece by piece, as published with its vocabulary.
 * Every character falls into exactly one piece. None of the patterns looks at a character more than a
 * fixed number of times, however long the run.
 */
const PATTERNS: Readonly<Record<Tokenizer, RegExp>> = {
  o200k: new RegExp(
    [
      `[^\\r\\n\\p{L}\\p{N}]?[${UPPER}]*[${LOWER}]+(?:${CONTRACTION})?`,
      `[^\\r\\n\\p{L}\\p{N}]?[${UPPER}]+[${LOWER}]*(?:${CONTRACTION})?`,
      '\\p{N}{1,3}',
      ' ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*',
      '\\s*[\\r\\n]+',
      '\\s+(?!\\S)',
      '\\s+',
    ].join('|'),
    'gu',
  ),
  cl100k: new RegExp(
    [
      CONTRACTION,
      '[^\\r\\n\\p{L}\\p{N}]?\\p{L}+',
      '\\p{N}{1,3}',
      ' ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*',
      '\\s+$',
      '\\s*[\\r\\n]',
      '\\s+(?!\\S)',
      '\\s',
    ].join('|'),
    'gu',
  ),
  anthropic: new RegExp(
    [
      "'s|'t|'re|'ve|'m|'ll|'d",
      ' ?\\p{L}+',
      ' ?\\p{N}+',
      ` ?[^${SPACE}\\p{L}\\p{N}]+`,
      `[${SPACE}]+(?![^${SPACE}])`,
      `[${SPACE}]+`,
    ].join('|'),
    'gu',
  ),
};

export function cutIntoPieces(text: string, tokenizer: Tokenizer): readonly string[] {
  return text.match(PATTERNS[tokenizer]) ?? [];
}
