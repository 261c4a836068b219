/** Rows by cause: the groups in their order, each with its nodes, and the order of the rows. */

import type { CauseGroup, Work } from '../../../causes/index.ts';
import { classOf, rankOf } from '../../../run-command/index.ts';
import { durationSpread } from '../../figures.ts';
import { SEND_COMMAND_MAX_IDS } from '../../notes.ts';
import type { WithoutMatch } from '../match/value-groups.ts';
import type { GroupNodes } from '../nodes/of-group.ts';
import { countPlaces, type PlaceCount } from '../page/places.ts';
import type { Row } from '../read/row.ts';
import { type CommandTimes, type GroupTimes, timesOf } from '../time/times.ts';
import { type Evidence, evidenceOf } from './evidence.ts';

export type RankedGroup = Omit<CauseGroup, 'members' | 'key' | 'bucket' | 'responseCode'> & {
  /** Of successes that differ in one part: its values, the most frequent first. */
  readonly distribution?: readonly { readonly value: string; readonly nodes: number }[];
  readonly number: number;
  readonly invocations: number;
  readonly nodes: number;
  /** The first distinct nodes. */
  readonly instanceIds: readonly string[];
  /** The document, where the whole group has one. */
  readonly document?: string;
  readonly evidence: Evidence;
  /** Invocations whose output was read whole with GetCommandInvocation, where ListCommandInvocations has it cut. */
  readonly readWhole?: number;
  /** Where the ends of some of them were read outside of SSM. */
  readonly readFrom?: string;
  /** Of one node, the line in which the caller's pattern matches. */
  readonly line?: string;
  /** What all its nodes printed where the caller's pattern captures. */
  readonly value?: string;
  /** Of nodes without a match: why, reason by reason. */
  readonly withoutMatch?: readonly WithoutMatch[];
  /** Where the nodes of one value ended differently. */
  readonly byStatus?: Readonly<Record<string, number>>;
  /** Where the result spans several commands. */
  readonly times?: GroupTimes;
  /** Where the result is of several: those with the most of its invocations first. */
  readonly places?: readonly PlaceCount[];
  /** Where its nodes were looked up. */
  readonly known?: GroupNodes;
};

/** Of what a pattern captured, or of nodes without a match. */
export function isOfValue({ value, withoutMatch }: RankedGroup): boolean {
  return value !== undefined || withoutMatch !== undefined;
}

/** One way to group the rows: every cause apart, or related ones folded together. */
export type Grouping = {
  readonly groups: readonly RankedGroup[];
  /** The group of each row by `member`; 0 where grouping would only repeat the status. */
  readonly groupOf: Int32Array;
};

/** As many as a group may list: its cursor lists the rest. */
const MAX_IDS = SEND_COMMAND_MAX_IDS;

/** Failures by group, the largest first; then unfinished, then successes; a command together, newest first. */
export function byRank(groupOf: Int32Array): (a: Row, b: Row) => number {
  const last = Number.MAX_SAFE_INTEGER;
  return (a, b) =>
    rankOf(a.status) - rankOf(b.status) ||
    (groupOf[a.member] || last) - (groupOf[b.member] || last) ||
    byTime(a, b);
}

/** A question about one node alone is answered in the order of time. */
export function byTime(a: Row, b: Row): number {
  return (b.requestedAtMs ?? 0) - (a.requestedAtMs ?? 0) || a.member - b.member;
}

/** What is told of a group beside its cause. */
export type GroupFacts = {
  /** Where the result spans several commands. */
  readonly times?: CommandTimes | undefined;
  /** The result is of several. */
  readonly severalPlaces?: boolean;
  readonly describeNodes?: (status: string, own: readonly Row[]) => GroupNodes | undefined;
  /** The line in which the caller's pattern matches. */
  readonly lineOf?: (member: number) => string | undefined;
};

export function* toGrouping(
  causes: readonly CauseGroup[],
  rows: readonly Row[],
  facts: GroupFacts = {},
): Work<Grouping> {
  const groupOf = new Int32Array(rows.length);
  for (const [index, { members }] of causes.entries()) {
    for (const member of members) groupOf[member] = index + 1;
  }
  const groups: RankedGroup[] = [];
  for (const [index, cause] of causes.entries()) {
    groups.push(toRankedGroup(cause, index + 1, rows, facts));
    yield;
  }
  return { groups, groupOf };
}

function firstNodes(rows: readonly Row[]): string[] {
  const nodes = new Set<string>();
  for (const { instanceId } of rows) {
    if (nodes.size === MAX_IDS) break;
    nodes.add(instanceId);
  }
  return [...nodes];
}

/**
 * Separates nodes that started from nodes that never did, where that changes what their common status means: the work of
 * the first may be done. Of failures and successes the cause says more.
 */
export function splitByStart(causes: readonly CauseGroup[], rows: readonly Row[]): readonly CauseGroup[] {
  const split = causes.flatMap((group) => {
    if (group.status === 'Failed' || group.status === 'Success') return group;
    const started = group.members.filter((member) => rows[member]?.started);
    if (started.length === 0 || started.length === group.members.length) return group;
    const others = group.members.filter((member) => !rows[member]?.started);
    return [
      { ...group, members: started, bucket: `${group.bucket}\nstarted` },
      { ...group, members: others },
    ];
  });
  if (split.length === causes.length) return causes;
  return split.sort(
    (one, other) => rankOf(one.status) - rankOf(other.status) || other.members.length - one.members.length,
  );
}

export function toRankedGroup(
  { members, key: _key, bucket: _bucket, responseCode: _code, ...cause }: CauseGroup,
  number: number,
  rows: readonly Row[],
  { times, severalPlaces, describeNodes, lineOf }: GroupFacts,
): RankedGroup {
  const own = members.flatMap((member) => rows[member] ?? []);
  const commands = new Set(own.map(({ command }) => command));
  const documents = new Set([...commands].map(({ documentName }) => documentName));
  const [document] = documents;
  const known = describeNodes?.(cause.status, own);
  const readWhole = own.filter((row) => row.readWhole).length;
  const readFrom = [...new Set(own.flatMap((row) => row.readFrom ?? []))].join(' and ');
  // One command has one invocation on a node.
  const nodes = commands.size === 1 ? own.length : new Set(own.map(({ instanceId }) => instanceId)).size;
  const quoted = lineOf && members.find((member) => lineOf(member) !== undefined);
  const line = quoted === undefined ? undefined : lineOf?.(quoted);
  return {
    ...cause,
    ...(line !== undefined && { line }),
    number,
    invocations: members.length,
    nodes,
    instanceIds: firstNodes(own),
    ...(documents.size === 1 && document && { document }),
    ...(readWhole > 0 && { readWhole }),
    ...(readFrom && { readFrom }),
    ...(times && { times: timesOf(own, times) }),
    ...(severalPlaces && { places: countPlaces(own) }),
    ...(known && { known }),
    evidence: evidenceOf(own, classOf(cause.status) === 'unfinished' ? medianOf(rows, documents) : undefined),
  };
}

/** Of all that ended among the rows of these documents. */
function medianOf(rows: readonly Row[], documents: ReadonlySet<string>): number | undefined {
  const peers = rows.filter(({ command }) => documents.has(command.documentName));
  return durationSpread(peers).durationSeconds?.median;
}
