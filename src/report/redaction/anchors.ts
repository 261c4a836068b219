/** Called with the number of the anchor and where it begins; returns the place to go on from, or 0. */
export type OnAnchor = (anchor: number, at: number) => number;

/**
 * Finds many short ASCII strings in a text at once, letter case aside.
 *
 * Ordinary output has to pass at some nanoseconds a byte, which one alternation of all the strings does
 * not reach. This is Wu and Manber's multi-pattern search with blocks of two characters and a window of
 * three: most windows are left behind three or two characters at a time.
 */
export function createAnchorScanner(anchors: readonly string[]): (text: string, onAnchor: OnAnchor) => void {
  const shifts = new Uint8Array(1 << 14).fill(2);
  const buckets = new Map<number, Array<{ anchor: number; word: string; offset: number }>>();
  const known = new Uint8Array(1 << 15);
  anchors.forEach((word, anchor) => {
    const offset = rarestTrigram(word);
    const [first, second, third] = [0, 1, 2].map((i) => word.charCodeAt(offset + i)) as [
      number,
      number,
      number,
    ];
    const early = (first << 7) | second;
    shifts[early] = Math.min(shifts[early] ?? 2, 1);
    shifts[(second << 7) | third] = 0;
    const key = trigramKey(first, second, third);
    known[hashOf(key)] = 1;
    const bucket = buckets.get(key) ?? [];
    bucket.push({ anchor, word, offset });
    buckets.set(key, bucket);
  });

  return (text, onAnchor) => {
    let at = 2;
    let floor = 0;
    while (at < text.length) {
      const third = foldedAt(text, at);
      const second = foldedAt(text, at - 1);
      const shift = shifts[(second << 7) | third] as number;
      if (shift !== 0) {
        at += shift;
        continue;
      }
      const key = trigramKey(foldedAt(text, at - 2), second, third);
      const bucket = known[hashOf(key)] === 1 ? buckets.get(key) : undefined;
      for (const { anchor, word, offset } of bucket ?? []) {
        const start = at - 2 - offset;
        if (start < floor || !standsAt(text, start, word)) continue;
        floor = Math.max(floor, onAnchor(anchor, start));
      }
      at = Math.max(at + 1, floor + 2);
    }
  };
}

const folded = Uint8Array.from({ length: 128 }, (_, code) =>
  code >= 0x41 && code <= 0x5a ? code + 0x20 : code,
);

function foldedAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code < 128 ? (folded[code] as number) : 0;
}

function standsAt(text: string, start: number, word: string): boolean {
  for (let i = 0; i < word.length; i++) {
    if (foldedAt(text, start + i) !== word.charCodeAt(i)) return false;
  }
  return true;
}

const trigramKey = (first: number, second: number, third: number): number =>
  (first << 14) | (second << 7) | third;

const hashOf = (key: number): number => (key ^ (key >>> 6)) & 0x7fff;

const commonestFirst = 'etaoinsrhldcumfpgwybvkxjqz';

/** Where the three characters of `word` begin that ordinary text is least likely to hold. */
function rarestTrigram(word: string): number {
  let best = 0;
  let bestRank = -1;
  for (let i = 0; i + 3 <= word.length; i++) {
    let rank = 0;
    for (const letter of word.slice(i, i + 3)) {
      const position = commonestFirst.indexOf(letter);
      rank += position === -1 ? commonestFirst.length : position;
    }
    if (rank > bestRank) [best, bestRank] = [i, rank];
  }
  return best;
}
