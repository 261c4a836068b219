import type { FleetCommand, FleetInvocation, FleetPlugin, StreamName } from './fleet.ts';
import { printedBy, STREAM_NAMES } from './fleet.ts';
import type { WholeOutput } from './whole-output/index.ts';

/** One stream of a step on a node, as the agent has it to upload. */
export type KeptStream = {
  readonly command: FleetCommand;
  readonly invocation: FleetInvocation;
  readonly plugin: FleetPlugin;
  readonly stream: StreamName;
  readonly output: WholeOutput;
};

/**
 * The streams of a command that are not empty, on the nodes that a name may mean in which `rest` follows the command's
 * id: both S3 and CloudWatch Logs have names of `<command>/<node>/...`. A whole node's id costs one invocation.
 */
export function* keptStreams(command: FleetCommand, rest: string): Generator<KeptStream> {
  for (const invocation of invocationsUnder(command, rest)) {
    for (const plugin of invocation.plugins) {
      for (const stream of STREAM_NAMES) {
        const output = printedBy(plugin, stream);
        if (output.bytes > 0) yield { command, invocation, plugin, stream, output };
      }
    }
  }
}

function* invocationsUnder(command: FleetCommand, rest: string): Generator<FleetInvocation> {
  const slash = rest.indexOf('/');
  if (slash >= 0) {
    const index = command.indexOf(rest.slice(0, slash));
    if (index !== undefined) yield command.invocationAt(index);
    return;
  }
  for (let index = 0; index < command.size; index++) {
    const invocation = command.invocationAt(index);
    if (invocation.instanceId.startsWith(rest)) yield invocation;
  }
}

/** What a prefix of names leaves open after `start`; `undefined` where it names something else. */
export function restAfter(start: string, prefix: string): string | undefined {
  if (prefix.startsWith(start)) return prefix.slice(start.length);
  return start.startsWith(prefix) ? '' : undefined;
}
