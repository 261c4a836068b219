import { rankOf } from '../statuses.ts';
import type { CauseGroup, Outcome } from './cause-group.ts';
import { causeOf } from './cause-line.ts';
import { createEntries, type Entries } from './entries.ts';
import { excerptAround, quoted } from './excerpt.ts';
import { messageKey } from './message-key.ts';
import { codeThatTells, sameCode } from './response-codes.ts';
import { saidOf } from './said.ts';
import { type Bucket, tellGroups } from './telling.ts';

export type { CauseGroup, Outcome } from './cause-group.ts';

export type Grouper = {
  /** `member` is the caller's index of the outcome. */
  add(outcome: Outcome, member: number): void;
  /** Failures first, then unfinished, then successes; the largest group first. May be asked again later. */
  groups(): CauseGroup[];
};

/** Groups outcomes by cause. Keeps one text per different message, never the outputs. */
export function createGrouper(): Grouper {
  const buckets = new Map<string, Bucket & { readonly entries: Entries }>();

  function bucketOf({ status, step, responseCode }: Outcome) {
    const code = codeThatTells(status, sameCode(responseCode));
    const id = `${status}\n${step ?? ''}\n${code ?? ''}`;
    const known = buckets.get(id);
    if (known) return known;
    const bucket = { status, step, responseCode: code, entries: createEntries() };
    buckets.set(id, bucket);
    return bucket;
  }

  return {
    add(outcome, member) {
      const { entries } = bucketOf(outcome);
      if (outcome.status === 'Success') addSaid(entries, outcome, member);
      else addCause(entries, outcome, member);
    },
    groups() {
      return [...buckets.values()]
        .flatMap((bucket) => tellGroups(bucket, bucket.entries.all()))
        .sort(byRankThenNodes);
    },
  };
}

function addCause(entries: Entries, { output }: Outcome, member: number): void {
  const cause = causeOf(output);
  const key = cause === undefined ? '' : messageKey(cause.message);
  entries.add({ key, cut: cause?.cut ?? false }, member, () => ({
    cause: cause ? quoted(cause.message) : '',
    excerpt: cause ? excerptAround(cause) : '',
    warning: '',
  }));
}

function addSaid(entries: Entries, { output, responseCode }: Outcome, member: number): void {
  const { key, text, warning } = saidOf(output, responseCode);
  const said = quoted(text);
  entries.add({ key, said, cut: false }, member, () => ({ cause: said, excerpt: '', warning }));
}

function byRankThenNodes(one: CauseGroup, other: CauseGroup): number {
  return rankOf(one.status) - rankOf(other.status) || other.members.length - one.members.length;
}
