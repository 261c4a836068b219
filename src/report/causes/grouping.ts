import { rankOf } from '../statuses.ts';
import { causeOf } from './cause-line.ts';
import { mergeColumns } from './columns.ts';
import { excerptAround, quoted } from './excerpt.ts';
import { kinships } from './families.ts';
import { messageKey } from './message-key.ts';
import { codeThatTells, sameCode } from './response-codes.ts';
import { saidOf } from './said.ts';

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
      if (outcome.status === 'Success') addSaid(entries, outcome, member);
      else addCause(entries, outcome, member);
    },
    groups() {
      return [...buckets.values()].flatMap(groupsOf).sort(byRankThenNodes);
    },
  };
}

function addCause(entries: Map<string, Entry>, { output }: Outcome, member: number): void {
  const cause = causeOf(output);
  const key = cause === undefined ? '' : messageKey(cause.message);
  if (joins(entries.get(key), member)) return;
  keep(entries, key, member, {
    cause: cause ? detached(quoted(cause.message)) : '',
    excerpt: cause ? detached(excerptAround(cause)) : '',
    cut: cause?.cut ?? false,
    warning: '',
  });
}

function addSaid(entries: Map<string, Entry>, { output, responseCode }: Outcome, member: number): void {
  const said = saidOf(output, responseCode);
  if (joins(entries.get(said.key), member)) return;
  keep(entries, said.key, member, {
    cause: detached(quoted(said.text)),
    excerpt: '',
    cut: false,
    warning: detached(said.warning),
  });
}

function joins(entry: Entry | undefined, member: number): boolean {
  if (entry === undefined) return false;
  entry.nodes++;
  entry.members.push(member);
  return true;
}

function keep(
  entries: Map<string, Entry>,
  key: string,
  member: number,
  told: Omit<Entry, 'key' | 'nodes' | 'members'>,
) {
  const own = detached(key);
  entries.set(own, { key: own, nodes: 1, members: [member], ...told });
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
