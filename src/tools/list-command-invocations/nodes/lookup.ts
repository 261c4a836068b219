/**
 * What SSM knows of the nodes behind a result: whether nodes that were never reached answer now, and what failed nodes
 * run that others do not. Looked up of samples: DescribeInstanceInformation tells of 50 nodes a call.
 */

import type { CauseGroup } from '../../../causes/index.ts';
import { inParallel, withLimit } from '../../../results/index.ts';
import {
  AccessDeniedError,
  type AwsPlace,
  classOf,
  type ManagedNode,
  type RunCommandReader,
  SsmInvocationsError,
  UnavailableError,
} from '../../../run-command/index.ts';
import { countRedactions, type Sanitizer, underOneLimit } from '../../../sanitize/index.ts';
import type { Row } from '../read/row.ts';
import type { InvocationTally } from '../read/tally.ts';

const MAX_CALLS = 6;
const NODES_A_CALL = 50;
/** Of a group, and of successes. */
const MAX_SAMPLE = 50;
const CALLS_AT_A_TIME = 3;
/** It stands beside reading outputs, and must not hold up the answer. */
const LIMIT_MS = 3_000;

/** What nodes of a smaller group have in common is no more than chance. */
export const MIN_NODES = 3;

/** Sanitized. */
export type KnownNode = Omit<ManagedNode, 'instanceId'>;

/** Plain data that never changes. */
export type NodeLookup = {
  /** By instance id; undefined where SSM does not know the node. */
  readonly nodes: ReadonlyMap<string, KnownNode | undefined>;
  /** The sample of nodes that succeeded. */
  readonly succeeded: ReadonlySet<string>;
  readonly redactions: number;
  /** Why some were not looked up. */
  readonly missing?: 'denied' | 'incomplete';
};

const NOTHING: NodeLookup = { nodes: new Map(), succeeded: new Set(), redactions: 0 };

/** SSM could not bring these to the node, or has not yet. */
const NOT_DELIVERED = new Set(['Undeliverable', 'DeliveryTimedOut', 'Pending', 'Delayed']);

export function wasNotReached({ status, started }: Pick<Row, 'status' | 'started'>): boolean {
  return NOT_DELIVERED.has(status) || (status === 'InProgress' && started === false);
}

/** Nobody asked these nodes: that they did not succeed says nothing of them. */
const NOT_TRIED = new Set(['Terminated', 'Cancelled']);

/** Whether what its nodes run may be the reason. */
export function mayBeOfNodes(status: string): boolean {
  return classOf(status) === 'notSucceeded' && !NOT_TRIED.has(status);
}

/** Until `signal` aborts. Whatever AWS answers, it throws nothing of AWS: the list is the answer. */
export async function lookUpNodes(
  tally: InvocationTally,
  failures: readonly CauseGroup[],
  { reader, sanitizer }: { readonly reader: RunCommandReader; readonly sanitizer: Sanitizer },
  signal: AbortSignal,
  earlier: NodeLookup = NOTHING,
): Promise<NodeLookup> {
  const sample = sampleOf(failures, tally.rows);
  const unknown = [...sample.ids].filter((id) => !earlier.nodes.has(id));
  const places = new Map(tally.rows.map(({ instanceId, command }) => [instanceId, command.place]));
  const nodes = new Map(earlier.nodes);
  const succeeded = new Set([...earlier.succeeded, ...sample.succeeded]);
  const patience = withLimit(signal, LIMIT_MS);
  let missing: NodeLookup['missing'];
  let calls = 0;
  let { redactions } = earlier;

  /** A page may be empty and yet not the last, so a node is unknown to SSM only once all pages are read. */
  async function lookUp({ place, ids }: Batch): Promise<boolean> {
    const found = new Map<string, KnownNode>();
    for (let token: string | undefined; ; ) {
      if (calls === MAX_CALLS) return false;
      calls += 1;
      const page = await reader.describeNodes(place, ids, token, patience);
      const read = sanitizeAll(page.items, sanitizer);
      for (const { instanceId, ...node } of read.nodes) found.set(instanceId, node);
      redactions += read.redactions;
      token = page.nextToken;
      if (token === undefined) break;
    }
    for (const id of ids) nodes.set(id, found.get(id));
    return true;
  }

  await inParallel(batchesOf(unknown, places), CALLS_AT_A_TIME, async (batch) => {
    try {
      if (await lookUp(batch)) return true;
      missing ??= 'incomplete';
    } catch (error) {
      if (!patience.aborted && !(error instanceof SsmInvocationsError)) throw error;
      if (error instanceof AccessDeniedError) missing = 'denied';
      else if (!isUnheardOf(error)) missing ??= 'incomplete';
    }
    // What one call met the next would meet too.
    return false;
  });
  return { nodes, succeeded, redactions, ...(missing && { missing }) };
}

/** A custom endpoint that plays Run Command alone: there is nothing to miss. */
function isUnheardOf(error: unknown): boolean {
  return (
    error instanceof UnavailableError && /^(?:UnknownOperation|NotImplemented)/.test(error.awsType ?? '')
  );
}

type Sanitized = { readonly nodes: readonly ManagedNode[]; readonly redactions: number };

/** A limit for each name would cost more than reading it. */
function sanitizeAll(nodes: readonly ManagedNode[], sanitizer: Sanitizer): Sanitized {
  return underOneLimit(() => {
    const safe = countRedactions(sanitizer);
    return { nodes: nodes.map((node) => sanitize(node, safe)), redactions: safe.redactions };
  });
}

type Safe = ReturnType<typeof countRedactions>;

function sanitize(node: ManagedNode, safe: Safe): ManagedNode {
  return {
    ...node,
    platformName: safe.line(node.platformName.slice(0, MAX_NAME)),
    platformVersion: safe.line(node.platformVersion.slice(0, MAX_NAME)),
    computerName: safe.line(node.computerName.slice(0, MAX_NAME)),
  };
}

/** Of a ComputerName (service model); the other two have no bound there. */
const MAX_NAME = 255;

type Sample = { readonly ids: ReadonlySet<string>; readonly succeeded: readonly string[] };

/** Nodes that were never reached first, then those that succeeded, then the failing groups, the largest first. */
function sampleOf(failures: readonly CauseGroup[], rows: readonly Row[]): Sample {
  const groups = failures
    .map(({ status, members }) => ({ status, rows: members.flatMap((member) => rows[member] ?? []) }))
    .sort((one, other) => other.rows.length - one.rows.length);
  const unreached = groups.filter(({ rows }) => rows.some(wasNotReached));
  const failing = groups.filter(
    ({ status, rows }) => mayBeOfNodes(status) && nodesOf(rows).length >= MIN_NODES,
  );
  const documents = new Set(failing.flatMap(({ rows }) => rows.map(documentOf)));
  const peers = rows.filter((row) => row.status === 'Success' && documents.has(documentOf(row)));
  const succeeded = spread(nodesOf(peers));
  const ids = new Set<string>();
  const add = (nodes: readonly string[]) => {
    for (const id of nodes) if (ids.size < MAX_CALLS * NODES_A_CALL) ids.add(id);
  };
  // One call is left for the successes.
  for (const group of unreached) {
    if (ids.size < (MAX_CALLS - 2) * NODES_A_CALL) add(spread(nodesOf(group.rows)));
  }
  add(succeeded);
  for (const group of failing) add(spread(nodesOf(group.rows)));
  return { ids, succeeded };
}

function documentOf({ command }: Row): string {
  return command.documentName;
}

/** What is no id, AWS would refuse the whole call for. */
const INSTANCE_ID = /^m?i-\w{8,17}$/;

export function nodesOf(rows: readonly Pick<Row, 'instanceId'>[]): readonly string[] {
  return [...new Set(rows.map(({ instanceId }) => instanceId))].filter((id) => INSTANCE_ID.test(id));
}

/** As many as a sample takes, from beginning to end: neighbours in a list are often of one kind. */
function spread(ids: readonly string[]): readonly string[] {
  const step = Math.max(1, ids.length / MAX_SAMPLE);
  return Array.from(
    { length: Math.min(ids.length, MAX_SAMPLE) },
    (_, index) => ids[Math.floor(index * step)] ?? '',
  );
}

type Batch = { readonly place: AwsPlace; readonly ids: readonly string[] };

function batchesOf(ids: readonly string[], places: ReadonlyMap<string, AwsPlace>): readonly Batch[] {
  const byPlace = new Map<AwsPlace, Batch & { readonly ids: string[] }>();
  const batches: Batch[] = [];
  for (const id of ids) {
    const place = places.get(id);
    if (place === undefined) continue;
    let batch = byPlace.get(place);
    if (batch === undefined || batch.ids.length === NODES_A_CALL) {
      batch = { place, ids: [] };
      byPlace.set(place, batch);
      batches.push(batch);
    }
    batch.ids.push(id);
  }
  return batches;
}
