import { shapeOf } from './words.ts';

/** The values that stand at one place of otherwise like texts. */
export type Column = {
  readonly at: number;
  /** Each with the number of nodes that said it. */
  readonly values: ReadonlyMap<string, number>;
  /** How many of them a single node said. */
  readonly singles: number;
};

/** How a word must vary before it counts as volatile. */
type Demand = {
  /** At least so many different values, ... */
  readonly values: number;
  /** ... shared by no more nodes than this on average, ... */
  readonly nodesEach: number;
  /** ... and this share of them said by a single node. */
  readonly singles: number;
  /** So many different values are volatile however they are shared. */
  readonly many: number;
};

type Kind = 'beside' | 'numbered' | 'address' | 'digits' | 'path' | 'plain';

export type Demands = Readonly<Record<Kind, Demand>>;

/**
 * The less a kind of word looks like a name somebody chose, the sooner it counts as volatile. Found by
 * trying each figure on 16 public collections of log lines and on labelled failures: none is sharp.
 */
export const OF_FAILURES = {
  /** One value is nothing but volatile, so the others stand in the place of one. */
  beside: { values: 2, nodesEach: 0, singles: 0, many: 2 },
  numbered: { values: 3, nodesEach: 3, singles: 0.5, many: 6 },
  address: { values: 5, nodesEach: 3, singles: 0.5, many: 8 },
  digits: { values: 4, nodesEach: 3, singles: 0.5, many: 6 },
  path: { values: 6, nodesEach: 3, singles: 0.5, many: 8 },
  plain: { values: 8, nodesEach: 3, singles: 0.6, many: Number.POSITIVE_INFINITY },
} as const satisfies Demands;

const ONE_PER_NODE: Demand = { values: 5, nodesEach: 1.5, singles: 0.5, many: Number.POSITIVE_INFINITY };

/** What succeeded nodes say is a value as a rule, and a number is no less one than a name. */
export const OF_SUCCESSES: Demands = {
  beside: OF_FAILURES.beside,
  numbered: ONE_PER_NODE,
  address: ONE_PER_NODE,
  digits: ONE_PER_NODE,
  path: ONE_PER_NODE,
  plain: ONE_PER_NODE,
};

export function isVolatile(column: Column, nodes: number, demands: Demands): boolean {
  const demand = demands[kindOf([...column.values.keys()])];
  const distinct = column.values.size;
  if (distinct < demand.values) return false;
  if (distinct >= demand.many) return true;
  return nodes <= demand.nodesEach * distinct && column.singles >= demand.singles * distinct;
}

function kindOf(values: readonly string[]): Kind {
  const all = (pattern: RegExp) => values.every((value) => pattern.test(value));
  // Masking left these numbers because they are codes.
  if (all(/^\W*(?:\d+|0X[\dA-F]+)\W*$/)) return 'plain';
  if (all(/^¤$|[\w-]\.[\w.-]+:¤$/)) return 'address';
  if (all(/¤/) && values.some((value) => /^\W*¤\W*$/.test(value))) return 'beside';
  const shape = shapeOf(values[0] ?? '');
  if (all(/[\d¤]/)) {
    if (values.every((value) => shapeOf(value) === shape)) return 'numbered';
    if (!values.some((value) => value.includes('/'))) return 'digits';
  }
  return all(/[\d¤]|[./\\]\w|^\W*$/) ? 'path' : 'plain';
}
