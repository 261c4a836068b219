import { rankOf } from '../statuses.ts';
import type { CauseGroup, Outcome } from './cause-group.ts';
import { causeOf } from './cause-line.ts';
import { createEntries, type Entries } from './entries.ts';
import { excerptAround, quoted } from './excerpt.ts';
import { WEIGHT } from './line-weight.ts';
import { maskIdentity } from './masking.ts';
import { messageKey } from './message-key.ts';
import { withoutOwnName } from './own-name.ts';
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

/** These end a step from outside: the line that it had come to by then is no reason, unless it complains. */
const ENDED_FROM_OUTSIDE = new Set([
  'ExecutionTimedOut',
  'DeliveryTimedOut',
  'TimedOut',
  'Cancelled',
  'Cancelling',
]);

function addCause(entries: Entries, { status, output, nodeName }: Outcome, member: number): void {
  const found = causeOf(output);
  const tells = found && !(ENDED_FROM_OUTSIDE.has(status) && found.weight === WEIGHT.nothing);
  const key = tells ? messageKey(withoutOwnName(found.message, nodeName)) : '';
  entries.add({ key, cut: tells ? found.cut : false }, member, () => ({
    message: tells ? quoted(found.message) : '',
    excerpt: found ? excerptAround(found) || (tells ? '' : found.line.text) : '',
  }));
}

function addSaid(entries: Entries, { output, nodeName, complains }: Outcome, member: number): void {
  const { key, text, hides } = saidOf(withoutOwnName(output, nodeName), complains);
  entries.add({ key, said: text, cut: false }, member, () => ({
    message: text,
    // Here, while AWS works on the next page, rather than once all is read.
    kind: maskIdentity(key),
    excerpt: '',
    ...(hides && { hides }),
  }));
}

function byRankThenNodes(one: CauseGroup, other: CauseGroup): number {
  return rankOf(one.status) - rankOf(other.status) || other.members.length - one.members.length;
}
