import { rankOf } from '../statuses.ts';
import type { CauseGroup, Outcome } from './cause-group.ts';
import { createEntries, type Entries, type Message } from './entries.ts';
import { codeThatTells, sameCode } from './response-codes.ts';
import { type Bucket, tellGroups } from './telling.ts';

export type { CauseGroup, Outcome } from './cause-group.ts';
export { messageOf } from './message.ts';

/** Of an outcome, what alone may keep two messages apart. */
export type Ending = Pick<Outcome, 'status' | 'step' | 'responseCode'>;

export type Grouper = {
  /** `message` is that of the outcome, see `messageOf`; `member` the caller's index of it. */
  add(outcome: Ending, message: Message, member: number): void;
  /** Failures first, then unfinished, then successes; the largest group first. May be asked again later. */
  groups(): CauseGroup[];
};

/** Groups outcomes by cause. Keeps one text per different message, never the outputs. */
export function createGrouper(): Grouper {
  const buckets = new Map<string, Bucket & { readonly entries: Entries }>();

  function bucketOf({ status, step, responseCode }: Ending) {
    const code = codeThatTells(status, sameCode(responseCode));
    const id = `${status}\n${step ?? ''}\n${code ?? ''}`;
    const known = buckets.get(id);
    if (known) return known;
    const bucket = { status, step, responseCode: code, entries: createEntries() };
    buckets.set(id, bucket);
    return bucket;
  }

  return {
    add(outcome, message, member) {
      bucketOf(outcome).entries.add(message, member);
    },
    groups() {
      return [...buckets.values()]
        .flatMap((bucket) => tellGroups(bucket, bucket.entries.all()))
        .sort(byRankThenNodes);
    },
  };
}

function byRankThenNodes(one: CauseGroup, other: CauseGroup): number {
  return rankOf(one.status) - rankOf(other.status) || other.members.length - one.members.length;
}
