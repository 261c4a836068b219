import { createRequire } from 'node:module';

type Counter = (text: string) => number;
type ExactTokens = { o200k: number; cl100k: number; max: number };
type Encoding = Pick<typeof import('gpt-tokenizer/encoding/o200k_base'), 'countTokens'>;

const require = createRequire(import.meta.url);
/** The exact encoders need time quadratic in a run of one kind of character. */
const MAX_RUN = 500;
const SLICE = 512;

let counters: Record<'o200k' | 'cl100k', Counter> | undefined;

/**
 * What the real tokenizers make of `text`, were they to take no part of it for a token of control.
 *
 * Exact as long as no run of letters, digits, spaces or anything else is longer than 500 characters;
 * beyond that the text is cut every 512 characters, which counts about a token too many a cut.
 */
export function exactTokens(text: string): ExactTokens {
  counters ??= {
    o200k: counterOf(require('gpt-tokenizer/encoding/o200k_base')),
    cl100k: counterOf(require('gpt-tokenizer/encoding/cl100k_base')),
  };
  const slices = hasLongRun(text) ? slicesOf(text) : [text];
  const count = (counter: Counter) => slices.reduce((sum, slice) => sum + counter(slice), 0);
  const [o200k, cl100k] = [count(counters.o200k), count(counters.cl100k)];
  return { o200k, cl100k, max: Math.max(o200k, cl100k) };
}

function hasLongRun(text: string): boolean {
  if (text.length <= MAX_RUN) return false;
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

// require, so that only a test that counts pays for half a second of loading.
function counterOf({ countTokens }: Encoding): Counter {
  const asText = { disallowedSpecial: new Set<string>() };
  return (text) => countTokens(text, asText);
}
