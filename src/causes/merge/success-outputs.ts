import { messageKey } from '../key/message-key.ts';
import { displayKey } from '../key/words.ts';
import type { Work } from '../work.ts';
import { type Merged, mergeColumns, type Template } from './columns.ts';
import type { Entry } from './entries.ts';
import { groupByParts, MAX_GROUPS, type PartGroup } from './parts.ts';
import { OF_FAILURES, OF_SUCCESSES } from './thresholds.ts';

/** More different answers than `MAX_GROUPS` are listed only if that many of them are what nearly all nodes printed. */
const NEARLY_ALL = 0.8;

/** Up to so many groups are read at a glance, whatever sets them apart. */
const MAX_APART = 4;

/** So many different answers are no choice among a few; comparing them number by number is wasted. */
const MAX_COMPARED_FINELY = 2_000;

/** Addresses, ids and digests are answers where no more than so many stand, ... */
const MAX_CHOICE = 8;

/** ... each on so many nodes on average. */
const NODES_PER_CHOICE = 10;

/** A group of what succeeded nodes printed. */
export type SuccessGroup = Merged<Entry> & Partial<Pick<PartGroup<Entry>, 'label' | 'distribution'>>;

/** Texts that are the same once normalized. */
type Class = Template & { readonly entries: readonly Entry[] };

/** Joins what succeeded nodes printed. Nodes that hide a failure are apart from honest ones, by what they hide. */
export function* mergeSuccessOutputs(entries: readonly Entry[]): Work<SuccessGroup[]> {
  const hiding = entries.filter(({ hides }) => hides?.isError);
  const honest = entries.filter(({ hides }) => !hides?.isError);
  const json = honest.filter(({ isJson }) => isJson);
  const texts = honest.filter(({ isJson }) => !isJson);
  return [...(yield* mergeHiding(hiding)), ...(yield* mergeJson(json)), ...(yield* mergeTexts(texts))];
}

function* mergeHiding(entries: readonly Entry[]): Work<SuccessGroup[]> {
  const classes = yield* classesBy(({ hides }) => messageKey(hides?.line ?? ''), entries);
  return expand(yield* mergeColumns(classes, OF_FAILURES)).map((group) => {
    const texts = new Set(group.templates.map(({ key, coarse }) => textOf(coarse ?? key)));
    const [text = ''] = texts;
    return { ...group, label: texts.size === 1 ? displayKey(text) : '' };
  });
}

function* mergeJson(entries: readonly Entry[]): Work<SuccessGroup[]> {
  return entries.length === 0 ? [] : ((yield* withParts(entries, true)) ?? [inOneGroup(entries)]);
}

/**
 * Numbers are values at first ("5.10.0-28", "5.4.0-150"). Where that leaves more groups than can be listed, the parts
 * with the fewest values decide; without such parts all that may be volatile is normalized, and where even that
 * leaves a group for nearly every second node, the answers have nothing in common worth a group.
 */
function* mergeTexts(entries: readonly Entry[]): Work<SuccessGroup[]> {
  if (entries.length === 0) return [];
  const nodes = nodesOf(entries);
  const classes = (yield* classesBy(({ key, kind }) => kind ?? key, entries)).flatMap((same) =>
    isChoice(same) ? alone(same) : [same],
  );
  if (classes.length <= MAX_COMPARED_FINELY) {
    const finely = expand(yield* mergeColumns(classes, OF_SUCCESSES));
    if (fitsList(finely, nodes)) {
      // Lines of different lengths keep apart what has the same values: an uptime of hours from one of days.
      const byParts = finely.length > MAX_APART ? yield* withParts(entries, false) : undefined;
      return byParts && byParts.length > 1 && byParts.length < finely.length ? byParts : finely;
    }
  }
  const byParts = yield* withParts(entries, false);
  if (byParts) return byParts;
  const coarse = yield* classesBy((entry) => entry.coarse ?? entry.key, entries);
  const coarsely = expand(yield* mergeColumns(coarse, OF_FAILURES));
  return coarsely.length <= Math.max(MAX_GROUPS, nodes / 3) ? coarsely : [inOneGroup(entries)];
}

function* withParts(entries: readonly Entry[], isJson: boolean): Work<SuccessGroup[] | undefined> {
  return (yield* groupByParts(entries, isJson))?.map((group) => ({
    ...group,
    key: group.templates[0]?.key ?? '',
    varying: [],
  }));
}

function inOneGroup(entries: readonly Entry[]): SuccessGroup {
  return { templates: entries, key: entries[0]?.key ?? '', varying: 'all' };
}

function fitsList(groups: readonly Merged<Entry>[], nodes: number): boolean {
  if (groups.length <= MAX_GROUPS) return true;
  const largest = groups.map(({ templates }) => nodesOf(templates)).sort((one, other) => other - one);
  return largest.slice(0, MAX_GROUPS).reduce((sum, count) => sum + count, 0) >= NEARLY_ALL * nodes;
}

function* classesBy(normalize: (entry: Entry) => string, entries: readonly Entry[]): Work<Class[]> {
  const byKey = new Map<string, { key: string; nodes: number; entries: Entry[] }>();
  for (const entry of entries) {
    const key = normalize(entry);
    const known = byKey.get(key);
    if (known) {
      known.nodes += entry.nodes;
      known.entries.push(entry);
    } else byKey.set(key, { key, nodes: entry.nodes, entries: [entry] });
    yield;
  }
  return [...byKey.values()];
}

function isChoice({ entries, nodes }: Class): boolean {
  return entries.length <= MAX_CHOICE && nodes >= NODES_PER_CHOICE * entries.length;
}

function alone({ entries }: Class): Class[] {
  return entries.map((entry) => ({ key: entry.key, nodes: entry.nodes, entries: [entry] }));
}

function expand(merged: readonly Merged<Class>[]): Merged<Entry>[] {
  return merged.map((one) => ({ ...one, templates: one.templates.flatMap(({ entries }) => entries) }));
}

function nodesOf(templates: readonly Template[]): number {
  return templates.reduce((sum, { nodes }) => sum + nodes, 0);
}

/** Behind the text, a success's key says on a line of its own what it hides. */
export function textOf(key: string): string {
  return key.split('\n', 1)[0] ?? '';
}
