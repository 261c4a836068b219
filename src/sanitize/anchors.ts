/** Where secrets may begin: finds the words of all rules in one pass, so that rules look at those places alone. */

import { type Rule, rules } from './rules/index.ts';
import { REDACTION_OPENING } from './rules/secret.ts';

/** A word of a rule that stands in a text. `rule` is absent where the word opens an earlier redaction. */
export type Anchor = { readonly at: number; readonly rule?: Rule };

type Word = { readonly word: string; readonly rule?: Rule };

/** No anchor is shorter. */
const MIN_LENGTH = 3;

/*
 * Nearly every place of a text begins no word: a hash of three characters says so at once. The table has 65,536
 * places, of which the words take up a hundredth. Words of one place are in the order of the rules, which decides
 * where two of them have the same word.
 */
const HASHES = 0x10000;
const wordsByHash = new Map<number, Word[]>();
const mayBegin = new Uint8Array(HASHES);
const hash = (first: number, second: number, third: number): number =>
  (first * 961 + second * 31 + third) & (HASHES - 1);

for (const { word, rule } of [
  { word: REDACTION_OPENING },
  ...rules.flatMap((rule) => rule.anchors.map((word): Word => ({ word, rule }))),
]) {
  if (word.length < MIN_LENGTH) throw new Error(`too short to look for: ${word}`);
  const at = hash(word.charCodeAt(0), word.charCodeAt(1), word.charCodeAt(2));
  const words = wordsByHash.get(at) ?? [];
  words.push(rule ? { word, rule } : { word });
  wordsByHash.set(at, words);
  mayBegin[at] = 1;
}

/** By rising place. */
export function anchorsIn(text: string): Anchor[] {
  const anchors: Anchor[] = [];
  if (text.length < MIN_LENGTH) return anchors;
  let first = lowerCase(text.charCodeAt(0));
  let second = lowerCase(text.charCodeAt(1));
  for (let at = 0; at + 2 < text.length; at++) {
    const third = lowerCase(text.charCodeAt(at + 2));
    const hashed = hash(first, second, third);
    if (mayBegin[hashed] === 1) {
      for (const { word, rule } of wordsByHash.get(hashed) ?? []) {
        if (standsAt(text, at, word)) anchors.push(rule ? { at, rule } : { at });
      }
    }
    first = second;
    second = third;
  }
  return anchors;
}

function standsAt(text: string, at: number, word: string): boolean {
  if (at + word.length > text.length) return false;
  for (let i = 0; i < word.length; i++) {
    if (lowerCase(text.charCodeAt(at + i)) !== word.charCodeAt(i)) return false;
  }
  return true;
}

/** Of one code unit, whose lower case is one, too: İ is left alone. */
function lowerCase(code: number): number {
  if (code < 0x80) return code >= 0x41 && code <= 0x5a ? code + 32 : code;
  const lower = String.fromCharCode(code).toLowerCase();
  return lower.length === 1 ? lower.charCodeAt(0) : code;
}
