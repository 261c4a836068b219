/** The demo's fleet at one moment, and what is true of it: read from the fleet itself, never from an answer. */

import { createFleet, EXAMPLE_COMMANDS } from '../src/demo/create-fleet.ts';
import type { Fleet, FleetCommand, FleetInvocation } from '../src/demo/fleet.ts';

export const NOW_MS = Date.parse('2026-11-22T12:00:00Z');
export const FLEET: Fleet = createFleet({ nodes: 1_000, seed: 1, nowMs: NOW_MS });

/** A command's id, by the name of its story. */
export const ID: typeof EXAMPLE_COMMANDS = EXAMPLE_COMMANDS;

/** Newest first. */
export function commands(region: string = 'us-east-1'): readonly FleetCommand[] {
  return [...FLEET.commands(region)].sort((a, b) => b.header.requestedAtMs - a.header.requestedAtMs);
}

/** The nodes of a command that came to such an end: by status, output and exit code. */
export function nodesOf(commandId: string, wanted: RegExp, region?: string): readonly string[] {
  return nodesIn(commands(region), commandId, wanted);
}

export function nodesIn(all: readonly FleetCommand[], commandId: string, wanted: RegExp): readonly string[] {
  const command = all.find(({ header }) => header.commandId === commandId);
  return command === undefined
    ? []
    : invocationsOf(command).flatMap((each) => (wanted.test(toldBy(each)) ? [each.instanceId] : []));
}

export function invocationsOf(command: FleetCommand): readonly FleetInvocation[] {
  return Array.from({ length: command.size }, (_, index) => command.invocationAt(index));
}

/** Its status first. */
export function toldBy({ statusDetails, plugins }: FleetInvocation): string {
  return `${statusDetails} ${JSON.stringify(plugins)}`;
}
