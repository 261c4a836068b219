/** The embedded endpoint with outputs as long as SSM keeps them: the large command's nodes first print a transcript. */

import { createFleet, EXAMPLE_COMMANDS } from '../../src/demo/create-fleet.ts';
import { startEndpoint } from '../../src/demo/endpoint.ts';
import type { FleetCommand, FleetPlugin } from '../../src/demo/fleet.ts';
import { dice } from '../../src/demo/seeded.ts';
import { INVOCATIONS } from './setting.ts';

/** ListCommandInvocations shows 2,500 characters of both streams and a separator between them. */
const LENGTH = 2_400;

const PACKAGES = [
  'openssl',
  'kernel',
  'systemd',
  'glibc',
  'curl',
  'python3',
  'bind-utils',
  'libxml2',
] as const;

const nowMs = Date.now();
const fleet = createFleet({ nodes: INVOCATIONS, seed: 1, nowMs });
const { url } = await startEndpoint({
  nowMs,
  fleet: {
    commands: (region) =>
      fleet
        .commands(region)
        .map((command) =>
          command.header.commandId === EXAMPLE_COMMANDS.rotateLogs ? withTranscript(command) : command,
        ),
  },
});
process.stdout.write(`${url}\n`);

function withTranscript(command: FleetCommand): FleetCommand {
  return {
    ...command,
    invocationAt: (index) => {
      const invocation = command.invocationAt(index);
      return { ...invocation, plugins: invocation.plugins.map((plugin) => lengthened(plugin, index)) };
    },
  };
}

/** A plugin that never started prints nothing here either. */
function lengthened(plugin: FleetPlugin, index: number): FleetPlugin {
  if (plugin.startedAtMs === undefined) return plugin;
  const length = LENGTH - plugin.stdout.length - plugin.stderr.length;
  return { ...plugin, stdout: `${transcript(index, length)}${plugin.stdout}` };
}

/** Whole lines, no two nodes' alike. */
function transcript(index: number, length: number): string {
  const { below, between, pick } = dice('transcript', index);
  const total = between(40, 60);
  let text = '';
  for (let done = 1; ; done += 1) {
    const version = `${between(1, 9)}.${below(30)}.${below(99)}-${between(1, 40)}`;
    const line = `  Upgrading        : ${pick(PACKAGES)}-${version}.amzn2023.x86_64   ${done}/${total}\n`;
    if (text.length + line.length > length) return text;
    text += line;
  }
}
