/** The embedded endpoint where the large command ran a day before as well, when other nodes failed. */

import { createFleet, EXAMPLE_COMMANDS } from '../../src/demo/create-fleet.ts';
import { startEndpoint } from '../../src/demo/endpoint.ts';
import { type FleetCommand, inServiceOrder } from '../../src/demo/fleet.ts';
import { uuidOf } from '../../src/demo/seeded.ts';
import { INVOCATIONS } from './setting.ts';

const DAY_MS = 86_400_000;

const nowMs = Date.now();
const fleet = createFleet({ nodes: INVOCATIONS, seed: 1, nowMs });
const { url } = await startEndpoint({
  nowMs,
  fleet: {
    commands: (region) =>
      inServiceOrder(
        fleet
          .commands(region)
          .flatMap((command) =>
            command.header.commandId === EXAMPLE_COMMANDS.rotateLogs
              ? [command, theDayBefore(command)]
              : [command],
          ),
      ),
  },
});
process.stdout.write(`${url}\n`);

/** Each node does what the one half a fleet on does a day later. */
function theDayBefore(command: FleetCommand): FleetCommand {
  const { header, size } = command;
  const at = (index: number) => command.invocationAt((index + (size >> 1)) % size);
  return {
    ...command,
    header: {
      ...header,
      commandId: uuidOf('bench', 'the day before'),
      requestedAtMs: header.requestedAtMs - DAY_MS,
    },
    outlineAt: at,
    invocationAt: (index) => ({ ...at(index), instanceId: command.invocationAt(index).instanceId }),
  };
}
