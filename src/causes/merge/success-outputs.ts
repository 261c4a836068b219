import { normalizeVolatile } from '../key/normalize.ts';
import { type Merged, mergeColumns, type Template } from './columns.ts';
import { OF_FAILURES, OF_SUCCESSES } from './thresholds.ts';

/** More different answers than this, and they are compared less finely, ... */
const MANY = 12;

/** ... unless that many of them are what nearly all nodes printed. */
const NEARLY_ALL = 0.8;

/** So many different answers are no choice among a few; comparing them number by number is wasted. */
const MAX_COMPARED_FINELY = 2_000;

/** Addresses, ids and digests are answers where no more than so many stand, ... */
const MAX_CHOICE = 8;

/** ... each on so many nodes on average. */
const NODES_PER_CHOICE = 10;

type SuccessOutput = Template & { readonly kind?: string | undefined };

/** Texts that are the same once normalized. */
type Class<T> = Template & { readonly entries: readonly T[] };

/**
 * Joins what succeeded nodes printed. Numbers are values at first ("5.10.0-28", "5.4.0-150"). Where that
 * leaves more groups than can be listed they are normalized like any volatile part, and where even that leaves
 * one for nearly every second node, the answers have nothing in common worth a group.
 */
export function mergeSuccessOutputs<T extends SuccessOutput>(entries: readonly T[]): Merged<T>[] {
  const nodes = nodesOf(entries);
  const classes = classesBy(({ key, kind }) => kind ?? key, entries).flatMap((same) =>
    isChoice(same) ? alone(same) : [same],
  );
  if (classes.length <= MAX_COMPARED_FINELY) {
    const finely = expand(mergeColumns(classes, OF_SUCCESSES));
    if (fitsList(finely, nodes)) return finely;
  }
  const coarsely = expand(
    mergeColumns(
      classesBy(({ key }) => normalizeVolatile(key), entries),
      OF_FAILURES,
    ),
  );
  if (coarsely.length <= Math.max(MANY, nodes / 3)) return coarsely;
  return [{ templates: entries, key: entries[0]?.key ?? '', varying: 'all' }];
}

function fitsList<T extends Template>(groups: readonly Merged<T>[], nodes: number): boolean {
  if (groups.length <= MANY) return true;
  const largest = groups.map(({ templates }) => nodesOf(templates)).sort((one, other) => other - one);
  return largest.slice(0, MANY).reduce((sum, count) => sum + count, 0) >= NEARLY_ALL * nodes;
}

function classesBy<T extends Template>(normalize: (entry: T) => string, entries: readonly T[]): Class<T>[] {
  const byKey = new Map<string, { key: string; nodes: number; entries: T[] }>();
  for (const entry of entries) {
    const key = normalize(entry);
    const known = byKey.get(key);
    if (known) {
      known.nodes += entry.nodes;
      known.entries.push(entry);
    } else byKey.set(key, { key, nodes: entry.nodes, entries: [entry] });
  }
  return [...byKey.values()];
}

function isChoice({ entries, nodes }: Class<unknown>): boolean {
  return entries.length <= MAX_CHOICE && nodes >= NODES_PER_CHOICE * entries.length;
}

function alone<T extends Template>({ entries }: Class<T>): Class<T>[] {
  return entries.map((entry) => ({ key: entry.key, nodes: entry.nodes, entries: [entry] }));
}

function expand<T>(merged: readonly Merged<Class<T>>[]): Merged<T>[] {
  return merged.map((one) => ({ ...one, templates: one.templates.flatMap(({ entries }) => entries) }));
}

function nodesOf(templates: readonly Template[]): number {
  return templates.reduce((sum, { nodes }) => sum + nodes, 0);
}
