/** Tries a pattern on what arrives, in turns of its own. Of the texts it keeps nothing but what was found. */

import type { Pattern } from '../../../patterns/index.ts';
import { OUT_OF_TIME, withTimeLimit } from '../../../sanitize/index.ts';
import { eachInTurns } from '../read/in-turns.ts';
import { type Hit, hitOf, type Match, type MatchedTexts, storedValue, type Unmatched } from './match.ts';

/** One invocation that waits to be judged. */
export type Question = MatchedTexts & {
  readonly member: number;
  /** What it is without a match. */
  readonly otherwise: Unmatched;
};

export type Judgement = { readonly match: Match; readonly line?: string };

export type Judge = {
  readonly pattern: Pattern;
  add(question: Question): void;
  /** Gives each judgement to `keep`, the latest of a member last. */
  settle(keep: (member: number, judgement: Judgement) => void, signal: AbortSignal): Promise<void>;
  /** At once; `undefined` where it takes too long. */
  of(texts: MatchedTexts, otherwise: Unmatched): Judgement | undefined;
};

export function createJudge(pattern: Pattern): Judge {
  let waiting: Question[] = [];
  /** One object for all that are alike. */
  const matches = new Map<string, Match>();

  function share(match: Match): Match {
    const id = JSON.stringify(match);
    const known = matches.get(id) ?? match;
    matches.set(id, known);
    return known;
  }

  function judged(hit: Hit | 'none' | undefined, otherwise: Unmatched): Judgement {
    if (hit === undefined) return { match: share({ found: false, why: 'withheld' }) };
    if (hit === 'none') return { match: share({ found: false, why: otherwise }) };
    const { line, value, ...rest } = hit;
    return {
      match: share({ found: true, ...rest, ...(value !== undefined && { value: storedValue(value) }) }),
      ...(line !== undefined && { line }),
    };
  }

  return {
    pattern,
    add: (question) => waiting.push(question),

    async settle(keep, signal) {
      const questions = waiting;
      waiting = [];
      const hits = await eachInTurns(questions, (question) => hitOf(pattern, question), signal);
      for (const [index, { member, otherwise }] of questions.entries()) {
        keep(member, judged(hits[index], otherwise));
      }
    },

    of(texts, otherwise) {
      const hit = withTimeLimit(() => hitOf(pattern, texts));
      return hit === OUT_OF_TIME ? undefined : judged(hit, otherwise);
    },
  };
}
