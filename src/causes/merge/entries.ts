import type { Hidden } from '../outcome.ts';

/** One message of one bucket, and the members whose outputs come down to it. */
export type Entry = Told & {
  readonly key: string;
  readonly nodes: number;
  readonly members: readonly number[];
  /** All its nodes said the very same. */
  readonly alike: boolean;
  /** The agent cut the message on every one of its nodes: it may go on in any way. */
  readonly cut: boolean;
  /** The agent cut it on some node. */
  readonly truncated: boolean;
};

/** What is told of an entry: taken from the first node that gave it. */
export type Told = {
  /** What to quote. */
  readonly message: string;
  /** The key with all that names a node masked too; shared by the keys that differ in no more. */
  readonly kind?: string | undefined;
  readonly excerpt: string;
  readonly hides?: Hidden | undefined;
};

type Growing = Told & {
  readonly key: string;
  nodes: number;
  readonly members: number[];
  alike: boolean;
  cut: boolean;
  truncated: boolean;
};

/** What a node's output came down to. */
export type Message = {
  readonly key: string;
  /** Given where nodes of one key are to be told apart by what exactly they said. */
  readonly said?: string;
  /** The agent cut the output within the message. */
  readonly cut: boolean;
  /** Asked only for a message not seen before. */
  tell(): Told;
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
    add({ key, said, cut, tell }, member) {
      const known = byKey.get(key);
      if (known) {
        known.nodes++;
        known.members.push(member);
        known.alike &&= said === undefined || said === known.message;
        known.cut &&= cut;
        known.truncated ||= cut;
        return;
      }
      const { message, kind, excerpt, hides } = tell();
      byKey.set(key, {
        key,
        nodes: 1,
        members: [member],
        alike: true,
        cut,
        truncated: cut,
        message,
        kind: kind === undefined ? undefined : shared(kind),
        excerpt,
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

/** Shorter beginnings fit too many messages to tell which one they are of. */
const MIN_BEGINNING = 20;

/** A message that the agent cut joins the whole one that begins the same, where another node said that. */
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
  return [...whole.map((entry) => withBeginnings(entry, beginnings.get(entry) ?? [])), ...alone];
}

function withBeginnings(entry: Entry, cut: readonly Entry[]): Entry {
  if (cut.length === 0) return entry;
  const members = [entry, ...cut].flatMap((one) => one.members);
  return { ...entry, nodes: members.length, members, truncated: true };
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
