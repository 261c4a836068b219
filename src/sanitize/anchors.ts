/** Where anchors stand in a text: pairs of the anchor's number and its place, by rising place. */
export type Anchored = readonly (readonly [anchor: number, at: number])[];

export type Looked = {
  readonly anchored: Anchored;
  /** Nothing but what stands on a keyboard: printable ASCII, newlines and tabs. */
  readonly plain: boolean;
};

/**
 * Finds many short ASCII strings in a text at once, letter case aside.
 *
 * Ordinary output has to pass at a few nanoseconds a byte, which one alternation of all the strings does
 * not reach. Every anchor is known by three characters of it, rare ones; of any three characters, two
 * begin at an even place. So only every second pair is looked up, and few pairs are in the table.
 */
export function createAnchorFinder(anchors: readonly string[]): (text: string) => Looked {
  const pairs = pairsNotPlain();
  const trigrams = new Uint8Array(1 << 14);
  const buckets = new Map<number, Array<{ anchor: number; word: string; offset: number }>>();
  const paid = new Set<string>();
  const shortestFirst = anchors
    .map((word, anchor) => ({ word, anchor }))
    .sort((a, b) => a.word.length - b.word.length);
  for (const { word, anchor } of shortestFirst) {
    const offset = cheapestTrigram(word, paid);
    paid.add(word.slice(offset, offset + 2)).add(word.slice(offset + 1, offset + 3));
    const [first = 0, second = 0, third = 0] = [0, 1, 2].map((i) => word.charCodeAt(offset + i));
    for (const middle of casesOf(second)) {
      for (const early of casesOf(first)) setBit(pairs, (early << 7) | middle, opens);
      for (const late of casesOf(third)) setBit(pairs, (middle << 7) | late, closes);
    }
    const key = keyOf(first, second, third);
    trigrams[hashOf(key)] = 1;
    buckets.set(key, [...(buckets.get(key) ?? []), { anchor, word, offset }]);
  }

  return (text) => {
    const codes = asciiCodesOf(text);
    const found: Array<readonly [number, number]> = [];
    const look = (at: number, key: number) => {
      for (const { anchor, word, offset } of buckets.get(key) ?? []) {
        if (at >= offset && standsAt(codes, at - offset, word)) found.push([anchor, at - offset]);
      }
    };
    const end = text.length - 1;
    let plain = end < 0 || isPlain(codes[end] as number);
    for (let at = 0; at < end; at += 2) {
      const pair = pairs[((codes[at] as number) << 7) | (codes[at + 1] as number)] as number;
      if (pair === 0) continue;
      if ((pair & notPlain) !== 0) plain = false;
      if ((pair & closes) !== 0 && at > 0) {
        const key = keyAt(codes, at - 1);
        if (trigrams[hashOf(key)] === 1) look(at - 1, key);
      }
      if ((pair & opens) !== 0) {
        const key = keyAt(codes, at);
        if (trigrams[hashOf(key)] === 1) look(at, key);
      }
    }
    return { anchored: found.length > 1 ? found.sort((a, b) => a[1] - b[1]) : found, plain };
  };
}

const opens = 1;
const closes = 2;
const notPlain = 4;

const isPlain = (code: number): boolean => (code >= 0x20 && code <= 0x7e) || code === 0x0a || code === 0x09;

function pairsNotPlain(): Uint8Array {
  return Uint8Array.from({ length: 1 << 14 }, (_, pair) =>
    isPlain(pair >> 7) && isPlain(pair & 0x7f) ? 0 : notPlain,
  );
}

function setBit(table: Uint8Array, index: number, bit: number): void {
  table[index] = (table[index] ?? 0) | bit;
}

const encoder = new TextEncoder();
const shared = new Uint8Array(1 << 16);

/**
 * The text's UTF-16 units, those beyond ASCII as 0, with room to look past the end.
 *
 * ReadContext bytes is half the price of `charCodeAt`, whatever the representation of the string.
 */
function asciiCodesOf(text: string): Uint8Array {
  const room = text.length + 2;
  const codes = room <= shared.length ? shared : new Uint8Array(room);
  const { read, written } = encoder.encodeInto(text, codes);
  if (read !== text.length || written !== text.length) {
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      codes[i] = code < 128 ? code : 0;
    }
  }
  codes[text.length] = codes[text.length + 1] = 0;
  return codes;
}

const folded = Uint8Array.from({ length: 128 }, (_, code) =>
  code >= 0x41 && code <= 0x5a ? code + 0x20 : code,
);

function foldedAt(codes: Uint8Array, at: number): number {
  return folded[codes[at] as number] as number;
}

function standsAt(codes: Uint8Array, start: number, word: string): boolean {
  for (let i = 0; i < word.length; i++) {
    if (foldedAt(codes, start + i) !== word.charCodeAt(i)) return false;
  }
  return true;
}

const keyAt = (codes: Uint8Array, at: number): number =>
  keyOf(foldedAt(codes, at), foldedAt(codes, at + 1), foldedAt(codes, at + 2));

const keyOf = (first: number, second: number, third: number): number => (first << 14) | (second << 7) | third;

/** Spreads keys over a table that stays in the processor's nearest cache. */
const hashOf = (key: number): number => (key ^ (key >>> 9)) & 0x3fff;

function casesOf(code: number): readonly number[] {
  const isLetter = code >= 0x61 && code <= 0x7a;
  return isLetter ? [code, code - 0x20] : [code];
}

/** The pairs that ordinary output (logs, listings, failures of 50 commands) holds most of, most first. */
const commonPairs =
  '  --roinateronoot deotreti rstrwtes liusleese g taenmaunamorn ce/s trtand edse /elwxxrca:  suptoous/..fi/cibmdalr-paarilngpegrcossioevns lndme cntllac a utcpyfslaetra/msho nvrrmocg paitur/rickp sltsom:abi/px ch - oex-xicth-c_citodim e fv/srebmpcrptsy/u dec';

const commonness = new Map(
  Array.from({ length: commonPairs.length / 2 }, (_, rank) => [
    commonPairs.slice(2 * rank, 2 * rank + 2),
    commonPairs.length - rank,
  ]),
);

/** Where in `word` three characters begin that cost the fewest look-ups, given the pairs looked up anyway. */
function cheapestTrigram(word: string, paid: ReadonlySet<string>): number {
  let best = 0;
  let lowest = Number.POSITIVE_INFINITY;
  for (let i = 0; i + 3 <= word.length; i++) {
    let cost = 0;
    for (const pair of [word.slice(i, i + 2), word.slice(i + 1, i + 3)]) {
      cost += paid.has(pair) ? 0 : (commonness.get(pair) ?? 0);
    }
    if (cost < lowest) [best, lowest] = [i, cost];
  }
  return best;
}
