/** What became of nodes, and which node is where in a command. */

import { managedNode } from '../../src/demo/managed-nodes.ts';
import type { LiteralInvocation } from '../endpoint/fleet-of.ts';

/** What became of one node: from its place in the command. */
export type End = (place: number) => Omit<LiteralInvocation, 'instanceId'>;
export type Part = readonly [count: number, end: End];

const SEED = 77;

export function nodeAt(place: number): string {
  return managedNode(SEED, place).instanceId;
}

/** Not a command's target. */
export function absent(): Omit<LiteralInvocation, 'instanceId'> {
  return { status: 'absent' };
}

/** Strewn over the nodes from `first` on, so that no cause sits in one corner; the same for every command of a size. */
export function parts(first: number, ...all: readonly Part[]): LiteralInvocation[] {
  const ends = all.flatMap(([count, end]) => Array.from({ length: count }, () => end));
  // 7,919 is a prime larger than any size here, so that every place comes up once.
  return ends
    .map((end, n) => at(first, (n * 7_919) % ends.length, end))
    .filter(({ status }) => status !== 'absent');
}

export function at(first: number, place: number, end: End): LiteralInvocation {
  const node = managedNode(SEED, first + place);
  return { instanceId: node.instanceId, instanceName: node.name, ...end(place) };
}

export function ok(stdout: string | ((place: number) => string)): End {
  return (place) => ({ plugins: [{ stdout: typeof stdout === 'string' ? stdout : stdout(place) }] });
}

export function failed(responseCode: number, stderr: (place: number) => string): End {
  return (place) => ({
    plugins: [
      { responseCode, stderr: `${stderr(place)}failed to run commands: exit status ${responseCode}` },
    ],
  });
}

export function timedOut(stdout: string): End {
  return () => ({ plugins: [{ responseCode: 137, stdout }] });
}

export function running(): Omit<LiteralInvocation, 'instanceId'> {
  return { status: 'InProgress', plugins: [{ status: 'InProgress', responseCode: -1 }] };
}

export function never(statusDetails: string): End {
  const status =
    statusDetails === 'DeliveryTimedOut' ? 'TimedOut' : statusDetails === 'Pending' ? 'Pending' : 'Failed';
  return () => ({ status, statusDetails, plugins: [{ status, statusDetails, responseCode: -1 }] });
}
