import { createRequire } from 'node:module';

type Counter = (text: string) => number;
type ExactTokens = { o200k: number; cl100k: number; anthropic: number; max: number };

const require = createRequire(import.meta.url);
/** The exact encoders need time quadratic in a run of one kind of character. */
const MAX_RUN = 500;
const SLICE = 512;

let counters: Record<'o200k' | 'cl100k' | 'anthropic', Counter> | undefined;

/**
 * What the three real tokenizers make of `text`.
 *
 * Exact as long as no run of letters, digits, spaces or anything else is longer than 500 characters;
 * beyond that the text is cut every 512 characters, which counts about a token too many a cut.
 */
export function exactTokens(text: string): ExactTokens {
  counters ??= loadCounters();
  const slices = hasLongRun(text) ? slicesOf(text) : [text];
  const count = (counter: Counter) => slices.reduce((sum, slice) => sum + counter(slice), 0);
  const [o200k, cl100k] = [count(counters.o200k), count(counters.cl100k)];
  // Compatibility characters grow when normalized, so Anthropic's own cutting is by the normalized text.
  const normalized = text.normalize('NFKC');
  const anthropicSlices = hasLongRun(normalized) ? slicesOf(normalized) : [normalized];
  const anthropicCounter = counters.anthropic;
  const anthropic = anthropicSlices.reduce((sum, slice) => sum + anthropicCounter(slice), 0);
  return { o200k, cl100k, anthropic, max: Math.max(o200k, cl100k, anthropic) };
}

function hasLongRun(text: string): boolean {
  return [/[\p{L}\p{M}]+/gu, /\p{N}+/gu, /\s+/gu, /[^\s\p{L}\p{N}]+/gu].some((run) =>
    (text.match(run) ?? []).some((found) => found.length > MAX_RUN),
  );
}

function slicesOf(text: string): string[] {
  const slices: string[] = [];
  for (let from = 0; from < text.length; ) {
    const inPair = /[\uD800-\uDBFF]/.test(text.charAt(from + SLICE - 1));
    const to = from + SLICE - (inPair ? 1 : 0);
    slices.push(text.slice(from, to));
    from = to;
  }
  return slices;
}

function loadCounters(): Record<'o200k' | 'cl100k' | 'anthropic', Counter> {
  // require, so that only a test that counts pays for half a second of loading.
  const o200k: {
    countTokens: typeof import('gpt-tokenizer/encoding/o200k_base').countTokens;
  } = require('gpt-tokenizer/encoding/o200k_base');
  const cl100k: {
    countTokens: typeof import('gpt-tokenizer/encoding/cl100k_base').countTokens;
  } = require('gpt-tokenizer/encoding/cl100k_base');
  const published: Pick<
    typeof import('@anthropic-ai/tokenizer'),
    'getTokenizer'
  > = require('@anthropic-ai/tokenizer');
  const anthropic = published.getTokenizer();
  const asText = { disallowedSpecial: new Set<string>() };
  return {
    o200k: (text) => o200k.countTokens(text, asText),
    cl100k: (text) => cl100k.countTokens(text, asText),
    anthropic: (text) => anthropic.encode(text.normalize('NFKC'), 'all').length,
  };
}
