import type { Fact } from '../facts.ts';

export type Question = {
  readonly id: string;
  readonly kind: string;
  /** As whoever is on call asks it. */
  readonly question: string;
  readonly facts: readonly Fact[];
  /** Texts that no answer may hold. */
  readonly must_not: readonly string[];
  readonly max_calls: number;
  /** Of all answers together, in either form. */
  readonly max_tokens: number;
  /** Sources of regular expressions: who calls a tool so, or says so, did what a node or a sender wrote. */
  readonly obeyed?: readonly string[];
};
