/** The embedded endpoint where each node of the large command fails with words of its own. */

import { createFleet, EXAMPLE_COMMANDS } from '../../src/demo/create-fleet.ts';
import { startEndpoint } from '../../src/demo/endpoint.ts';
import type { FleetInvocation } from '../../src/demo/fleet.ts';
import { dice } from '../../src/demo/seeded.ts';
import { INVOCATIONS } from './setting.ts';

const SYLLABLES = ['ba', 'ko', 'ri', 'mu', 'ten', 'sal', 'vor', 'pli', 'dra', 'gno', 'hex', 'juf'] as const;
const WORDS = 9;

const nowMs = Date.now();
const fleet = createFleet({ nodes: INVOCATIONS, seed: 1, nowMs });
const { url } = await startEndpoint({
  nowMs,
  fleet: {
    commands: (region) =>
      fleet
        .commands(region)
        .map((command) =>
          command.header.commandId === EXAMPLE_COMMANDS.rotateLogs
            ? { ...command, invocationAt: (index) => withOwnWords(command.invocationAt(index), index) }
            : command,
        ),
  },
});
process.stdout.write(`${url}\n`);

function withOwnWords(invocation: FleetInvocation, index: number): FleetInvocation {
  return {
    ...invocation,
    plugins: invocation.plugins.map((plugin) =>
      plugin.startedAtMs === undefined
        ? plugin
        : { ...plugin, stderr: `error: ${words(index)}\n${plugin.stderr}` },
    ),
  };
}

function words(index: number): string {
  const { between, pick } = dice('words', index);
  const word = () => Array.from({ length: between(2, 4) }, () => pick(SYLLABLES)).join('');
  return Array.from({ length: WORDS }, word).join(' ');
}
