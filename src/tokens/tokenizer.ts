/** The tokenizers that a count must not fall below. */
export const TOKENIZERS = ['o200k', 'cl100k', 'anthropic'] as const;
export type Tokenizer = (typeof TOKENIZERS)[number];
