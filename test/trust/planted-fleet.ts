/** A fleet in which every place that others can write to holds a secret or a hostile string. */

import type { Fleet } from '../../src/demo/fleet.ts';
import { uuidOf } from '../../src/demo/seeded.ts';
import { fleetOf, type LiteralCommand, type LiteralInvocation } from '../endpoint/fleet-of.ts';
import type { PlantedSecret } from '../sanitize/planted-secrets.ts';
import { hostileStrings } from './hostile-strings.ts';
import { allSecrets, cutBySsm, disguised, inJson, withCrlf } from './plantings.ts';

export type PlantedFleet = {
  readonly fleet: Fleet;
  readonly secrets: readonly PlantedSecret[];
  readonly refs: readonly {
    readonly commandId: string;
    readonly instanceId: string;
    readonly plugins: readonly string[];
  }[];
};

/** AWS's own limits: a longer value never reaches a fleet. Nor does a prefix of several lines. */
const MAX_LENGTH = {
  comment: 100,
  instanceName: 255,
  target: 256,
  prefix: 500,
  documentName: 128,
  pluginName: 120,
};

/** The forms in which `plantedSecrets` and `moreSecrets` show bare tokens. */
const TOKEN_ALONE = /^(?:note:|using) ([\w.-]{8,}) (?:end|for this run)$/;

const newest = Date.UTC(2026, 10, 22, 9, 0, 0);
const commandId = (...keys: (string | number)[]) => uuidOf('trust', ...keys);
const nodeId = (index: number) => `i-${String(index).padStart(17, '0')}`;

/** `share` of everything, from 1 (all) on: every nth one. */
export function plantedFleet(share = 1): PlantedFleet {
  const pick = <Item>(items: readonly Item[], offset = 0) =>
    items.filter((_, index) => (index + offset) % share === 0);
  const everywhere = pick(allSecrets);
  const streams = [...pick(disguised(), 1), ...pick(withCrlf(), 0), ...pick(inJson(), 2)];
  const cuts = pick(cutBySsm(), 1);
  const commands: LiteralCommand[] = [
    ...everywhere.map(secretEverywhere),
    ...chunks(streams, 8).map(secretsInStreams),
    ...chunks(cuts, 8).map(cutSecrets),
    ...hostileStrings.map(hostileEverywhere),
    ...hostileStrings.map(hostileSteps),
  ];
  return {
    fleet: fleetOf(commands),
    secrets: [...everywhere, ...streams, ...cuts.map(({ planted }) => planted)],
    refs: commands.flatMap(({ commandId: id, invocations }) =>
      invocations.map(({ instanceId, plugins = [] }) => ({
        commandId: id,
        instanceId,
        // A URI that names a plugin is echoed to whoever sent it: one with a secret in it would prove nothing.
        plugins: plugins.flatMap(({ name = 'aws:runShellScript' }) =>
          /^(?:aws:|zq|second)/.test(name) ? name : [],
        ),
      })),
    ),
  };
}

function secretEverywhere({ text, name }: PlantedSecret, index: number): LiteralCommand {
  const upTo = (most: number) => (text.length <= most ? text : '');
  const token = nameOf(text, MAX_LENGTH.documentName);
  return {
    ...planted('everywhere', index, text, upTo),
    ...(token && { documentName: token }),
    parameters: { commands: [text], [name.replace(/\W/g, '')]: [text], workingDirectory: [''] },
    invocations: [
      {
        instanceId: nodeId(index),
        instanceName: upTo(MAX_LENGTH.instanceName),
        traceOutput: text.slice(0, 2_500),
        plugins: [
          {
            responseCode: index % 3 === 0 ? 0 : 1,
            stdout: `${text}\n`,
            stderr: index % 2 ? '' : `error: x\n${text}`,
          },
          ...(token ? [{ name: token.slice(0, MAX_LENGTH.pluginName), responseCode: 1, stderr: text }] : []),
        ],
      },
    ],
  };
}

function secretsInStreams(secrets: readonly PlantedSecret[], index: number): LiteralCommand {
  return {
    commandId: commandId('streams', index),
    requestedAtMs: newest - 100_000 - index,
    invocations: secrets.map(({ text }, at) => ({
      instanceId: nodeId(1_000 + index * 10 + at),
      plugins: [at % 2 ? { responseCode: 1, stderr: text } : { responseCode: at % 4 ? 1 : 0, stdout: text }],
    })),
  };
}

function cutSecrets(cuts: readonly { stdout: string }[], index: number): LiteralCommand {
  return {
    commandId: commandId('cuts', index),
    requestedAtMs: newest - 200_000 - index,
    invocations: cuts.map(({ stdout }, at) => ({
      instanceId: nodeId(3_000 + index * 10 + at),
      plugins: [{ responseCode: at % 2, stdout }],
    })),
  };
}

function hostileEverywhere(text: string, index: number): LiteralCommand {
  const upTo = (most: number) => [...text].slice(0, most).join('');
  return {
    ...planted('hostile', index, text, upTo),
    documentName: upTo(MAX_LENGTH.documentName),
    documentVersion: upTo(40),
    parameters: { commands: [text], [text]: [text] },
    maxErrors: upTo(7),
    invocations: [
      {
        instanceId: nodeId(5_000 + index),
        instanceName: upTo(MAX_LENGTH.instanceName),
        traceOutput: text,
        plugins: [{ responseCode: 1, stdout: text, stderr: `${text}\n${text}` }],
      },
    ],
  };
}

/** Names and details that no agent and no service is known to send. */
function hostileSteps(text: string, index: number): LiteralCommand {
  const plugins = [
    { name: text, responseCode: 1, stdout: text },
    { name: `second ${text}`, responseCode: 0, message: text, stdout: text },
    {
      name: 'skipped',
      status: 'Success',
      responseCode: 0,
      message: `Step execution skipped due to unsatisfied preconditions: ${text}`,
    },
  ];
  const odd: LiteralInvocation = {
    instanceId: nodeId(7_000 + index),
    status: 'Failed',
    statusDetails: text,
    plugins,
  };
  return {
    commandId: commandId('plugins', index),
    requestedAtMs: newest - 400_000 - index,
    invocations: [odd],
  };
}

function planted(kind: string, index: number, text: string, upTo: (most: number) => string) {
  return {
    commandId: commandId(kind, index),
    requestedAtMs: newest - (kind === 'hostile' ? 300_000 : 0) - index,
    comment: upTo(MAX_LENGTH.comment),
    instanceIds: [],
    targets: [{ Key: 'tag:Name', Values: [upTo(MAX_LENGTH.target)] }],
    s3: { bucket: 'acme-output', prefix: text.includes('\n') ? '' : upTo(MAX_LENGTH.prefix) },
    cloudWatchLogGroup: upTo(MAX_LENGTH.prefix),
    serviceRole: upTo(MAX_LENGTH.prefix),
    notificationArn: upTo(MAX_LENGTH.prefix),
  };
}

/** A token that shows by itself what it is, which alone could be found in the place of a name. */
function nameOf(text: string, longest: number): string | undefined {
  const name = TOKEN_ALONE.exec(text)?.[1];
  return name !== undefined && name.length <= longest ? name : undefined;
}

function chunks<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) =>
    items.slice(at * size, (at + 1) * size),
  );
}
