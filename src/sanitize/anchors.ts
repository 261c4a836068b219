/** Where secrets may begin: finds the words of all rules in one pass, so that rules look at those places alone. */

import { type Rule, rules } from './rules/index.ts';
import { redactionOpening } from './rules/secret.ts';

/** A word of a rule that stands in a text. `rule` is absent where the word opens an earlier redaction. */
export type Anchor = { readonly at: number; readonly rule?: Rule };

type Word = { readonly word: string; readonly rule?: Rule };

/** No anchor is shorter. */
const PREFIX_LENGTH = 3;

/** In the order of the rules, which decides where two of them have the same word. */
const wordsByPrefix = new Map<string, Word[]>();
for (const { word, rule } of [
  { word: redactionOpening },
  ...rules.flatMap((rule) => rule.anchors.map((word): Word => ({ word, rule }))),
]) {
  const prefix = word.slice(0, PREFIX_LENGTH);
  const known = wordsByPrefix.get(prefix) ?? [];
  wordsByPrefix.set(prefix, [...known, { word, ...(rule && { rule }) }]);
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
const anyPrefix = new RegExp([...wordsByPrefix.keys()].map(escaped).join('|'), 'gi');

/** By rising place. */
export function anchorsIn(text: string): Anchor[] {
  const anchors: Anchor[] = [];
  anyPrefix.lastIndex = 0;
  for (let hit = anyPrefix.exec(text); hit !== null; hit = anyPrefix.exec(text)) {
    const at = hit.index;
    for (const { word, rule } of wordsByPrefix.get(hit[0].toLowerCase()) ?? []) {
      if (text.slice(at, at + word.length).toLowerCase() === word)
        anchors.push({ at, ...(rule && { rule }) });
    }
    // Words overlap: "://" stands in "https://token:".
    anyPrefix.lastIndex = at + 1;
  }
  return anchors;
}
