import { displayKey, wordsOf } from '../key/words.ts';
import type { Work } from '../work.ts';

export type NearDuplicate = {
  /** The same for all of one family. */
  readonly family: string;
  /** The common text without the word that differs, and that word; absent for a text without near duplicates. */
  readonly differs?: { readonly frame: string; readonly value: string };
};

/** Comparing beyond this many groups costs more than a folded line is worth. */
const MAX_COMPARED = 2_000;

/** Of a longer text only the beginning is compared: filing costs the square of this. */
const MAX_COMPARED_WORDS = 40;

/**
 * Finds texts that differ in one word. Each text is filed once per word under itself without that word, so
 * the work is linear in the number of texts.
 */
export function* nearDuplicates(keys: readonly string[]): Work<NearDuplicate[]> {
  const words = keys.slice(0, MAX_COMPARED).map((key) => wordsOf(key).slice(0, MAX_COMPARED_WORDS));
  const lengths = new Map<number, number>();
  for (const row of words) count(lengths, row.length);
  const mayHaveDuplicates = (row: readonly string[]) => (lengths.get(row.length) ?? 0) > 1;
  const sizes = new Map<string, number>();
  for (const row of words.filter(mayHaveDuplicates)) {
    for (const at of row.keys()) count(sizes, frameAt(row, at));
    yield;
  }

  function nearDuplicateOf(key: string, row: readonly string[]): NearDuplicate {
    if (!mayHaveDuplicates(row)) return { family: key };
    let best = '';
    let bestAt = -1;
    for (const at of row.keys()) {
      const frame = frameAt(row, at);
      if ((sizes.get(frame) ?? 0) > Math.max(1, sizes.get(best) ?? 0)) {
        best = frame;
        bestAt = at;
      }
    }
    if (bestAt < 0 || row.length < 2) return { family: key };
    return {
      family: best,
      differs: { frame: displayKey(phraseWithout(row, bestAt)), value: displayKey(row[bestAt] ?? '') },
    };
  }

  const duplicates: NearDuplicate[] = [];
  for (const [index, key] of keys.entries()) {
    duplicates.push(nearDuplicateOf(key, words[index] ?? []));
    yield;
  }
  return duplicates;
}

function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function frameAt(words: readonly string[], at: number): string {
  return words.map((word, index) => (index === at ? '<...>' : word)).join(' ');
}

/** The text around a word, with a sign in its place unless it stands at an end or alone between separators. */
function phraseWithout(words: readonly string[], at: number): string {
  const before = words.slice(0, at).join(' ');
  const after = words.slice(at + 1).join(' ');
  const isInside = /[\p{L}\p{N}]/u.test(before) && /[\p{L}\p{N}]/u.test(after);
  const isName = isInside && /[:;,]$/.test(before) && /^[:;,]/.test(after);
  return (isInside && !isName ? `${before} … ${after}` : `${before} ${after}`)
    .replace(/ ([,:;)\]}])/g, '$1')
    .replace(/([([{]) /g, '$1')
    .replace(/(["']) … \1/g, '…')
    .replace(/(["'])\s*\1/g, '')
    .replace(/(?:[:;,]\s*){2,}/g, ': ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s:,;-]+|(?<![\s:,;-])[\s:,;-]+$/g, '');
}
