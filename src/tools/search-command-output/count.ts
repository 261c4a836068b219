/** The events that were found, counted by node, by command and by day. */

import type { FoundEvent } from '../../run-command/index.ts';

/** What one node or one command has of the events. */
export type Share = {
  readonly id: string;
  readonly events: number;
  /** Of a node its commands, of a command its nodes. */
  readonly others: number;
  readonly firstMs: number;
  readonly lastMs: number;
  /** Of the newest event. */
  readonly group: string;
};

export type Counts = {
  /** Those with most events first. */
  readonly nodes: readonly Share[];
  /** The newest first. */
  readonly commands: readonly Share[];
  /** By UTC day, the newest first. */
  readonly days: ReadonlyMap<string, number>;
  /** Log groups that hold some. */
  readonly groups: number;
};

export function countEvents(events: readonly FoundEvent[]): Counts {
  const days = new Map<string, number>();
  for (const { atMs } of events) {
    const day = new Date(atMs).toISOString().slice(0, 10);
    days.set(day, (days.get(day) ?? 0) + 1);
  }
  const nodes = sharesOf(events, 'instanceId', 'commandId');
  const commands = sharesOf(events, 'commandId', 'instanceId');
  return {
    nodes: nodes.sort((a, b) => b.events - a.events || b.lastMs - a.lastMs),
    commands: commands.sort((a, b) => b.lastMs - a.lastMs),
    groups: new Set(events.map(({ group }) => group)).size,
    days: new Map([...days].sort(([a], [b]) => (a < b ? 1 : -1))),
  };
}

type Id = 'instanceId' | 'commandId';

function sharesOf(events: readonly FoundEvent[], of: Id, other: Id): Share[] {
  const byId = new Map<string, { own: FoundEvent[]; others: Set<string> }>();
  for (const event of events) {
    const share = byId.get(event[of]) ?? { own: [], others: new Set() };
    byId.set(event[of], share);
    share.own.push(event);
    share.others.add(event[other]);
  }
  return [...byId].map(([id, { own, others }]) => ({
    id,
    events: own.length,
    others: others.size,
    // Events stand the newest first.
    firstMs: own.at(-1)?.atMs ?? 0,
    lastMs: own[0]?.atMs ?? 0,
    group: own[0]?.group ?? '',
  }));
}
