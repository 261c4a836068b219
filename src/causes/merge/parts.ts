import { BETWEEN_LINES } from '../find/success-output.ts';
import { normalizeIdentities, normalizeVolatile, VOLATILE } from '../key/normalize.ts';
import { displayKey } from '../key/words.ts';
import type { Value } from '../outcome.ts';
import type { Work } from '../work.ts';
import type { Template } from './columns.ts';

/** More groups than this are not listed one by one. */
export const MAX_GROUPS = 12;
/** Values of one part that are worth counting; more are as good as one per node. */
const MAX_VALUES = 60;
/** Few enough to be a choice, however few the nodes are. */
const FEW = 4;
/** Addresses, ids and digests are answers where so many nodes share each, on average. */
const NODES_PER_IDENTITY = 10;
/** Values that are listed; the rest is counted. */
const MAX_LISTED = 6;
/** Texts that differ in a greater share of their parts have nothing in common. */
const MAX_DIFFERING = 0.67;
/** Stands for a path that an answer does not have. */
const ABSENT = '-';

export type PartGroup<T> = {
  readonly templates: readonly T[];
  readonly label: string;
  readonly distribution?: readonly Value[];
};

/** `coarse` is the text with all that may be volatile normalized, where that is known already. */
type Text = Template & { readonly coarse?: string | undefined };

/** A text in parts that can be compared: words of its lines, or values of the paths of a JSON answer. */
type Row<T> = { readonly template: T; readonly parts: readonly (string | undefined)[] };

/** Rows, and for each of their parts the path or the number of the line that it stands in. */
type Table<T> = { readonly names: readonly string[]; readonly rows: readonly Row<T>[] };

/** Members of a JSON answer that hold a moment or a measure, whatever they hold. */
const MEASURE =
  /(?:^|[._-])(?:ms|millis|seconds|secs|time|timestamp|duration|elapsed|took|uptime|pid|request_?id|uuid|guid|hostname|host|instance_?id|node|date|at)$|(?:Ms|Time|Seconds|Duration|At|Date|requestId|instanceId)$/;

/**
 * Groups texts by the parts that have the fewest values, as long as no more groups come of it than can be listed; the
 * other parts are left open, and the values of the next are counted. `undefined` where no part has few values.
 */
export function* groupByParts<T extends Text>(
  templates: readonly T[],
  isJson: boolean,
): Work<readonly PartGroup<T>[] | undefined> {
  const tables = isJson ? [yield* tableOfJson(templates)] : yield* tablesOfText(templates);
  const groups: (readonly PartGroup<T>[] | undefined)[] = [];
  for (const table of tables) groups.push(yield* groupRows(table, isJson));
  const all = groups.flatMap((group) => group ?? []);
  return groups.includes(undefined) || all.length > MAX_GROUPS ? undefined : all;
}

function* tableOfJson<T extends Text>(templates: readonly T[]): Work<Table<T>> {
  const places = new Map<string, number>();
  const rows: Row<T>[] = [];
  for (const template of templates) {
    const parts: (string | undefined)[] = [];
    for (const line of linesOf(template)) {
      const colon = line.indexOf(': ');
      const path = colon < 0 ? line : line.slice(0, colon);
      const place = places.get(path) ?? places.size;
      places.set(path, place);
      parts[place] = colon < 0 ? '' : line.slice(colon + 2);
    }
    rows.push({ template, parts });
    yield;
  }
  return { names: [...places.keys()], rows };
}

/** Only texts of as many lines are compared; words only where all have as many in that line. */
function* tablesOfText<T extends Text>(templates: readonly T[]): Work<Table<T>[]> {
  const byLines = new Map<number, { template: T; lines: string[][] }[]>();
  for (const template of templates) {
    const lines = linesOf(template).map((line) => line.split(' '));
    const same = byLines.get(lines.length);
    if (same) same.push({ template, lines });
    else byLines.set(lines.length, [{ template, lines }]);
    yield;
  }
  const tables: Table<T>[] = [];
  for (const same of byLines.values()) {
    const first = same[0]?.lines ?? [];
    const isEven = first.map((words, at) => same.every(({ lines }) => lines[at]?.length === words.length));
    const rows: Row<T>[] = [];
    for (const { template, lines } of same) {
      rows.push({ template, parts: partsOf(template, lines, isEven) });
      yield;
    }
    tables.push({
      names: first.flatMap((words, at) => (isEven[at] ? words.map(() => `${at}`) : [`${at}`])),
      rows,
    });
  }
  return tables;
}

/** A plain loop: for 20,000 texts it takes a third of the time of `flatMap`. */
function partsOf(
  { coarse = '' }: Text,
  lines: readonly (readonly string[])[],
  isEven: readonly boolean[],
): string[] {
  const parts: string[] = [];
  const normalized = linesOf({ key: coarse });
  const isKnown = normalized.length === lines.length;
  for (const [at, words] of lines.entries()) {
    if (isEven[at]) for (const word of words) parts.push(word);
    else parts.push((isKnown ? normalized[at] : undefined) ?? normalizeVolatile(words.join(' ')));
  }
  return parts;
}

/** Behind the text, a success's key says on a line of its own what it hides. */
function linesOf({ key }: Pick<Template, 'key'>): string[] {
  return (key.split('\n', 1)[0] ?? '').split(BETWEEN_LINES);
}

type Part = { readonly at: number; readonly values: ReadonlyMap<string, number> };

/** `undefined` for texts that have too little in common to be variants of one. */
function* groupRows<T extends Text>(
  { names, rows }: Table<T>,
  isJson: boolean,
): Work<PartGroup<T>[] | undefined> {
  const nodes = rows.reduce((sum, { template }) => sum + template.nodes, 0);
  const differing = (yield* countParts(names.keys(), rows)).filter(({ values }) => values.size > 1);
  const choices = differing
    .filter(({ at, values }) => !(isJson && MEASURE.test(names[at] ?? '')) && isChoice(values, nodes))
    .sort((one, other) => one.values.size - other.values.size);
  const { chosen, groups } = yield* splitBy(choices, rows);
  if (differing.length - chosen.length > MAX_DIFFERING * names.length) return undefined;
  const open = differing.map(({ at }) => at).filter((at) => !chosen.includes(at));
  const described: PartGroup<T>[] = [];
  for (const members of groups) {
    const parts = members[0]?.parts.map((value, at) => (open.includes(at) ? VOLATILE : value)) ?? [];
    const distribution = yield* distributionOf(members, open);
    described.push({
      templates: members.map(({ template }) => template),
      label: displayKey(isJson ? labelOfJson(names, parts, chosen) : labelOfText(names, parts)),
      ...(distribution && { distribution }),
    });
  }
  return described;
}

function* countParts<T extends Text>(places: Iterable<number>, rows: readonly Row<T>[]): Work<Part[]> {
  const parts: Part[] = [];
  for (const at of places) {
    parts.push({ at, values: countValues(rows, at) });
    yield;
  }
  return parts;
}

/** Splits by one part after another, unless that makes more groups than can be listed. */
function* splitBy<T extends Text>(
  parts: readonly Part[],
  rows: readonly Row<T>[],
): Work<{ chosen: readonly number[]; groups: readonly (readonly Row<T>[])[] }> {
  let chosen: number[] = [];
  let groups: readonly (readonly Row<T>[])[] = [rows];
  for (const { at } of parts) {
    yield;
    const finer = new Map<string, Row<T>[]>();
    for (const row of rows) {
      const key = [...chosen, at].map((place) => row.parts[place] ?? ABSENT).join('\n');
      const known = finer.get(key);
      if (known) known.push(row);
      else finer.set(key, [row]);
      if (finer.size > MAX_GROUPS) break;
    }
    if (finer.size > MAX_GROUPS) continue;
    chosen = [...chosen, at];
    groups = [...finer.values()];
  }
  return { chosen, groups };
}

/** No more than one value beyond `MAX_VALUES`: so many are not counted. */
function countValues<T extends Text>(rows: readonly Row<T>[], at: number): Map<string, number> {
  const values = new Map<string, number>();
  for (const { template, parts } of rows) {
    const value = parts[at] ?? ABSENT;
    values.set(value, (values.get(value) ?? 0) + template.nodes);
    if (values.size > MAX_VALUES) break;
  }
  return values;
}

/** Whether a part has few values that many nodes share, and is neither an address nor an id. */
function isChoice(values: ReadonlyMap<string, number>, nodes: number): boolean {
  if (values.size > MAX_VALUES) return false;
  const list = [...values.keys()];
  // Lines of different lengths, which are compared only once normalized.
  if (list.some((value) => value.includes(VOLATILE))) return false;
  const isIdentity = list.every((value) => normalizeIdentities(value).includes(VOLATILE));
  if (isIdentity) return values.size <= MAX_GROUPS && nodes >= NODES_PER_IDENTITY * values.size;
  return values.size <= FEW || 2 * values.size <= nodes;
}

/** The values of the open part that has the fewest, the most frequent first. */
function* distributionOf<T extends Text>(
  rows: readonly Row<T>[],
  open: readonly number[],
): Work<Value[] | undefined> {
  const nodes = rows.reduce((sum, { template }) => sum + template.nodes, 0);
  const [fewest] = (yield* countParts(open, rows))
    .map(({ values }) => values)
    .filter((values) => values.size > 1 && values.size <= MAX_VALUES && 2 * values.size <= nodes)
    .filter((values) => ![...values.keys()].some((value) => value.includes(VOLATILE)))
    .sort((one, other) => one.size - other.size);
  if (fewest === undefined) return undefined;
  const sorted = [...fewest].sort(([, one], [, other]) => other - one);
  const listed = sorted.slice(0, MAX_LISTED).map(([value, count]) => ({ value, nodes: count }));
  const rest = sorted.slice(MAX_LISTED).reduce((sum, [, count]) => sum + count, 0);
  return rest === 0 ? listed : [...listed, { value: `${sorted.length - MAX_LISTED} others`, nodes: rest }];
}

/** The paths in which groups differ; where there are none, the whole answer. */
function labelOfJson(
  names: readonly string[],
  parts: readonly (string | undefined)[],
  chosen: readonly number[],
): string {
  return names
    .flatMap((name, at) => {
      const isShown = chosen.length === 0 || chosen.includes(at);
      return isShown && parts[at] !== undefined ? [`${name}: ${parts[at]}`] : [];
    })
    .join('; ');
}

function labelOfText(names: readonly string[], parts: readonly (string | undefined)[]): string {
  return parts.map((part, at) => `${at > 0 ? gapBefore(names, at) : ''}${part ?? ''}`).join('');
}

function gapBefore(names: readonly string[], at: number): string {
  return names[at] === names[at - 1] ? ' ' : BETWEEN_LINES;
}
