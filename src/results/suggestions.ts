/** What AWS answered lately while a person typed: letter by letter the same request, and its rate limit is the account's. */

import { LRUCache } from 'lru-cache';

export type Suggestions<Answer> = {
  /** The answer of the last ten seconds, or a new one. */
  lately(key: string, ask: () => Promise<Answer>): Promise<Answer>;
};

/** Chosen: longer than a person types, shorter than a list gets stale. */
const FRESH_MS = 10_000;
const MAX_KEYS = 100;

export function createSuggestions<Answer>(nowMs: () => number): Suggestions<Answer> {
  const answers = new LRUCache<string, { readonly answer: Promise<Answer> }>({
    max: MAX_KEYS,
    ttl: FRESH_MS,
    ttlResolution: 0,
    perf: { now: nowMs },
  });
  return {
    lately(key, ask) {
      const known = answers.get(key);
      if (known) return known.answer;
      const answer = ask();
      answers.set(key, { answer });
      return answer;
    },
  };
}
