/** What the nodes of a group have in common that nodes which succeeded lack, with the counts that bear it. */

import { type KnownNode, MIN_NODES } from './lookup.ts';

export type Trait = {
  readonly trait: 'platform' | 'agent version' | 'resource type';
  readonly value: string;
  /** Nodes of the group that have it, of those that say anything of it. */
  readonly nodes: number;
  readonly of: number;
  /** The same of nodes that succeeded. */
  readonly succeeded: number;
  readonly ofSucceeded: number;
};

/** Nearly all of the group. */
const MIN_SHARE = 0.9;
/** Clearly fewer of the others: at most so much of the group's share. */
const MAX_OTHER_SHARE = 0.5;
/**
 * Enough of both: Fisher's exact test, one-sided. Were the trait and the failure unrelated, fewer than one group in 200
 * would come out so. Three nodes of a group need nine others without the trait, or fifty of which six have it.
 */
const MAX_CHANCE = 0.005;

type Reading = (node: KnownNode) => string;

/** From coarse to fine. Where several set the group apart, that which does it best is said, of equals the finest. */
const READINGS: Readonly<Record<Trait['trait'], readonly Reading[]>> = {
  platform: [
    ({ platformType }) => platformType,
    ({ platformName }) => platformName,
    ({ platformName, platformVersion }) => platformName && `${platformName} ${platformVersion}`.trimEnd(),
  ],
  'agent version': [({ agentVersion }) => agentVersion],
  'resource type': [({ resourceType }) => resourceType],
};

export function traitsOf(group: readonly KnownNode[], succeeded: readonly KnownNode[]): readonly Trait[] {
  return Object.entries(READINGS).flatMap(([trait, readings]) => {
    const told = readings
      .flatMap((reading) => commonest(group.map(reading), succeeded.map(reading)) ?? [])
      .filter(setsApart)
      .reduce<Counts | undefined>((best, next) => (best && lead(best) > lead(next) ? best : next), undefined);
    return told ? [{ trait: trait as Trait['trait'], ...told }] : [];
  });
}

type Counts = Omit<Trait, 'trait'>;

/** What most of the group have. A node that does not say what it is counts on neither side. */
function commonest(group: readonly string[], succeeded: readonly string[]): Counts | undefined {
  const own = group.filter(Boolean);
  const others = succeeded.filter(Boolean);
  const counts = new Map<string, number>();
  for (const value of own) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  if (most === undefined) return undefined;
  const [value, nodes] = most;
  return {
    value,
    nodes,
    of: own.length,
    succeeded: others.filter((other) => other === value).length,
    ofSucceeded: others.length,
  };
}

function lead({ nodes, of, succeeded, ofSucceeded }: Counts): number {
  return nodes / of - succeeded / ofSucceeded;
}

function setsApart(counts: Counts): boolean {
  const { nodes, of, succeeded, ofSucceeded } = counts;
  if (of < MIN_NODES || ofSucceeded === 0) return false;
  const share = nodes / of;
  if (share < MIN_SHARE || succeeded / ofSucceeded > MAX_OTHER_SHARE * share) return false;
  return chanceOf(counts) <= MAX_CHANCE;
}

/** That so many of the group or more have the trait, were its nodes drawn at random from both sides. */
export function chanceOf({ nodes, of, succeeded, ofSucceeded }: Counts): number {
  const all = of + ofSucceeded;
  const having = nodes + succeeded;
  let chance = 0;
  for (let drawn = nodes; drawn <= Math.min(of, having); drawn++) {
    const ways = logChoose(having, drawn) + logChoose(all - having, of - drawn);
    chance += Math.exp(ways - logChoose(all, of));
  }
  return chance;
}

function logChoose(from: number, take: number): number {
  if (take > from) return Number.NEGATIVE_INFINITY;
  let log = 0;
  for (let index = 1; index <= take; index++) log += Math.log((from - take + index) / index);
  return log;
}
