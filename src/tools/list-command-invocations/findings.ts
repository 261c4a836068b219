/** What rows bring to the grouping, in as little memory as it takes: a finding is stored once for all that share it. */

import type { Ending, Message } from '../../causes/index.ts';
import { compactCopy } from '../../results/index.ts';

/** How an invocation ended, and what its output comes down to. */
export type Finding = {
  readonly ending: Ending;
  readonly message: Message;
};

export type Findings = {
  /** The stored finding; made on first sight. Nothing of the output stays alive but what a group may quote. */
  store(ending: Ending, message: Message): Finding;
};

/** Goes on with the findings of an earlier count. */
export function createFindings(earlier: Iterable<Finding | undefined> = []): Findings {
  /** By ending and key; of one key the findings that differ in how much of the message is there. */
  const byEnding = new Map<string, Map<string, Finding[]>>();

  function likeFindings({ status, plugin, responseCode }: Ending, key: string): Finding[] {
    const ending = `${status}\n${plugin ?? ''}\n${responseCode ?? ''}`;
    const byKey = byEnding.get(ending) ?? new Map<string, Finding[]>();
    byEnding.set(ending, byKey);
    const known = byKey.get(key);
    if (known) return known;
    const own: Finding[] = [];
    byKey.set(compactCopy(key), own);
    return own;
  }

  for (const finding of new Set(earlier)) {
    if (finding) likeFindings(finding.ending, finding.message.key).push(finding);
  }

  return {
    store(ending, message) {
      const like = likeFindings(ending, message.key);
      const [first] = like;
      // Of one key it only counts whether all texts are the same, so every other text is stored as none.
      const said = first && message.said !== first.message.said ? '' : message.said;
      const known = like.find(({ message: { cut, said: other } }) => cut === message.cut && other === said);
      if (known) return known;
      const told = first?.message.tell() ?? compact(message.tell());
      const key = first?.message.key ?? compactCopy(message.key);
      const own = {
        ending: first?.ending ?? ending,
        message: {
          key,
          ...(said !== undefined && { said: compactCopy(said) }),
          cut: message.cut,
          told,
          tell: () => told,
        },
      };
      like.push(own);
      return own;
    },
  };
}

/** The same data, each of its strings in memory of its own. */
function compact<Value>(value: Value): Value {
  if (typeof value === 'string') return compactCopy(value) as Value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, compact(member)])) as Value;
}
