/** What SSM knows of the nodes of a generated fleet: made from each node's seed and from the commands sent to it. */
import type { FleetCommand, FleetNode, NodeRegister, NodeSystem } from './fleet.ts';
import type { ManagedNode } from './managed-nodes.ts';
import { managedNode, nodeIndexOf } from './managed-nodes.ts';
import { dice } from './seeded.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Nodes that were never reached were lost for so long before, at most. */
const MAX_LOST_MS = 2 * DAY;
/** A command that has waited for so long waits for an agent that is gone. */
const MAX_PENDING_MS = 10 * MINUTE;

const NOT_REACHED = new Set(['Undeliverable', 'DeliveryTimedOut']);
/** These say nothing of the agent: nobody tried to reach it, or it has time left. */
const UNTOLD = new Set([
  'AccessDenied',
  'InvalidPlatform',
  'Terminated',
  'Cancelled',
  'Cancelling',
  'Delayed',
]);

export function createRegister(seed: number, nowMs: number, commands: readonly FleetCommand[]): NodeRegister {
  const newestFirst = [...commands].sort((a, b) => b.header.requestedAtMs - a.header.requestedAtMs);
  const ranges = rangesOf(commands);

  function nodeOf(index: number): FleetNode | undefined {
    const node = managedNode(seed, index);
    const told = newestFirst.flatMap((command) => {
      const place = command.indexOf(node.instanceId);
      return place === undefined ? [] : [{ command, place }];
    });
    if (told.length === 0) return undefined;
    const lostAtMs = told.map(({ command, place }) => lostAt(command, place, nowMs)).find(isTold);
    const toss = dice(seed, 'register', index);
    // A part of what cannot be reached is gone for good.
    if (typeof lostAtMs === 'number' && toss.below(4) === 0) return undefined;
    return {
      ...bodyOf(node, told),
      ...(typeof lostAtMs === 'number'
        ? { pingStatus: 'ConnectionLost', lastPingAtMs: lostAtMs - toss.between(MINUTE, MAX_LOST_MS) }
        : { pingStatus: 'Online', lastPingAtMs: nowMs - toss.below(5 * MINUTE) }),
    };
  }

  return {
    size: ranges.reduce((sum, { size }) => sum + size, 0),
    at(place) {
      let left = place;
      for (const { first, size } of ranges) {
        if (left < size) return nodeOf(first + left);
        left -= size;
      }
      return undefined;
    },
    find(instanceId) {
      const index = nodeIndexOf(seed, instanceId);
      return index === undefined ? undefined : nodeOf(index);
    },
  };
}

type Told = { readonly command: FleetCommand; readonly place: number };

function bodyOf(node: ManagedNode, told: readonly Told[]): Omit<FleetNode, 'pingStatus' | 'lastPingAtMs'> {
  // A node stays what it is: what the oldest command says of it holds for all.
  const system: NodeSystem = Object.assign(
    { ...node.system },
    ...told.map(({ command, place }) => command.systemAt?.(place)),
  );
  return {
    ...system,
    instanceId: node.instanceId,
    computerName: node.platform === 'Windows' ? `${node.host}.WORKGROUP` : node.host,
    address: node.address,
    platformType: node.platform,
  };
}

/** When a command found the node out of reach, or `false` where it reached it; `undefined` where it tells neither. */
function lostAt({ outlineAt }: FleetCommand, place: number, nowMs: number): number | false | undefined {
  const { status, statusDetails, requestedAtMs } = outlineAt(place);
  if (NOT_REACHED.has(statusDetails)) return requestedAtMs;
  if (UNTOLD.has(statusDetails)) return undefined;
  if (status !== 'Pending') return false;
  return nowMs - requestedAtMs > MAX_PENDING_MS ? requestedAtMs : undefined;
}

function isTold(lostAtMs: number | false | undefined): boolean {
  return lostAtMs !== undefined;
}

type Range = { readonly first: number; readonly size: number };

/** The nodes of all commands, each once. */
function rangesOf(commands: readonly FleetCommand[]): readonly Range[] {
  const ranges: Range[] = [];
  const all = commands.flatMap(({ firstNode, size }) =>
    firstNode === undefined ? [] : { first: firstNode, size },
  );
  for (const { first, size } of all.sort((a, b) => a.first - b.first)) {
    const last = ranges.at(-1);
    const from = last === undefined ? first : Math.max(first, last.first + last.size);
    if (from < first + size) ranges.push({ first: from, size: first + size - from });
  }
  return ranges;
}
