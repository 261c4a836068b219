import { neverRan, rankOf } from '../run-command/index.ts';
import { createEntries, type Entries, type Message } from './merge/entries.ts';
import { type Bucket, describeGroups } from './merge/groups.ts';
import type { CauseGroup, Outcome } from './outcome.ts';
import { distinguishingCode, signedCode } from './response-codes.ts';
import type { Work } from './work.ts';

/** Of an outcome, what alone may keep two messages apart. */
export type Ending = Pick<Outcome, 'status' | 'plugin' | 'responseCode'>;

export type Grouper = {
  /** `message` is that of the outcome, see `messageOf`; `member` the caller's index of it. */
  add(outcome: Ending, message: Message, member: number): void;
  /** Failures first, then unfinished, then successes; the largest group first. May be asked again later. */
  groups(): Work<CauseGroup[]>;
};

/** Groups outcomes by cause. Keeps one text per different message, never the outputs. */
export function createGrouper(): Grouper {
  const buckets = new Map<string, Bucket & { readonly entries: Entries }>();

  function bucketOf({ status, plugin, responseCode }: Ending) {
    const code = distinguishingCode(status, signedCode(responseCode));
    // Which step a node did not come to says nothing; an action such as aws:runShellScript stands for a platform.
    const step = neverRan(status) && !plugin?.startsWith('aws:') ? undefined : plugin;
    const id = `${status}\n${step ?? ''}\n${code ?? ''}`;
    const known = buckets.get(id);
    if (known) return known;
    const bucket = { status, plugin: step, responseCode: code, entries: createEntries() };
    buckets.set(id, bucket);
    return bucket;
  }

  return {
    add(outcome, message, member) {
      bucketOf(outcome).entries.add(message, member);
    },
    *groups() {
      const groups: CauseGroup[] = [];
      for (const bucket of buckets.values())
        groups.push(...(yield* describeGroups(bucket, bucket.entries.all())));
      return groups.sort(byRankThenNodes);
    },
  };
}

function byRankThenNodes(one: CauseGroup, other: CauseGroup): number {
  return rankOf(one.status) - rankOf(other.status) || other.members.length - one.members.length;
}
