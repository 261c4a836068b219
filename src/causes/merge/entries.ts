import type { Hidden } from '../outcome.ts';

/** One message of one bucket, and the members whose outputs come down to it. */
export type Entry = Description & {
  readonly key: string;
  readonly nodes: number;
  readonly members: readonly number[];
  /** All its nodes printed the very same. */
  readonly alike: boolean;
  /** The agent cut the message on every one of its nodes: it may go on in any way. */
  readonly cut: boolean;
  /** Of so many of its nodes SSM kept only a part of the output. */
  readonly cutOutputs: number;
};

/** How an entry is described: taken from the first node that gave it. */
export type Description = {
  /** What to quote. */
  readonly message: string;
  /** The key with all that names a node normalized too; shared by the keys that differ in no more. */
  readonly kind?: string | undefined;
  readonly excerpt: string;
  readonly hides?: Hidden | undefined;
  /** The key with all that may be volatile normalized; computed here, one by one, so that grouping need not do it at the end. */
  readonly coarse?: string | undefined;
  /** The key lists the paths of a JSON answer with their values. */
  readonly isJson?: boolean | undefined;
};

type Growing = Description & {
  readonly key: string;
  nodes: number;
  readonly members: number[];
  alike: boolean;
  cut: boolean;
  cutOutputs: number;
};

/** What a node's output came down to. */
export type Message = {
  readonly key: string;
  /** Given where it matters whether nodes of one key printed the very same. */
  readonly text?: string;
  /** The agent cut the output within the message. */
  readonly cut: boolean;
  /** It cut the output, be it elsewhere. */
  readonly cutOutput: boolean;
  /** Called only for a message not seen before. */
  describe(): Description;
};

export type Entries = {
  add(message: Message, member: number): void;
  all(): readonly Entry[];
};

export function createEntries(): Entries {
  const byKey = new Map<string, Growing>();
  const kinds = new Map<string, string>();

  /** One copy of each: most nodes' texts differ, and are of one kind. */
  function shared(kind: string): string {
    const known = kinds.get(kind);
    if (known !== undefined) return known;
    kinds.set(kind, kind);
    return kind;
  }

  return {
    add({ key, text, cut, cutOutput, describe }, member) {
      const known = byKey.get(key);
      if (known) {
        known.nodes++;
        known.members.push(member);
        known.alike &&= text === undefined || text === known.message;
        known.cut &&= cut;
        if (cutOutput) known.cutOutputs++;
        return;
      }
      const { message, kind, coarse, excerpt, hides, isJson } = describe();
      byKey.set(key, {
        key,
        nodes: 1,
        members: [member],
        alike: true,
        cut,
        cutOutputs: cutOutput ? 1 : 0,
        message,
        kind: kind === undefined ? undefined : shared(kind),
        coarse: coarse === undefined ? undefined : shared(coarse),
        excerpt,
        isJson,
        hides,
      });
    },
    all: () => [...byKey.values()],
  };
}

/** As they arrived. Native numbers sort ten times as fast as a comparison of ours does. */
export function inOrder(members: readonly number[]): number[] {
  return Array.from(Int32Array.from(members).sort());
}

/** Shorter beginnings fit too many messages. */
const MIN_BEGINNING = 20;

/**
 * A message that the agent cut joins the whole one that begins the same, where another node printed that. The other
 * fragments name no cause: they are those of whom none is known.
 */
export function joinCut(entries: readonly Entry[]): readonly Entry[] {
  const whole = entries.filter(({ cut }) => !cut);
  if (whole.length === entries.length) return entries;
  const sorted = whole.toSorted((one, other) => (one.key < other.key ? -1 : 1));
  const beginnings = new Map<Entry, Entry[]>();
  const alone: Entry[] = [];
  for (const entry of entries) {
    if (!entry.cut) continue;
    const owner = entry.key.length < MIN_BEGINNING ? undefined : firstFrom(sorted, entry.key);
    if (!owner?.key.startsWith(entry.key)) alone.push(entry);
    else if (beginnings.has(owner)) beginnings.get(owner)?.push(entry);
    else beginnings.set(owner, [entry]);
  }
  const unknown = whole.find(({ key }) => key === '');
  const known = whole
    .filter((entry) => entry !== unknown)
    .map((entry) => withBeginnings(entry, beginnings.get(entry) ?? []));
  const [first] = alone;
  if (first === undefined) return unknown ? [...known, unknown] : known;
  return [
    ...known,
    withBeginnings(unknown ?? { ...first, key: '', message: '' }, unknown ? alone : alone.slice(1)),
  ];
}

function withBeginnings(entry: Entry, cut: readonly Entry[]): Entry {
  if (cut.length === 0) return entry;
  const members = [entry, ...cut].flatMap((one) => one.members);
  const cutOutputs = [entry, ...cut].reduce((sum, one) => sum + one.cutOutputs, 0);
  return { ...entry, nodes: members.length, members, cutOutputs };
}

/** The first of sorted entries whose key does not stand before `key`. */
function firstFrom(sorted: readonly Entry[], key: string): Entry | undefined {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.key ?? '') < key) low = middle + 1;
    else high = middle;
  }
  return sorted[low];
}
