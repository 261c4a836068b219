/** What SSM knows of the nodes of one group, as far as they were looked up. */

import { classOf } from '../../../run-command/index.ts';
import { spanOf } from '../../figures.ts';
import type { Row } from '../read/row.ts';
import { mayBeOfNodes, type NodeLookup, nodesOf, wasNotReached } from './lookup.ts';
import { type Trait, traitsOf } from './traits.ts';

export type GroupNodes = {
  readonly lookedUp: number;
  /** Ids of nodes that SSM does not know. */
  readonly unregistered: readonly string[];
  /** Of nodes that were never reached, by ping status; the most frequent first. */
  readonly pings: readonly Ping[];
  readonly traits: readonly Trait[];
};

export type Ping = {
  readonly status: string;
  readonly instanceIds: readonly string[];
  readonly lastPingAtMs?: { readonly first: number; readonly last: number };
  /** The most frequent first. */
  readonly agentVersions: readonly string[];
};

/** Describes groups; `undefined` where nothing was looked up. `rows` are all of the result. */
export function createNodeDescriber(
  lookup: NodeLookup | undefined,
  rows: readonly Row[],
): (status: string, own: readonly Row[]) => GroupNodes | undefined {
  if (lookup === undefined || lookup.nodes.size === 0) return () => undefined;
  const { nodes, succeeded } = lookup;
  const peers = rows.filter(({ status, instanceId }) => status === 'Success' && succeeded.has(instanceId));
  const known = (ids: readonly string[]) => ids.flatMap((id) => nodes.get(id) ?? []);

  return (status, own) => {
    if (classOf(status) === 'succeeded') return undefined;
    const ids = nodesOf(own).filter((id) => nodes.has(id));
    if (ids.length === 0) return undefined;
    const group = known(ids);
    const documents = new Set(own.map(({ command }) => command.documentName));
    const mine = new Set(own.map(({ instanceId }) => instanceId));
    const others = peers.filter(
      ({ command, instanceId }) => documents.has(command.documentName) && !mine.has(instanceId),
    );
    return {
      lookedUp: ids.length,
      unregistered: ids.filter((id) => nodes.get(id) === undefined),
      pings: own.some(wasNotReached)
        ? pingsOf(
            ids.filter((id) => nodes.get(id)),
            nodes,
          )
        : [],
      traits: mayBeOfNodes(status) ? traitsOf(group, known(nodesOf(others))) : [],
    };
  };
}

function pingsOf(ids: readonly string[], nodes: NodeLookup['nodes']): readonly Ping[] {
  const byStatus = new Map<string, string[]>();
  for (const id of ids) {
    const status = nodes.get(id)?.pingStatus || 'unknown';
    byStatus.set(status, [...(byStatus.get(status) ?? []), id]);
  }
  return [...byStatus]
    .sort(([, one], [, other]) => other.length - one.length)
    .map(([status, instanceIds]) => {
      const alike = instanceIds.flatMap((id) => nodes.get(id) ?? []);
      const lastPingAtMs = spanOf(alike.map((node) => node.lastPingAtMs));
      return {
        status,
        instanceIds,
        ...(lastPingAtMs && { lastPingAtMs }),
        agentVersions: byFrequency(alike.map(({ agentVersion }) => agentVersion).filter(Boolean)),
      };
    });
}

function byFrequency(values: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([value]) => value);
}

/** Whether agents answer now: `undefined` where some do and some do not. */
export function pingOf({ pings, unregistered, lookedUp }: GroupNodes): 'online' | 'lost' | undefined {
  const online = pings.find(({ status }) => status === 'Online')?.instanceIds.length ?? 0;
  if (online === lookedUp) return 'online';
  const lost = pings.find(({ status }) => status === 'ConnectionLost')?.instanceIds.length ?? 0;
  return lost + unregistered.length === lookedUp ? 'lost' : undefined;
}
