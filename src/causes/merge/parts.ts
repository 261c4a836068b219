import { BETWEEN_LINES } from '../find/success-output.ts';
import { normalizeIdentities, normalizeVolatile, VOLATILE } from '../key/normalize.ts';
import { displayKey } from '../key/words.ts';
import type { Value } from '../outcome.ts';
import type { Template } from './columns.ts';

/** More groups than this are not listed one by one. */
export const MAX_GROUPS = 12;
/** Values of one part that are worth counting; more are as good as one per node. */
const MAX_VALUES = 60;
/** Few enough to be a choice, however few the nodes are. */
const FEW = 4;
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

/** A text in parts that can be compared: words of its lines, or paths of a JSON answer. */
type Row<T> = { readonly template: T; readonly parts: ReadonlyMap<string, string> };

/** Members of a JSON answer that hold a moment or a measure, whatever they hold. */
const MEASURE =
  /(?:^|[._-])(?:ms|millis|seconds|secs|time|timestamp|duration|elapsed|took|uptime|pid|request_?id|uuid|guid|hostname|host|instance_?id|node|date|at)$|(?:Ms|Time|Seconds|Duration|At|Date|requestId|instanceId)$/;

/**
 * Groups texts by the parts that have the fewest values, as long as no more groups come of it than can be listed; the
 * other parts are left open, and the values of the next are counted. `undefined` where no part has few values.
 */
export function groupByParts<T extends Template>(
  templates: readonly T[],
  isJson: boolean,
): readonly PartGroup<T>[] | undefined {
  const classes = isJson ? [rowsOfJson(templates)] : rowsOfText(templates);
  const groups = classes.map((rows) => groupRows(rows, isJson));
  const all = groups.flatMap((group) => group ?? []);
  return groups.includes(undefined) || all.length > MAX_GROUPS ? undefined : all;
}

function rowsOfJson<T extends Template>(templates: readonly T[]): Row<T>[] {
  return templates.map((template) => ({
    template,
    parts: new Map(
      linesOf(template).map((line) => {
        const colon = line.indexOf(': ');
        return colon < 0 ? [line, ''] : [line.slice(0, colon), line.slice(colon + 2)];
      }),
    ),
  }));
}

/** Only texts of as many lines are compared; words only where all have as many in that line. */
function rowsOfText<T extends Template>(templates: readonly T[]): Row<T>[][] {
  const byLines = new Map<number, T[]>();
  for (const template of templates) {
    const { length } = linesOf(template);
    const same = byLines.get(length);
    if (same) same.push(template);
    else byLines.set(length, [template]);
  }
  return [...byLines.values()].map((same) => {
    const lines = same.map((template) => linesOf(template).map((line) => line.split(' ')));
    const widths = (lines[0] ?? []).map((first, at) =>
      lines.every((line) => line[at]?.length === first.length) ? first.length : 0,
    );
    return same.map((template, row) => ({ template, parts: partsOfText(lines[row] ?? [], widths) }));
  });
}

function partsOfText(lines: readonly (readonly string[])[], widths: readonly number[]): Map<string, string> {
  const parts = new Map<string, string>();
  for (const [at, words] of lines.entries()) {
    if (widths[at]) for (const [word, text] of words.entries()) parts.set(`${at} ${word}`, text);
    else parts.set(`${at} 0`, normalizeVolatile(words.join(' ')));
  }
  return parts;
}

/** Behind the text, a success's key says on a line of its own what it hides. */
function linesOf({ key }: Template): string[] {
  return (key.split('\n', 1)[0] ?? '').split(BETWEEN_LINES);
}

type Part = { readonly id: string; readonly values: ReadonlyMap<string, number> };

/** `undefined` for texts that have too little in common to be variants of one. */
function groupRows<T extends Template>(rows: readonly Row<T>[], isJson: boolean): PartGroup<T>[] | undefined {
  const nodes = rows.reduce((sum, { template }) => sum + template.nodes, 0);
  const differing = differingParts(rows);
  const counted = differing
    .filter((part) => isChoice(part, nodes, isJson))
    .sort((one, other) => one.values.size - other.values.size);
  let chosen: string[] = [];
  let groups = new Map([['', rows]]);
  for (const { id } of counted) {
    const finer = new Map<string, Row<T>[]>();
    for (const row of rows) {
      const key = [...chosen, id].map((part) => row.parts.get(part) ?? ABSENT).join('\n');
      const known = finer.get(key);
      if (known) known.push(row);
      else finer.set(key, [row]);
    }
    if (finer.size > MAX_GROUPS) continue;
    chosen = [...chosen, id];
    groups = finer;
  }
  const parts = rows[0]?.parts.size ?? 0;
  if (differing.length - chosen.length > MAX_DIFFERING * parts) return undefined;
  const open = new Set(differing.map(({ id }) => id).filter((id) => !chosen.includes(id)));
  return [...groups.values()].map((members) => {
    const distribution = distributionOf(members, open);
    return {
      templates: members.map(({ template }) => template),
      label: isJson ? labelOfJson(members, chosen, open) : labelOfText(members, open),
      ...(distribution && { distribution }),
    };
  });
}

function differingParts<T extends Template>(rows: readonly Row<T>[]): Part[] {
  const ids = new Set(rows.flatMap(({ parts }) => [...parts.keys()]));
  const differing: Part[] = [];
  for (const id of ids) {
    const values = countValues(rows, id);
    if (values.size > 1) differing.push({ id, values });
  }
  return differing;
}

function countValues<T extends Template>(rows: readonly Row<T>[], id: string): Map<string, number> {
  const values = new Map<string, number>();
  for (const { template, parts } of rows) {
    const value = parts.get(id) ?? ABSENT;
    values.set(value, (values.get(value) ?? 0) + template.nodes);
  }
  return values;
}

/** Whether a part has few values that many nodes share, and is no address, id or measure. */
function isChoice({ id, values }: Part, nodes: number, isJson: boolean): boolean {
  if (values.size > MAX_VALUES || (isJson && MEASURE.test(id))) return false;
  const list = [...values.keys()];
  // Lines of different lengths, which are compared only once normalized.
  if (list.some((value) => value.includes(VOLATILE))) return false;
  const isIdentity = list.every((value) => normalizeIdentities(value).includes(VOLATILE));
  if (isIdentity) return values.size <= MAX_GROUPS && nodes >= 10 * values.size;
  return values.size <= FEW || 2 * values.size <= nodes;
}

/** The values of the open part that has the fewest, the most frequent first. */
function distributionOf<T extends Template>(
  rows: readonly Row<T>[],
  open: ReadonlySet<string>,
): Value[] | undefined {
  const nodes = rows.reduce((sum, { template }) => sum + template.nodes, 0);
  let fewest: ReadonlyMap<string, number> | undefined;
  for (const id of open) {
    const values = countValues(rows, id);
    if ([...values.keys()].some((value) => value.includes(VOLATILE))) continue;
    const isWorthIt = values.size > 1 && values.size <= MAX_VALUES && 2 * values.size <= nodes;
    if (isWorthIt && values.size < (fewest?.size ?? Number.POSITIVE_INFINITY)) fewest = values;
  }
  if (fewest === undefined) return undefined;
  const sorted = [...fewest].sort(([, one], [, other]) => other - one);
  const rest = sorted.slice(MAX_LISTED).reduce((sum, [, count]) => sum + count, 0);
  const listed = sorted
    .slice(0, MAX_LISTED)
    .map(([value, count]) => ({ value: displayKey(value), nodes: count }));
  return rest === 0 ? listed : [...listed, { value: `${sorted.length - MAX_LISTED} others`, nodes: rest }];
}

/** The paths in which groups differ; where there are none, the whole answer. */
function labelOfJson<T extends Template>(
  rows: readonly Row<T>[],
  chosen: readonly string[],
  open: ReadonlySet<string>,
): string {
  const [first] = rows;
  const parts = [...(first?.parts ?? [])];
  const shown = chosen.length === 0 ? parts : parts.filter(([id]) => chosen.includes(id));
  return displayKey(shown.map(([id, value]) => `${id}: ${open.has(id) ? VOLATILE : value}`).join('; '));
}

function labelOfText<T extends Template>(rows: readonly Row<T>[], open: ReadonlySet<string>): string {
  const lines: string[] = [];
  for (const [id, value] of rows[0]?.parts ?? []) {
    const at = Number(id.slice(0, id.indexOf(' ')));
    const text = open.has(id) ? VOLATILE : value;
    lines[at] = lines[at] === undefined ? text : `${lines[at]} ${text}`;
  }
  return displayKey(lines.join(BETWEEN_LINES));
}
