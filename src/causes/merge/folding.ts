import { headOf, rankOf } from '../../run-command/index.ts';
import { isInstruction } from '../find/vocabulary/notices.ts';
import type { CauseGroup } from '../outcome.ts';
import type { Work } from '../work.ts';
import { inOrder } from './entries.ts';
import { type NearDuplicate, nearDuplicates } from './near-duplicates.ts';

/** Several groups in one line. */
export type FoldedGroup = CauseGroup & {
  /** How many groups share the line; 1 for a group that stands alone. */
  readonly groups: number;
};

/** Values named in a folded line; the rest is counted. */
const MAX_NAMED = 5;
const MAX_CAUSE = 200;
/** Of the common text so much is shown however long the list is. */
const MIN_FRAME = 20;

/**
 * Joins groups of one family into one that names the part in which they differ and counts each. Groups
 * without relatives come back unchanged. The largest comes first, within what did not succeed and what did.
 */
export function* foldGroups(groups: readonly CauseGroup[]): Work<FoldedGroup[]> {
  const families = new Map<string, Relative[]>();
  for (const relative of yield* relativesAmong(groups)) {
    const family = families.get(relative.family);
    if (family) family.push(relative);
    else families.set(relative.family, [relative]);
  }
  const folded: FoldedGroup[] = [];
  for (const family of families.values()) {
    folded.push(foldFamily(family));
    yield;
  }
  return folded.sort(
    (one, other) => rankOf(one.status) - rankOf(other.status) || other.members.length - one.members.length,
  );
}

type Relative = NearDuplicate & { readonly group: CauseGroup };

/** Each group with its family, in their order. Only groups of one bucket are relatives. */
function* relativesAmong(groups: readonly CauseGroup[]): Work<Relative[]> {
  const buckets = new Map<string, CauseGroup[]>();
  for (const group of groups) {
    const bucket = buckets.get(group.bucket);
    if (bucket) bucket.push(group);
    else buckets.set(group.bucket, [group]);
  }
  const relatives = new Map<CauseGroup, Relative>();
  for (const [name, bucket] of buckets) {
    const duplicates = yield* nearDuplicates(bucket.map(({ key }) => key));
    for (const [index, { family, differs }] of duplicates.entries()) {
      const group = bucket[index];
      if (group) relatives.set(group, { group, family: `${name}\n${family}`, ...(differs && { differs }) });
    }
  }
  return groups.flatMap((group) => relatives.get(group) ?? []);
}

function foldFamily(family: readonly Relative[]): FoldedGroup {
  const bySize = family.toSorted(
    ({ group: one }, { group: other }) => other.members.length - one.members.length,
  );
  const [largest] = bySize;
  if (largest === undefined) throw new RangeError('A family has at least one group');
  if (family.length === 1) return { ...largest.group, groups: 1 };
  const cut = family.reduce((sum, { group }) => sum + (group.cut ?? 0), 0);
  return {
    ...largest.group,
    ...(cut > 0 && { cut }),
    cause: foldedCause(bySize),
    members: inOrder(family.flatMap(({ group }) => group.members)),
    groups: family.length,
  };
}

function foldedCause(bySize: readonly Relative[]): string {
  const [largest] = bySize;
  const frame = largest?.differs?.frame ?? largest?.group.cause ?? '';
  const named = bySize
    .slice(0, MAX_NAMED)
    .map(({ group, differs }) => `${differs?.value ?? group.cause ?? ''} ${group.members.length}`);
  const more = bySize.length - named.length;
  const list = `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  const room = Math.max(MIN_FRAME, MAX_CAUSE - list.length - 2);
  const label = headOf(`${headOf(frame, room)}: ${list}`, MAX_CAUSE);
  return isInstruction(label.toLowerCase()) ? (largest?.group.cause ?? '') : label;
}
