/** The groups that the fleet's nodes wrote to, and what lies in them. */
import type { Fleet, FleetCommand } from '../fleet.ts';
import { cloudWatchOutput } from '../output-locations.ts';

/** Those that SSM has forgotten too: their output stays. */
export function loggedCommands(fleet: Fleet, region: string): readonly FleetCommand[] {
  const all = [...fleet.commands(region), ...(fleet.forgotten?.(region) ?? [])];
  return all.filter(
    ({ header }) => cloudWatchOutput(header).CloudWatchOutputEnabled && !header.logGroupAbsent,
  );
}

export function groupOf({ header }: FleetCommand): string {
  return cloudWatchOutput(header).CloudWatchLogGroupName;
}

/** By name, in its order. */
export function logGroups(fleet: Fleet, region: string): ReadonlyMap<string, readonly FleetCommand[]> {
  const groups = new Map<string, FleetCommand[]>();
  for (const command of loggedCommands(fleet, region)) {
    const commands = groups.get(groupOf(command));
    if (commands) commands.push(command);
    else groups.set(groupOf(command), [command]);
  }
  return new Map([...groups].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** With its first command. */
export function createdAtMs(commands: readonly FleetCommand[]): number {
  return Math.min(...commands.map(({ header }) => header.requestedAtMs));
}
