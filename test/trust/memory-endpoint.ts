/**
 * The embedded endpoint in a process of its own, with commands whose every node has a name and an output like no
 * other's. Arguments: commands, nodes of each, kind of output. Prints its URL and runs until its stdin ends.
 */

import { commandStatusOf } from '../../src/demo/command-status.ts';
import { startEndpoint } from '../../src/demo/endpoint.ts';
import type { FleetCommand, FleetInvocation } from '../../src/demo/fleet.ts';

/** Letters: what the grouping cannot take for a volatile part. `wide` ones take two bytes each in memory. */
const ALPHABETS = {
  words: 'abcdefghijklmnopqrstuvwxyz',
  wide: 'абвгдежзийклмнопрстуфхцчшщ',
} as const;

type Kind = keyof typeof ALPHABETS;

const OUTPUT_BYTES = 2_500;

const [commands = '24', nodes = '20000', kind = 'words', outcome = 'Failed'] = process.argv.slice(2);

const { url } = await startEndpoint({
  fleet: {
    commands: () => Array.from({ length: Number(commands) }, (_, index) => commandOf(index, Number(nodes))),
  },
});
process.stdin.resume().on('end', () => process.exit(0));
process.stdout.write(`${url}\n`);

function commandOf(command: number, size: number): FleetCommand {
  const requestedAtMs = Date.UTC(2026, 0, 15, 9, 0, 0) - command * 60_000;
  const outline = { status: outcome, statusDetails: outcome, requestedAtMs };
  return {
    header: {
      commandId: `${String(command).padStart(8, '0')}-2222-4333-8444-555555555555`,
      documentName: 'AWS-RunShellScript',
      documentVersion: '1',
      comment: '',
      requestedAtMs,
      timeoutSeconds: 600,
      executionTimeoutSeconds: 3_600,
      parameters: {},
      instanceIds: [],
      targets: [],
      counters: { targets: size, completed: size, errors: size, deliveryTimedOut: 0 },
      maxConcurrency: '50',
      maxErrors: '0',
      ...commandStatusOf([{ count: size, status: outcome, statusDetails: outcome }], '0'),
    },
    size,
    unfinished: 0,
    outlineAt: () => outline,
    invocationAt: (index): FleetInvocation => {
      const failed = outcome === 'Failed';
      const text = textOf(command * size + index, kind as Kind);
      return {
        ...outline,
        instanceId: `i-${hex(command, 5)}${hex(index, 12)}`,
        instanceName: `${textOf(command * size + index + 7, 'words')
          .slice(0, 60)
          .replaceAll(/\s/g, '-')}.example.internal`,
        plugins: [
          {
            name: 'aws:runShellScript',
            plugin: 'aws:runShellScript',
            status: outcome,
            statusDetails: outcome,
            responseCode: failed ? 1 : 0,
            startedAtMs: requestedAtMs,
            finishedAtMs: requestedAtMs + 1_000 + index,
            stdout: failed ? '' : text,
            stderr: failed ? text : '',
          },
        ],
      };
    },
    indexOf: (id) => Number.parseInt(id.slice(7), 16),
  };
}

/** Lines of words, each an "error" so that one of them is the cause; never the same for two seeds. */
function textOf(seed: number, kind: Kind): string {
  const alphabet = ALPHABETS[kind];
  let state = (seed + 1) * 2_654_435_761;
  const next = (limit: number) => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 0x9e3779b9) >>> 0;
    return (state >>> 8) % limit;
  };
  let text = '';
  let bytes = 0;
  while (bytes < OUTPUT_BYTES) {
    let line = 'error: ';
    while (line.length < 190) {
      for (let letters = 3 + next(9); letters > 0; letters -= 1) line += alphabet[next(alphabet.length)];
      line += ' ';
    }
    text += `${line}\n`;
    bytes += Buffer.byteLength(line) + 1;
  }
  return text;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
