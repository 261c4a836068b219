/** One masked text and how many nodes said it. */
export type Template = { readonly key: string; readonly nodes: number };

export type Merged<T extends Template> = {
  readonly templates: readonly T[];
  /** Indexes of the words that differ between the templates. */
  readonly varying: readonly number[];
};

/** Words beyond this many do not take part in merging: bounds the work on one hostile line. */
const MAX_WORDS = 120;

const wordPattern = /(?:[^\s=:,;"']|:(?=¤))+|[=:,;"']/g;

export function wordsOf(key: string): readonly string[] {
  const words: string[] = [];
  for (const word of key.match(wordPattern) ?? []) {
    words.push(word);
    const last = words.length - 1;
    if (isEnumerated(words[last - 1], word)) words.pop();
    else if (words[last - 1] === ',' && isEnumerated(words[last - 2], word)) words.splice(last - 1);
    if (words.length === MAX_WORDS) break;
  }
  return words;
}

/** One more of a list such as "node1 node2 node3", whose length differs as its members do. */
function isEnumerated(earlier: string | undefined, word: string): boolean {
  return earlier !== undefined && /[\d¤]/.test(word) && shapeOf(earlier) === shapeOf(word);
}

type Row<T> = { readonly template: T; readonly words: readonly string[]; readonly nodes: number };
type Column = {
  readonly at: number;
  readonly values: ReadonlyMap<string, number>;
  readonly singles: number;
};

/**
 * Joins texts that differ only in words with nearly one value per node. Words with few values, each
 * shared by many nodes, keep their texts apart. Linear in the number of templates: every split makes
 * one column constant, so a template is looked at no more often than it has words.
 */
export function mergeColumns<T extends Template>(templates: readonly T[]): Merged<T>[] {
  const byLength = new Map<number, Row<T>[]>();
  for (const template of templates) {
    const words = wordsOf(template.key);
    const row = { template, words, nodes: template.nodes };
    const rows = byLength.get(words.length);
    if (rows) rows.push(row);
    else byLength.set(words.length, [row]);
  }
  const merged: Merged<T>[] = [];
  for (const rows of byLength.values()) split(rows, merged);
  return merged;
}

function split<T extends Template>(rows: readonly Row<T>[], merged: Merged<T>[]): void {
  const first = rows[0];
  if (first === undefined) return;
  if (rows.length === 1) {
    merged.push({ templates: [first.template], varying: [] });
    return;
  }
  const { columns, constantShare } = differingColumns(rows, first);
  const nodes = rows.reduce((sum, row) => sum + row.nodes, 0);
  const telling = columns.filter((column) => !isVolatile(column, nodes));
  if (telling.length === 0 && constantShare >= 0.5) {
    merged.push({ templates: rows.map((row) => row.template), varying: columns.map(({ at }) => at) });
    return;
  }
  const candidates = telling.length > 0 ? telling : columns;
  const by = candidates.reduce((least, column) => (column.values.size < least.values.size ? column : least));
  const parts = new Map<string, Row<T>[]>();
  for (const row of rows) {
    const word = row.words[by.at] ?? '';
    const part = parts.get(word);
    if (part) part.push(row);
    else parts.set(word, [row]);
  }
  for (const part of parts.values()) split(part, merged);
}

function differingColumns<T>(rows: readonly Row<T>[], first: Row<T>) {
  const columns: Column[] = [];
  let words = 0;
  let constant = 0;
  for (let at = 0; at < first.words.length; at++) {
    const values = new Map<string, number>();
    for (const row of rows) {
      const word = row.words[at] ?? '';
      values.set(word, (values.get(word) ?? 0) + row.nodes);
    }
    const isWord = /[\p{L}\p{N}¤]/u.test(first.words[at] ?? '');
    if (values.size === 1) {
      if (isWord) constant++;
      if (isWord) words++;
      continue;
    }
    words++;
    let singles = 0;
    for (const count of values.values()) if (count === 1) singles++;
    columns.push({ at, values, singles });
  }
  return { columns, constantShare: words === 0 ? 1 : constant / words };
}

/** How a word must vary before it counts as volatile. */
type Demand = {
  /** At least so many different values, ... */
  readonly values: number;
  /** ... of which this share stands on a single node, ... */
  readonly singles: number;
  /** ... or which are shared by no more nodes than this on average. */
  readonly nodesEach: number;
  /** So many different values are volatile however they are shared. */
  readonly many: number;
};

/**
 * The less a kind of word looks like a name somebody chose, the sooner it counts as volatile. Found by
 * trying each figure on 16 public collections of log lines and on labelled failures: none is sharp.
 */
const DEMANDS = {
  /** One value is nothing but volatile, so the others stand in the place of one. */
  beside: { values: 2, singles: 0, nodesEach: 4, many: 2 },
  numbered: { values: 2, singles: 0.3, nodesEach: 4, many: 6 },
  address: { values: 3, singles: 0.3, nodesEach: 4, many: 4 },
  digits: { values: 6, singles: 0.5, nodesEach: 2, many: 6 },
  path: { values: 6, singles: 0.5, nodesEach: 2, many: 8 },
  plain: { values: 8, singles: 0.6, nodesEach: 1.3, many: Number.POSITIVE_INFINITY },
} as const satisfies Record<string, Demand>;

function isVolatile(column: Column, nodes: number): boolean {
  const demand = demandOf([...column.values.keys()]);
  const distinct = column.values.size;
  if (distinct < demand.values) return false;
  if (distinct >= demand.many) return true;
  return column.singles >= demand.singles * distinct || nodes / distinct <= demand.nodesEach;
}

function demandOf(values: readonly string[]): Demand {
  const all = (pattern: RegExp) => values.every((value) => pattern.test(value));
  // Masking left these numbers because they are codes.
  if (all(/^\W*(?:\d+|0X[\dA-F]+)\W*$/)) return DEMANDS.plain;
  if (all(/^¤$|[\w-]\.[\w.-]+:¤$/)) return DEMANDS.address;
  if (all(/¤/) && values.some((value) => /^\W*¤\W*$/.test(value))) return DEMANDS.beside;
  const shape = shapeOf(values[0] ?? '');
  if (all(/[\d¤]/)) {
    if (values.every((value) => shapeOf(value) === shape)) return DEMANDS.numbered;
    if (!values.some((value) => value.includes('/'))) return DEMANDS.digits;
  }
  return all(/[\d¤]|[./\\]\w|^\W*$/) ? DEMANDS.path : DEMANDS.plain;
}

function shapeOf(word: string): string {
  return word.replace(/\d+/g, '#');
}
