/** The vocabularies that a count must not fall below. */
export const VOCABULARIES = ['o200k', 'cl100k'] as const;
export type VocabularyName = (typeof VOCABULARIES)[number];

const CONTRACTION = "'(?:[sS]|[dD]|[mM]|[tT]|[lL][lL]|[vV][eE]|[rR][eE])";
const UPPER = '\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}';
const LOWER = '\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}';

/**
 * How a text is cut before it is encoded piece by piece, as published with each vocabulary. Every character
 * falls into exactly one piece. None of the patterns looks at a character more than a fixed number of
 * times, however long the run.
 */
const PATTERNS: Readonly<Record<VocabularyName, RegExp>> = {
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
};

export function cutIntoPieces(text: string, vocabulary: VocabularyName): readonly string[] {
  return text.match(PATTERNS[vocabulary]) ?? [];
}
