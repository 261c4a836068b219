import { rankOf } from '../statuses.ts';
import { type Cause, causeOf } from './cause-line.ts';
import { mergeColumns } from './columns.ts';
import { excerptAround, quoted } from './excerpt.ts';
import { kinships } from './families.ts';
import { messageKey } from './message-key.ts';
import { codeThatTells, sameCode } from './response-codes.ts';
import { hiddenFailure, saidOf } from './said.ts';

/** How one step, or an invocation without steps, ended on one node. */
export type Outcome = {
  /** StatusDetails of the invocation. */
  readonly status: string;
  /** The step that decided. */
  readonly step?: string;
  readonly responseCode?: number;
  /** Output as SSM built it; secrets masked and control characters removed by the caller. */
  readonly output: string;
};

export type CauseGroup = {
  readonly status: string;
  readonly step?: string;
  readonly responseCode?: number;
  /** One line of one node, the most typical; at most 200 characters. */
  readonly cause?: string;
  /** The lines around it: at most 6 and 600 characters; left out when they add nothing. */
  readonly excerpt?: string;
  /** The caller's indexes, in the order of `add`. */
  readonly members: readonly number[];
  /** Present when the members' texts differ: says in what. */
  readonly variants?: readonly { readonly folded: string }[];
  /** Groups of one family may share a line when space is short. */
  readonly family: string;
  /** What the family has in common, and the part by which this group differs. */
  readonly differs?: { readonly frame: string; readonly value: string };
  readonly truncated?: boolean;
  /** Something that a success hides; it does not make the node a failed one. */
  readonly warning?: string;
};

type Entry = {
  readonly key: string;
  nodes: number;
  readonly members: number[];
  readonly cause: string;
  readonly excerpt: string;
  readonly cut: boolean;
  readonly warning: string;
};

type Bucket = {
  readonly status: string;
  readonly step: string | undefined;
  readonly responseCode: number | undefined;
  readonly entries: Map<string, Entry>;
};

export type Grouper = {
  add(outcome: Outcome, member: number): void;
  groups(): CauseGroup[];
};

/** Groups outcomes by cause. Keeps one text per different message, never the outputs. */
export function createGrouper(): Grouper {
  const buckets = new Map<string, Bucket>();

  function bucketOf(outcome: Outcome): Bucket {
    const responseCode = codeThatTells(outcome.status, sameCode(outcome.responseCode));
    const id = `${outcome.status}\n${outcome.step ?? ''}\n${responseCode ?? ''}`;
    const known = buckets.get(id);
    if (known) return known;
    const bucket: Bucket = { status: outcome.status, step: outcome.step, responseCode, entries: new Map() };
    buckets.set(id, bucket);
    return bucket;
  }

  return {
    add(outcome, member) {
      const { entries } = bucketOf(outcome);
      const message = outcome.status === 'Success' ? saidOf(outcome.output) : failureOf(outcome.output);
      const entry = entries.get(message.key);
      if (entry) {
        entry.nodes++;
        entry.members.push(member);
        return;
      }
      const kept = newEntry(message, outcome, member);
      entries.set(kept.key, kept);
    },
    groups() {
      return [...buckets.values()].flatMap(groupsOf).sort(byRankThenNodes);
    },
  };
}

type Message = { readonly key: string; readonly cause: Cause | undefined };

function failureOf(output: string): Message {
  const cause = causeOf(output);
  return { key: cause === undefined ? '' : messageKey(cause.line), cause };
}

function newEntry(message: Message, outcome: Outcome, member: number): Entry {
  const { cause } = message;
  return {
    key: detached(message.key),
    nodes: 1,
    members: [member],
    cause: cause ? detached(quoted(cause.line)) : '',
    excerpt: cause ? detached(excerptAround(cause)) : '',
    cut: cause?.cut ?? false,
    warning: outcome.status === 'Success' ? detached(hiddenFailure(outcome)) : '',
  };
}

/** A slice keeps the whole output it was cut from alive; a copy does not. */
function detached(text: string): string {
  return text === '' ? '' : ` ${text}`.slice(1);
}

function groupsOf(bucket: Bucket): CauseGroup[] {
  const merged = mergeColumns([...bucket.entries.values()]).map(({ templates }) => ({
    templates,
    typical: templates.reduce((most, entry) => (entry.nodes > most.nodes ? entry : most)),
  }));
  const kin = kinships(merged.map(({ typical }) => typical.key));
  return merged.map(({ templates, typical }, index) => {
    const { family = typical.key, differs } = kin[index] ?? {};
    const members =
      templates.length === 1
        ? typical.members
        : templates.flatMap((entry) => entry.members).sort((a, b) => a - b);
    const warning = templates.find((entry) => entry.warning !== '')?.warning ?? '';
    return {
      status: bucket.status,
      ...(bucket.step !== undefined && { step: bucket.step }),
      ...(bucket.responseCode !== undefined && { responseCode: bucket.responseCode }),
      ...(typical.cause !== '' && { cause: typical.cause }),
      ...(typical.excerpt !== '' && { excerpt: typical.excerpt }),
      members,
      ...(templates.length > 1 && { variants: [{ folded: `${templates.length} texts` }] }),
      family: `${bucket.status}\n${bucket.step ?? ''}\n${bucket.responseCode ?? ''}\n${family}`,
      ...(differs && { differs }),
      ...(templates.some((entry) => entry.cut) && { truncated: true }),
      ...(warning !== '' && { warning }),
    };
  });
}

function byRankThenNodes(one: CauseGroup, other: CauseGroup): number {
  return rankOf(one.status) - rankOf(other.status) || other.members.length - one.members.length;
}
