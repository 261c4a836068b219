import type { CauseGroup } from './grouping.ts';

/** Several groups told in one line. */
export type FoldedGroup = CauseGroup & {
  /** How many groups share the line; 1 for a group that stands alone. */
  readonly groups: number;
};

/** Values named in a folded line; the rest is counted. */
const MAX_NAMED = 5;
const MAX_CAUSE = 200;

/**
 * Joins groups of one family into one that names the part in which they differ and counts each. Groups
 * without relatives come back unchanged. The order is that of the first, largest group of each family.
 */
export function foldGroups(groups: readonly CauseGroup[]): FoldedGroup[] {
  const families = new Map<string, CauseGroup[]>();
  for (const group of groups) {
    const family = families.get(group.family);
    if (family) family.push(group);
    else families.set(group.family, [group]);
  }
  return [...families.values()].map(foldFamily);
}

function foldFamily(family: readonly CauseGroup[]): FoldedGroup {
  const bySize = [...family].sort((one, other) => other.members.length - one.members.length);
  const [largest] = bySize;
  if (largest === undefined) throw new RangeError('A family has at least one group');
  if (family.length === 1) return { ...largest, groups: 1 };
  const { excerpt: _, ...rest } = largest;
  return {
    ...rest,
    cause: foldedCause(bySize),
    members: family.flatMap(({ members }) => [...members]).sort((one, other) => one - other),
    groups: family.length,
  };
}

function foldedCause(bySize: readonly CauseGroup[]): string {
  const frame = bySize[0]?.differs?.frame ?? bySize[0]?.cause ?? '';
  const named = bySize
    .slice(0, MAX_NAMED)
    .map((group) => `${group.differs?.value ?? group.cause ?? ''} ${group.members.length}`);
  const more = bySize.length - named.length;
  const list = `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  return `${frame.slice(0, Math.max(20, MAX_CAUSE - list.length - 2))}: ${list}`.slice(0, MAX_CAUSE);
}
