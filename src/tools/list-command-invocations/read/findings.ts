/** What rows bring to the grouping, in as little memory as it takes: a finding is stored once for all that share it. */

import type { Ending, Message } from '../../../causes/index.ts';
import { compactCopy } from '../../../results/index.ts';

/** How an invocation ended, and what its output comes down to. */
export type Finding = {
  readonly ending: Ending;
  readonly message: Message;
  /** A line in which the caller's pattern matches, of the first node that has one. */
  line?: string;
};

export type Findings = {
  /** The stored finding; made on first sight. Nothing of the output stays alive but what a group may quote. */
  store(ending: Ending, message: Message): Finding;
};

type SameEnding = {
  readonly ending: Ending;
  /** By key: the findings that differ only in how much of the message is there, and in its volatile parts. */
  readonly byKey: Map<string, Finding[]>;
};

/** Goes on with the findings of an earlier count. */
export function createFindings(earlier: Iterable<Finding | undefined> = []): Findings {
  const byEnding = new Map<string, SameEnding>();
  const copyOf = createCopier();

  function sameEnding(ending: Ending): SameEnding {
    const id = `${ending.status}\n${ending.plugin ?? ''}\n${ending.responseCode ?? ''}`;
    const known = byEnding.get(id);
    if (known) return known;
    const own = { ending, byKey: new Map<string, Finding[]>() };
    byEnding.set(id, own);
    return own;
  }

  for (const finding of new Set(earlier)) {
    if (finding === undefined) continue;
    const { byKey } = sameEnding(finding.ending);
    const { key } = finding.message;
    byKey.set(key, [...(byKey.get(key) ?? []), finding]);
  }

  return {
    store(given, message) {
      const { ending, byKey } = sameEnding(given);
      const alike = byKey.get(message.key) ?? [];
      const [first] = alike;
      // Of one key it only counts whether all texts are the same, so every other text is stored as none.
      const text = first && message.text !== first.message.text ? '' : message.text;
      const { cut, cutOutput } = message;
      const known = alike.find(
        (one) => one.message.cut === cut && one.message.cutOutput === cutOutput && one.message.text === text,
      );
      if (known) return known;
      const key = first?.message.key ?? copyOf(message.key);
      const description = first?.message.describe() ?? copyOf(message.describe());
      const facts = { key, ...(text !== undefined && { text: copyOf(text) }), cut, cutOutput };
      const finding = { ending, message: storedMessage(facts, description) };
      byKey.set(key, [...alike, finding]);
      return finding;
    },
  };
}

type Description = ReturnType<Message['describe']>;

/** Outside of `store`, whose scope its closure would keep alive: the message as it came, and with it the whole output. */
function storedMessage(
  facts: Omit<Message, 'describe'>,
  description: Description,
): Message & { readonly description: Description } {
  return { ...facts, description, describe: () => description };
}

/** Copies data with its strings in memory of their own, one for those that are equal. */
function createCopier() {
  const copies = new Map<string, string>();
  return function copyOf<Value>(value: Value): Value {
    if (typeof value === 'string') {
      const copy = copies.get(value) ?? compactCopy(value);
      copies.set(copy, copy);
      return copy as Value & string;
    }
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, copyOf(member)])) as Value;
  };
}
