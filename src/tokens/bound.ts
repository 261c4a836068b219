import type { VocabularyName } from './pieces.ts';
import { FIRST_TOKENS, PIECES, UNPAIRED_LETTERS, WORDS } from './tables.ts';

/** In bytes. Joining by rank takes time quadratic in the piece; answers hardly have longer ones. */
const MAX_RANKED = 256;

type Ranks = ReadonlyMap<string, number>;

const ranks: Readonly<Record<VocabularyName, Ranks>> = {
  o200k: new Map(entriesOf(FIRST_TOKENS.o200k).map((token, rank) => [token, rank])),
  cl100k: new Map(entriesOf(FIRST_TOKENS.cl100k).map((token, rank) => [token, rank])),
};
const unpaired = new Set(entriesOf(UNPAIRED_LETTERS));
const words = new Set(entriesOf(WORDS));
const pieces = new Map(
  Object.entries(PIECES).flatMap(([tokens, entries]) =>
    entriesOf(entries).map((piece) => [piece, Number(tokens)] as const),
  ),
);

function entriesOf(table: string): string[] {
  return table
    .trim()
    .split(/[ \n]+/)
    .map((entry) => entry.replaceAll('~', ' ').replace(/[\u2400-\u241f]/g, whitespaceOf));
}

function whitespaceOf(picture: string): string {
  return String.fromCharCode(picture.charCodeAt(0) - 0x2400);
}

/** At least the tokens that `vocabulary` makes of a piece. */
export function boundOf(piece: string, vocabulary: VocabularyName): number {
  // Both vocabularies hold every number of up to three digits, and no piece has more.
  return (
    pieces.get(piece) ?? (/^[0-9]+$/.test(piece) ? 1 : Math.min(byWord(piece), byJoins(piece, vocabulary)))
  );
}

function byWord(piece: string): number {
  const [, mark = '', word = ''] = /^([\t "'(./:=[_-]?)([A-Za-z]+)$/.exec(piece) ?? [];
  if (!isWord(word)) return Infinity;
  return mark === '' || mark === ' ' ? 1 : 2;
}

function isWord(letters: string): boolean {
  return words.has(letters) || words.has(letters.charAt(0).toLowerCase() + letters.slice(1));
}

function byJoins(piece: string, vocabulary: VocabularyName): number {
  const bytes = Buffer.from(piece, 'utf8').toString('latin1');
  const parts = bytes.length > MAX_RANKED ? [...bytes] : joinRanked(bytes, ranks[vocabulary]);
  return parts.length - certainJoins(parts);
}

/**
 * Byte pair encoding as far as the first ranks go. The encoder joins the neighbours of the lowest rank first, so
 * it passes through this very state, and what it joins later only lowers the count.
 */
function joinRanked(bytes: string, ranks: Ranks): string[] {
  const parts = [...bytes];
  const rankOf = (seam: number) => ranks.get(`${parts[seam]}${parts[seam + 1]}`) ?? Infinity;
  const seams = parts.slice(1).map((_, seam) => rankOf(seam));
  for (;;) {
    const lowest = Math.min(...seams);
    if (lowest === Infinity) return parts;
    const at = seams.indexOf(lowest);
    parts.splice(at, 2, `${parts[at]}${parts[at + 1]}`);
    seams.splice(at, 1);
    if (at > 0) seams[at - 1] = rankOf(at - 1);
    if (at < seams.length) seams[at] = rankOf(at);
  }
}

/**
 * Joins that must still happen. Two neighbours that are a token together cannot both stay: one of them joins its
 * other neighbour or they join each other. So there is a join at their own seam or at one of the two beside
 * it, and no join serves two pairs whose seams are three apart.
 */
function certainJoins(parts: readonly string[]): number {
  let joins = 0;
  for (let at = 0; at + 1 < parts.length; at++) {
    if (isToken(`${parts[at]}${parts[at + 1]}`)) {
      joins += 1;
      at += 2;
    }
  }
  return joins;
}

/** Whether it is known for a token of both vocabularies, of whatever rank. */
function isToken(bytes: string): boolean {
  if (/^(?:[a-z]{2}|[A-Z]{2}| [A-Za-z])$/.test(bytes)) return !unpaired.has(bytes);
  return isWord(bytes.startsWith(' ') ? bytes.slice(1) : bytes);
}
