import { commandStatusOf, countersOf } from './command-status.ts';
import type {
  CommandHeader,
  FleetCommand,
  FleetInvocation,
  FleetPlugin,
  InvocationOutline,
  NodeSystem,
} from './fleet.ts';
import { isUnfinished } from './fleet.ts';
import type { ManagedNode } from './managed-nodes.ts';
import { managedNode, nodeIndexOf } from './managed-nodes.ts';
import type { Dice } from './seeded.ts';
import { dice, hashOf } from './seeded.ts';

/** The moment at which one node gets its part of a command. */
export type Scene = {
  readonly node: ManagedNode;
  readonly commandId: string;
  readonly requestedAtMs: number;
  /** Place of this invocation in its command, from 0. */
  readonly index: number;
  /** Thrown for this node and this command alone. */
  readonly dice: Dice;
};

/** What becomes of `count` of the command's nodes. */
export type Outcome = {
  readonly count: number;
  readonly status: string;
  readonly statusDetails: string;
  readonly plugins: (scene: Scene) => readonly FleetPlugin[];
  /** What these nodes run, such as `{ platformName: 'Amazon Linux', platformVersion: '2' }`, where it matters. */
  readonly system?: Partial<NodeSystem>;
};

export type CommandScript = Partial<
  Omit<CommandHeader, 'commandId' | 'requestedAtMs' | 'counters' | 'targets' | 'instanceIds'>
> & {
  readonly commandId: string;
  readonly seed: number;
  readonly requestedAtMs: number;
  /** Time over which the service works through the nodes. */
  readonly spreadMs?: number;
  /** Without one the command was sent to its (at most 50) nodes by id. */
  readonly tag?: { readonly key: string; readonly value: string };
};

/** Who is where in a command, and what becomes of each. Places count from 0, unfinished ones first. */
type Layout = {
  /** The index of the first of its nodes, which follow one another. */
  readonly firstNode: number;
  readonly size: number;
  readonly unfinished: number;
  readonly nodeAt: (place: number) => ManagedNode;
  readonly outcomeAt: (place: number) => Outcome;
  readonly placeOf: (nodeIndex: number) => number | undefined;
};

/**
 * A command whose invocations are made when they are asked for, each from its place alone. It runs on the nodes from
 * `firstNode` on, as many as the outcomes count.
 */
export function scriptedCommand({
  outcomes: all,
  firstNode,
  ...script
}: CommandScript & { readonly firstNode: number; readonly outcomes: readonly Outcome[] }): FleetCommand {
  const outcomes = all.filter(({ count }) => count > 0);
  const running = outcomes.filter(({ status }) => isUnfinished(status));
  const ended = outcomes.filter(({ status }) => !isUnfinished(status));
  const unfinished = sizeOf(running);
  const endedSize = sizeOf(ended);
  const size = unfinished + endedSize;
  const shuffle = shuffleOf(endedSize, hashOf(script.commandId));
  return laidOut(script, outcomes, {
    firstNode,
    size,
    unfinished,
    nodeAt: (place) => managedNode(script.seed, firstNode + place),
    outcomeAt: (place) =>
      place < unfinished ? slotAt(running, place) : slotAt(ended, shuffle(place - unfinished)),
    placeOf: (node) => {
      const place = node - firstNode;
      return place >= 0 && place < size ? place : undefined;
    },
  });
}

/** A command in which a node's outcome follows from the node, so that another command can tell how it goes on. */
export function commandByNode({
  nodes,
  outcomeOf,
  ...script
}: CommandScript & {
  /** Their indexes, one after the other. */
  readonly nodes: readonly number[];
  /** `undefined` leaves the node out. */
  readonly outcomeOf: (node: ManagedNode) => Omit<Outcome, 'count'> | undefined;
}): FleetCommand {
  const made = nodes.flatMap((index) => {
    const node = managedNode(script.seed, index);
    const outcome = outcomeOf(node);
    return outcome ? [{ node, outcome: { ...outcome, count: 1 } }] : [];
  });
  const running = made.filter(({ outcome }) => isUnfinished(outcome.status));
  const placed = [...running, ...made.filter(({ outcome }) => !isUnfinished(outcome.status))];
  const places = new Map(placed.map(({ node }, place) => [node.index, place]));
  const at = (place: number) => {
    const found = placed[place];
    if (found === undefined) throw new RangeError(`no invocation at ${place}`);
    return found;
  };
  return laidOut(
    script,
    placed.map(({ outcome }) => outcome),
    {
      firstNode: nodes[0] ?? 0,
      size: placed.length,
      unfinished: running.length,
      nodeAt: (place) => at(place).node,
      outcomeAt: (place) => at(place).outcome,
      placeOf: (node) => places.get(node),
    },
  );
}

function laidOut(script: CommandScript, outcomes: readonly Outcome[], layout: Layout): FleetCommand {
  const { size, nodeAt, outcomeAt } = layout;
  const requestedAt = (index: number): number =>
    script.requestedAtMs + Math.floor(((script.spreadMs ?? 0) * (size - 1 - index)) / size);

  return {
    header: headerOf(script, outcomes, size, nodeAt),
    size,
    unfinished: layout.unfinished,
    firstNode: layout.firstNode,
    systemAt: (index) => outcomeAt(index).system,
    outlineAt: (index): InvocationOutline => {
      const { status, statusDetails } = outcomeAt(index);
      return { status, statusDetails, requestedAtMs: requestedAt(index) };
    },
    invocationAt: (index): FleetInvocation => {
      const { status, statusDetails, plugins, system } = outcomeAt(index);
      const made = nodeAt(index);
      const node = { ...made, system: { ...made.system, ...system } };
      const requestedAtMs = requestedAt(index);
      const scene: Scene = {
        node,
        commandId: script.commandId,
        requestedAtMs,
        index,
        dice: dice(script.seed, script.commandId, index),
      };
      return {
        instanceId: node.instanceId,
        instanceName: node.name,
        status,
        statusDetails,
        requestedAtMs,
        plugins: plugins(scene),
      };
    },
    indexOf: (instanceId) => {
      const node = nodeIndexOf(script.seed, instanceId);
      return node === undefined ? undefined : layout.placeOf(node);
    },
  };
}

function headerOf(
  script: CommandScript,
  outcomes: readonly Outcome[],
  size: number,
  nodeAt: (index: number) => ManagedNode,
): CommandHeader {
  const { seed: _seed, spreadMs: _spread, tag, ...header } = script;
  const maxErrors = script.maxErrors ?? '0';
  return {
    documentName: 'AWS-RunShellScript',
    documentVersion: '$DEFAULT',
    comment: '',
    timeoutSeconds: 600,
    executionTimeoutSeconds: 3600,
    parameters: {},
    maxConcurrency: '50',
    maxErrors,
    ...commandStatusOf(outcomes, maxErrors),
    ...header,
    // Targets, even one that names ids, leave InstanceIds empty.
    instanceIds: tag
      ? []
      : Array.from({ length: Math.min(size, 50) }, (_, index) => nodeAt(index).instanceId),
    targets: tag ? [{ Key: tag.key, Values: [tag.value] }] : [],
    counters: countersOf(outcomes),
  };
}

/** A permutation of 0 to `size` - 1 that strews neighbours widely; computed, not stored. */
function shuffleOf(size: number, seed: number): (index: number) => number {
  if (size < 2) return (index) => index;
  // Below 2^22, so that the product with any index stays an exact integer.
  let stride = Math.max(1, Math.floor(Math.min(size * 0.618, 2 ** 22)));
  while (commonDivisor(stride, size) !== 1) stride--;
  const start = seed % size;
  return (index) => (index * stride + start) % size;
}

function slotAt(outcomes: readonly Outcome[], position: number): Outcome {
  let left = position;
  for (const outcome of outcomes) {
    if (left < outcome.count) return outcome;
    left -= outcome.count;
  }
  throw new RangeError(`no invocation at ${position}`);
}

function sizeOf(outcomes: readonly Outcome[]): number {
  return outcomes.reduce((sum, { count }) => sum + count, 0);
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
