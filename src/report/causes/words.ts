import { VOLATILE } from './masking.ts';

/** Words beyond this many count as one: bounds the work on one hostile line. */
const MAX_WORDS = 60;

/** Quotes and what separates names from values stand alone; brackets stay, as "()" may stand for a value. */
const wordPattern = /(?:[^\s=:,;"']|:(?=¤))+|[=:,;"']/g;

type Word = { readonly text: string; readonly start: number; readonly end: number };

/** The words of a masked text. Lists such as "node1 node2 node3" count as their first member. */
function placedWords(key: string): Word[] {
  const words: Word[] = [];
  for (const { 0: text, index } of key.matchAll(wordPattern)) {
    if (words.length === MAX_WORDS - 1) {
      words.push({ text: key.slice(index), start: index, end: key.length });
      break;
    }
    const last = words.at(-1);
    if (last && isListed(last.text, text)) continue;
    if (last?.text === ',' && isListed(words.at(-2)?.text ?? '', text)) words.pop();
    else words.push({ text, start: index, end: index + text.length });
  }
  return words;
}

export function wordsOf(key: string): string[] {
  return placedWords(key).map(({ text }) => text);
}

/** The text with a sign for every part that differs between nodes. */
export function withGaps(key: string, varying: readonly number[] | 'all'): string {
  if (varying === 'all') return `nothing in common; one of them: ${key.replace(/¤/g, '<...>')}`;
  const words = placedWords(key);
  let text = '';
  let from = 0;
  for (const at of varying) {
    const word = words[at];
    if (!word) continue;
    text += `${key.slice(from, word.start)}${VOLATILE}`;
    from = word.end;
  }
  return (text + key.slice(from)).replace(/¤/g, '<...>');
}

/** "node2" goes on where "node1" began. */
function isListed(earlier: string, word: string): boolean {
  return /[\d¤]/.test(word) && shapeOf(earlier) === shapeOf(word);
}

/** Equal for texts that differ in nothing but digits. */
export function shapeOf(word: string): string {
  return word.replace(/\d+/g, '#');
}
