import { VOLATILE } from './normalize.ts';

/** Words beyond this many count as one: bounds the work on one hostile line. */
const MAX_WORDS = 60;

/** Quotes and what separates names from values stand alone; brackets stay, as "()" may stand for a value. */
const wordPattern = /(?:[^\s=:,;"']|:(?=¤))+|[=:,;"']/g;

/** The words of a normalized text. Lists such as "node1 node2 node3" count as their first member. */
export function wordsOf(key: string): string[] {
  const all = key.match(wordPattern) ?? [];
  return indexesOf(all).map((at, index) =>
    index < MAX_WORDS - 1 ? (all[at] ?? '') : all.slice(at).join(' '),
  );
}

/** Of each list only its first member. */
function indexesOf(words: readonly string[]): number[] {
  const indexes: number[] = [];
  for (const [at, word] of words.entries()) {
    const last = words[indexes.at(-1) ?? -1];
    if (last !== undefined && isListed(last, word)) continue;
    if (last === ',' && isListed(words[indexes.at(-2) ?? -1] ?? '', word)) indexes.pop();
    else if (indexes.push(at) === MAX_WORDS) break;
  }
  return indexes;
}

/** The text with a sign for every part that differs between nodes: at these of its words, and where it was normalized. */
export function withGaps(key: string, varying: readonly number[] | 'all'): string {
  if (varying === 'all') return `nothing in common; one of them: ${displayKey(key)}`;
  const all = [...key.matchAll(wordPattern)];
  const distinct = indexesOf(all.map(([word]) => word));
  let text = '';
  let from = 0;
  for (const at of varying) {
    const word = all[distinct[at] ?? -1];
    if (word === undefined) continue;
    text += `${key.slice(from, word.index)}${VOLATILE}`;
    from = word.index + word[0].length;
  }
  return displayKey(text + key.slice(from));
}

/** A normalized text as a reader sees it. */
export function displayKey(key: string): string {
  return key.replaceAll(VOLATILE, '<...>');
}

/** "node2" goes on where "node1" began. */
function isListed(earlier: string, word: string): boolean {
  return /[\d¤]/.test(word) && shapeOf(earlier) === shapeOf(word);
}

/** Equal for texts that differ in nothing but digits. */
export function shapeOf(word: string): string {
  return word.replace(/\d+/g, '#');
}
