import { type Merged, mergeColumns, type Template } from './columns.ts';
import { OF_FAILURES, OF_SUCCESSES } from './demands.ts';
import { maskVolatile } from './masking.ts';

/** More different answers than this, and they are told less finely. */
const MANY = 12;

/** So many different answers are no choice among a few; comparing them number by number is wasted. */
const MAX_COMPARED_FINELY = 2_000;

/**
 * Joins what succeeded nodes said. Numbers tell apart at first ("5.10.0-28", "5.4.0-150"). Where that
 * leaves a group for every few nodes they are masked like any volatile part, and where even that leaves one
 * for nearly every second node, the answers have nothing in common worth a group.
 */
export function mergeSaid<T extends Template>(entries: readonly T[]): Merged<T>[] {
  const nodes = entries.reduce((sum, entry) => sum + entry.nodes, 0);
  if (entries.length <= MAX_COMPARED_FINELY) {
    const finely = mergeColumns(entries, OF_SUCCESSES);
    if (finely.length <= Math.max(MANY, nodes / 20)) return finely;
  }
  const coarsely = mergeMasked(entries);
  if (coarsely.length <= Math.max(MANY, nodes / 3)) return coarsely;
  return [{ templates: entries, varying: 'all' }];
}

function mergeMasked<T extends Template>(entries: readonly T[]): Merged<T>[] {
  const byKey = new Map<string, { key: string; nodes: number; entries: T[] }>();
  for (const entry of entries) {
    const key = maskVolatile(entry.key);
    const known = byKey.get(key);
    if (known) {
      known.nodes += entry.nodes;
      known.entries.push(entry);
    } else byKey.set(key, { key, nodes: entry.nodes, entries: [entry] });
  }
  return mergeColumns([...byKey.values()], OF_FAILURES).map(({ templates, varying }) => ({
    templates: templates.flatMap((template) => template.entries),
    varying,
  }));
}
