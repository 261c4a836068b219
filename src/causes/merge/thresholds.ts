import { shapeOf } from '../key/words.ts';

/** The values that stand at one place of otherwise like texts. */
export type Column = {
  readonly at: number;
  /** Each with the number of nodes that printed it. */
  readonly values: ReadonlyMap<string, number>;
  /** How many of them a single node printed. */
  readonly singles: number;
};

/** How a word must vary before it counts as volatile. */
type Threshold = {
  /** At least so many different values, ... */
  readonly values: number;
  /** ... shared by no more nodes than this on average, ... */
  readonly nodesEach: number;
  /** ... and this share of them printed by a single node. */
  readonly singles: number;
  /** So many different values are volatile too where most are rare ... */
  readonly manyRare: number;
  /** ... and so many however they are shared. */
  readonly many: number;
};

type Kind = 'beside' | 'numbered' | 'address' | 'partly' | 'digits' | 'path' | 'plain';

export type Thresholds = Readonly<Record<Kind, Threshold>>;

const NEVER = Number.POSITIVE_INFINITY;

/**
 * The less a kind of word looks like a name somebody chose, the sooner it counts as volatile. Found by
 * trying each figure on 16 public collections of log lines and on labelled failures: none is sharp.
 */
export const OF_FAILURES = {
  /** One value is nothing but volatile, so the others stand in the place of one. */
  beside: { values: 2, nodesEach: 0, singles: 0, manyRare: 2, many: 2 },
  numbered: { values: 3, nodesEach: 3, singles: 0.5, manyRare: 6, many: 12 },
  address: { values: 5, nodesEach: 3, singles: 0.5, manyRare: 8, many: NEVER },
  /** On most nodes the path holds something volatile, or it stands where another node has nothing else. */
  partly: { values: 6, nodesEach: 3, singles: 0.5, manyRare: 8, many: 8 },
  digits: { values: 4, nodesEach: 3, singles: 0.5, manyRare: 6, many: NEVER },
  path: { values: 6, nodesEach: 3, singles: 0.5, manyRare: 8, many: NEVER },
  plain: { values: 8, nodesEach: 3, singles: 0.6, manyRare: NEVER, many: NEVER },
} as const satisfies Thresholds;

const ONE_PER_NODE: Threshold = { values: 5, nodesEach: 1.5, singles: 0.5, manyRare: NEVER, many: NEVER };

/** What succeeded nodes print is a value as a rule, and a number is no less one than a name. */
export const OF_SUCCESSES: Thresholds = {
  beside: OF_FAILURES.beside,
  numbered: ONE_PER_NODE,
  address: ONE_PER_NODE,
  partly: ONE_PER_NODE,
  digits: ONE_PER_NODE,
  path: ONE_PER_NODE,
  plain: ONE_PER_NODE,
};

/** A value that no more nodes printed is rare. */
const RARE = 2;

export function isVolatile(column: Column, nodes: number, thresholds: Thresholds): boolean {
  const threshold = thresholds[kindOf(column.values, nodes)];
  const distinct = column.values.size;
  if (distinct < threshold.values) return false;
  if (distinct >= threshold.many) return true;
  if (nodes <= threshold.nodesEach * distinct && column.singles >= threshold.singles * distinct) return true;
  return distinct >= threshold.manyRare && mostlyRare(column.values);
}

function mostlyRare(values: ReadonlyMap<string, number>): boolean {
  let rare = 0;
  for (const count of values.values()) if (count <= RARE) rare++;
  return rare >= values.size / 2;
}

/** So many values of one shape, digits apart, are numbers of one thing rather than names. */
const VALUES_PER_SHAPE = 3;

function kindOf(counts: ReadonlyMap<string, number>, nodes: number): Kind {
  const values = [...counts.keys()];
  const all = (pattern: RegExp) => values.every((value) => pattern.test(value));
  // Normalizing left these numbers because they are codes.
  if (all(/^\W*(?:\d+|0X[\dA-F]+)\W*$/)) return 'plain';
  if (all(/^¤$|[\w-]\.[\w.-]{1,253}:¤$/)) return 'address';
  const volatile = values.some((value) => value.includes('¤') && !/\w/.test(value));
  if (volatile && all(/¤/)) return 'beside';
  if (all(/[\d¤]/) || isNumberedName(values)) {
    const shapes = new Set(values.map(shapeOf)).size;
    if (shapes === 1 || isNumberedName(values) || shapes * VALUES_PER_SHAPE <= values.length)
      return 'numbered';
    if (!values.some((value) => value.includes('/'))) return 'digits';
  }
  if (!all(/[\d¤]|[./\\]\w|^\W*$/)) return 'plain';
  return volatile || holdingVolatile(counts) > nodes / 2 ? 'partly' : 'path';
}

/** Names of one length that end in random capitals and digits, such as WEB-06TM and WEB-RBEU. */
function isNumberedName(values: readonly string[]): boolean {
  const [first = ''] = values;
  return (
    values.every(
      (value) => value.length === first.length && /^\W*[A-Z]{1,15}-[A-Z\d]{3,12}\W*$/.test(value),
    ) && values.some((value) => /\d/.test(value))
  );
}

function holdingVolatile(counts: ReadonlyMap<string, number>): number {
  let nodes = 0;
  for (const [value, count] of counts) if (value.includes('¤')) nodes += count;
  return nodes;
}
