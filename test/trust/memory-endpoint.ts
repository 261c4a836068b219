/**
 * The embedded endpoint in a process of its own, with fleets that take as much memory as fleets can: every node has a
 * name and an output like no other's. us-east-1 has 24 commands of as many nodes as the argument says, us-west-2 as
 * many nodes in commands of two. Prints its URL and runs until its stdin ends.
 */

import { commandStatusOf } from '../../src/demo/command-status.ts';
import type { FleetCommand, FleetInvocation, FleetPlugin } from '../../src/demo/fleet.ts';
import { startEndpoint } from '../endpoint/endpoint.ts';

/** Letters alone: in these the grouping finds nothing volatile. The second kind takes two bytes a letter in memory. */
const ALPHABETS = ['abcdefghijklmnopqrstuvwxyz', 'абвгдежзийклмнопрстуфхцчшщ'] as const;
const OUTCOMES = ['Failed', 'Success'] as const;
const COMMANDS = 24;

/** As much of an output as ListCommandInvocations has. */
const OUTPUT_BYTES = 2_500;
const LINE_LENGTH = 190;
const NAME_LENGTH = 60;

const nodes = Number(process.argv[2] ?? 20_000);
const few = Array.from({ length: COMMANDS }, (_, index) => commandOf(index, nodes));
const many = Array.from({ length: nodes / 2 }, (_, index) => commandOf(index, 2));

const { url } = await startEndpoint({
  fleet: { commands: (region) => (region === 'us-east-1' ? few : many) },
});
process.stdin.resume().on('end', () => process.exit(0));
process.stdout.write(`${url}\n`);

function commandOf(command: number, size: number): FleetCommand {
  const requestedAtMs = Date.UTC(2026, 0, 15, 9, 0, 0) - command * 60_000;
  const status = OUTCOMES[command % 2] ?? 'Failed';
  const alphabet = ALPHABETS[Math.floor(command / 2) % 2] ?? ALPHABETS[0];
  const outline = { status, statusDetails: status, requestedAtMs };
  const outcome = { count: size, status, statusDetails: status };
  return {
    header: {
      commandId: `${String(command).padStart(8, '0')}-2222-4333-8444-555555555555`,
      documentName: 'AWS-RunShellScript',
      documentVersion: '1',
      comment: textOf(command, ALPHABETS[0], 90),
      requestedAtMs,
      timeoutSeconds: 600,
      executionTimeoutSeconds: 3_600,
      parameters: { commands: [textOf(command, alphabet, 1_000)] },
      instanceIds: [],
      targets: [],
      counters: { targets: size, completed: size, errors: size, deliveryTimedOut: 0 },
      maxConcurrency: '50',
      maxErrors: '0',
      ...commandStatusOf([outcome], '0'),
    },
    size,
    unfinished: 0,
    outlineAt: () => outline,
    invocationAt: (index): FleetInvocation => ({
      ...outline,
      instanceId: `i-${hex(command, 5)}${hex(index, 12)}`,
      instanceName: textOf(command * size + index, ALPHABETS[0], NAME_LENGTH).replaceAll(/\s/g, '-'),
      plugins: [pluginOf(status, outputOf(command * size + index, alphabet), requestedAtMs)],
    }),
    indexOf: (instanceId) => Number.parseInt(instanceId.slice(7), 16),
  };
}

function pluginOf(status: string, output: string, requestedAtMs: number): FleetPlugin {
  const failed = status === 'Failed';
  return {
    name: 'aws:runShellScript',
    action: 'aws:runShellScript',
    status,
    statusDetails: status,
    responseCode: failed ? 1 : 0,
    startedAtMs: requestedAtMs + 123,
    finishedAtMs: requestedAtMs + 1_456,
    stdout: failed ? '' : output,
    stderr: failed ? output : '',
  };
}

/** Lines that each read like a cause. */
function outputOf(seed: number, alphabet: string): string {
  let output = '';
  for (let line = 0; Buffer.byteLength(output) < OUTPUT_BYTES; line += 1) {
    output += `error: ${textOf(seed * 20 + line, alphabet, LINE_LENGTH)}\n`;
  }
  return output;
}

/** Words, never the same for two seeds. */
function textOf(seed: number, alphabet: string, length: number): string {
  let state = Math.imul(seed + 1, 2_654_435_761);
  const next = (limit: number) => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 0x9e3779b9) >>> 0;
    return (state >>> 8) % limit;
  };
  let text = '';
  while (text.length < length) {
    for (let letters = 3 + next(9); letters > 0; letters -= 1) text += alphabet[next(alphabet.length)];
    text += ' ';
  }
  return text.slice(0, length);
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
