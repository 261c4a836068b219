/** What the fleet's nodes sent to CloudWatch Logs, of steps that still run too. */
import type { Fleet, FleetCommand } from '../fleet.ts';
import { isUnfinished } from '../fleet.ts';
import { keptStreams, restAfter } from '../kept-streams.ts';
import { logStreamName } from '../output-locations.ts';
import { HeadOfOutput, type WholeOutput } from '../whole-output/index.ts';
import { Refusal } from '../wire.ts';
import { groupOf, loggedCommands } from './log-groups.ts';
import { LONGEST_LINE_BYTES, LogStream } from './log-stream.ts';

/** Throws ResourceNotFoundException where no command of this Region wrote to such a group. */
export function streamsUnder(
  fleet: Fleet,
  region: string,
  group: string,
  prefix: string,
): readonly LogStream[] {
  const commands = commandsOf(fleet, region, group);
  const streams = commands.flatMap((command) => [...streamsOf(command, prefix)]);
  return streams.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Throws ResourceNotFoundException. */
export function streamNamed(fleet: Fleet, region: string, group: string, name: string): LogStream {
  const stream = streamsUnder(fleet, region, group, name).find((found) => found.name === name);
  if (stream === undefined) throw absent('stream');
  return stream;
}

function commandsOf(fleet: Fleet, region: string, group: string): readonly FleetCommand[] {
  const commands = loggedCommands(fleet, region).filter((command) => groupOf(command) === group);
  if (commands.length === 0) throw absent('group');
  return commands;
}

export function* streamsOf(command: FleetCommand, prefix: string): Generator<LogStream> {
  const { header } = command;
  const rest = restAfter(`${header.commandId}/`, prefix);
  if (rest === undefined) return;
  for (const { invocation, plugin, stream, output } of keptStreams(command, rest)) {
    const name = logStreamName(header, invocation.instanceId, plugin, stream);
    const sent = isUnfinished(plugin.status) ? endOfLines(output) : output.bytes;
    const arrived = Math.min(sent, plugin.uploads?.logsBytes ?? sent);
    if (arrived === 0 || !name.startsWith(prefix)) continue;
    const startedAtMs = plugin.startedAtMs ?? invocation.requestedAtMs;
    yield new LogStream(name, new HeadOfOutput(output, arrived), startedAtMs, plugin.finishedAtMs);
  }
}

/** While a step runs its last line waits until it is one. */
function endOfLines(output: WholeOutput): number {
  const { bytes } = output;
  const from = Math.max(0, bytes - LONGEST_LINE_BYTES);
  const newline = output.slice(from, bytes).lastIndexOf('\n');
  return newline < 0 ? from : from + newline + 1;
}

function absent(what: 'group' | 'stream'): Refusal {
  return new Refusal('ResourceNotFoundException', `The specified log ${what} does not exist.`);
}
