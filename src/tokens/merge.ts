import { NO_RANK, type Vocabulary } from './vocabulary.ts';

/**
 * At least the tokens that byte pair encoding makes of a piece, for the vocabulary of `ranks`.
 *
 * The encoder always joins the neighbours of the lowest rank first. So the state in which no join below
 * a rank is left is a state that it passes through, and what it joins later only lowers the count:
 * knowing just the first ranks errs on the safe side. Of the later joins, enough are certain: no two
 * neighbours remain that are a token together.
 */
export function countMerged(bytes: string, ranks: ReadonlyMap<string, number>, known: Vocabulary): number {
  const starts = mergeRanked(bytes, ranks, known.longestRanked);
  return starts.length - 1 - certainJoins(bytes, starts, known);
}

/**
 * Joins that must still happen. A pair in `shared` cannot stay: one of its two tokens joins its other
 * neighbour or they join each other. So there is a join at the pair's own seam or at one of the two
 * beside it, and one join serves at most the pairs whose seams touch.
 */
function certainJoins(bytes: string, starts: readonly number[], known: Vocabulary): number {
  let joins = 0;
  let served = -1;
  // `seam` is the index of the token after it.
  for (let seam = 1; seam + 1 < starts.length; seam++) {
    const start = starts[seam - 1] ?? 0;
    const end = starts[seam + 1] ?? 0;
    if (
      served >= seam - 1 ||
      end - start > known.longestShared ||
      !known.shared.has(bytes.slice(start, end))
    ) {
      continue;
    }
    joins++;
    served = mayReachOn(bytes.slice(starts[seam] ?? 0, end + 1), known) ? seam + 1 : seam;
  }
  return joins;
}

/**
 * Whether some token of any rank could begin with a token and the byte after it. Hardly any starts in
 * the middle of a character and goes on into the next, which makes nearly every character of several
 * bytes a join by itself.
 */
function mayReachOn(tokenAndNextByte: string, known: Vocabulary): boolean {
  return !/^[\x80-\xbf]+[^\x80-\xbf]$/.test(tokenAndNextByte) || known.crossings.has(tokenAndNextByte);
}

/** Where each token starts once no ranked pair is left, and the length at the end. */
function mergeRanked(bytes: string, ranks: ReadonlyMap<string, number>, longest: number): number[] {
  const length = bytes.length;
  const next = new Int32Array(length + 1);
  const previous = new Int32Array(length + 1);
  for (let at = 0; at <= length; at++) {
    next[at] = at + 1;
    previous[at] = at - 1;
  }
  const rankAt = new Uint16Array(length).fill(NO_RANK);
  const queue = new MinHeap();

  const rankPair = (at: number): void => {
    const middle = next[at] ?? length;
    const end = middle < length ? (next[middle] ?? length) : Infinity;
    const rank = end - at <= longest ? ranks.get(bytes.slice(at, end)) : undefined;
    rankAt[at] = rank ?? NO_RANK;
    if (rank !== undefined) {
      queue.push(rank * POSITIONS + at);
    }
  };

  for (let at = 0; at + 1 < length; at++) {
    rankPair(at);
  }
  for (let entry = queue.pop(); entry !== undefined; entry = queue.pop()) {
    const at = entry % POSITIONS;
    if (rankAt[at] !== Math.floor(entry / POSITIONS)) {
      continue;
    }
    const joined = next[at] ?? length;
    const after = next[joined] ?? length;
    rankAt[joined] = NO_RANK;
    next[at] = after;
    previous[after] = at;
    rankPair(at);
    const before = previous[at] ?? -1;
    if (before >= 0) {
      rankPair(before);
    }
  }

  const starts = [0];
  for (let at = next[0] ?? length; at < length; at = next[at] ?? length) {
    starts.push(at);
  }
  starts.push(length);
  return starts;
}

/** One queue entry holds rank and position: the lower rank first, then the earlier position. */
const POSITIONS = 2 ** 32;

class MinHeap {
  readonly #entries: number[] = [];

  push(entry: number): void {
    const entries = this.#entries;
    let at = entries.push(entry) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = entries[parent] ?? entry;
      if (above <= entry) break;
      entries[at] = above;
      at = parent;
    }
    entries[at] = entry;
  }

  pop(): number | undefined {
    const entries = this.#entries;
    const top = entries[0];
    const last = entries.pop();
    if (last === undefined || entries.length === 0) {
      return top;
    }
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= entries.length) break;
      if ((entries[child + 1] ?? Infinity) < (entries[child] ?? Infinity)) child++;
      const below = entries[child] ?? Infinity;
      if (below >= last) break;
      entries[at] = below;
      at = child;
    }
    entries[at] = last;
    return top;
  }
}
