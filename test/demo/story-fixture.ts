import { EXAMPLE_COMMANDS } from '../../src/demo/create-fleet.ts';
import type { Fleet, FleetCommand, FleetInvocation } from '../../src/demo/fleet.ts';

export function story(fleet: Fleet, name: keyof typeof EXAMPLE_COMMANDS): FleetCommand {
  const command = fleet
    .commands('us-east-1')
    .find(({ header }) => header.commandId === EXAMPLE_COMMANDS[name]);
  if (command === undefined) throw new Error(`the fleet has no ${name}`);
  return command;
}

export function invocationsOf(command: FleetCommand): FleetInvocation[] {
  return Array.from({ length: command.size }, (_, index) => command.invocationAt(index));
}

export function tallied(keys: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}
