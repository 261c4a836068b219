/**
 * The fleet that the questions are about: 1,200 managed nodes and 31 commands in two Regions, none of which the demo
 * knows. Everything follows from the numbers below, so that a question may name what its answer must hold.
 */

import type { Fleet } from '../../src/demo/fleet.ts';
import { uuidOf } from '../../src/demo/seeded.ts';
import type { LiteralCommand, LiteralNode } from '../endpoint/fleet-of.ts';
import { fleetOf } from '../endpoint/fleet-of.ts';
import type { End, Part } from './ends.ts';
import { absent, at, failed, never, nodeAt, ok, parts, running, timedOut } from './ends.ts';
import * as said from './outputs.ts';

const NODES = 1_200;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
export const NIGHTS = 14;
/** Nodes without a free connection, the last night first. */
export const CROWDED: readonly number[] = [22, 19, 17, 13, 11, 8, 6, 5, 3, 2, 1, 1, 0, 0];
/** The place of the node whose disk is broken, and how many nights it has been. */
export const BROKEN = { place: 41, nights: 8 } as const;

export const VERSIONS: readonly (readonly [version: string, nodes: number])[] = [
  ['3.3.3598.0', 1043],
  ['3.3.2299.0', 96],
  ['3.2.2086.0', 34],
  ['3.1.1927.0', 9],
  ['3.0.882.0', 5],
  ['2.3.1319.0', 3],
];
export const WITHOUT_VERSION = 10;
/** Of the eleven nodes that could not be delivered to, those that SSM no longer knows. */
export const GONE = 4;

/** How many nodes went from one end to another between the two releases. */
const RELEASES: readonly (readonly [count: number, first: End, second: End])[] = [
  [12, failed(1, said.noModule), failed(1, said.noModule)],
  [34, failed(1, said.noModule), said.released],
  [31, failed(128, said.noHost), said.released],
  [14, failed(1, said.readOnly), failed(1, said.readOnly)],
  [4, failed(1, said.readOnly), failed(2, said.noSlots)],
  [3, failed(2, said.noSlots), failed(2, said.noSlots)],
  [6, failed(2, said.noSlots), said.released],
  [3, never('Undeliverable'), never('Undeliverable')],
  [21, said.released, failed(228, said.noSpace)],
  [6, said.released, failed(1, said.readOnly)],
  [4, said.released, running],
  [5, said.released, absent],
  [7, absent, said.released],
];

export const id = (name: string): string => uuidOf('questions', name);

export function questionsFleet(nowMs: number): Fleet {
  const sent = (name: string, agoMs: number, rest: Omit<LiteralCommand, 'commandId'>): LiteralCommand => ({
    commandId: id(name),
    requestedAtMs: nowMs - agoMs,
    ...rest,
  });
  const main: readonly LiteralCommand[] = [
    sent('starting', 2 * 60_000, {
      comment: 'refresh DNS caches',
      invocations: parts(0, [212, never('Pending')], [9, running], [379, ok('cache flushed\n')]),
    }),
    sent('long', 5 * HOUR, {
      comment: 'reindex product catalog',
      executionTimeoutSeconds: 86_400,
      invocations: parts(200, [37, running], [83, ok('reindexed 12 shards\n')]),
    }),
    sent('release2', 20 * HOUR, release(2)),
    sent('release1', 44 * HOUR, release(1)),
    sent('versions', 7 * HOUR, {
      comment: 'what runs where',
      invocations: parts(
        0,
        ...VERSIONS.map(([version, count]): Part => [count, ok(said.versionsWith(version))]),
        [WITHOUT_VERSION, ok(said.versionsWithout)],
      ),
    }),
    sent('unreached', 9 * HOUR, {
      comment: 'apply sysctl settings',
      maxErrors: '100%',
      invocations: parts(
        300,
        [11, never('Undeliverable')],
        [6, never('DeliveryTimedOut')],
        [63, ok('net.core.somaxconn = 4096\n')],
      ),
    }),
    sent('hidden', 11 * HOUR, {
      comment: 'push container images',
      invocations: parts(400, [286, ok(said.pushed)], [14, ok(said.denied)]),
    }),
    sent('hung', 13 * HOUR, {
      comment: 'rotate database credentials',
      maxErrors: '100%',
      invocations: parts(500, [11, timedOut(said.waitingForLock)], [79, ok('credentials rotated\n')]),
    }),
    sent('certificates', 15 * HOUR, {
      comment: 'renew certificates',
      maxErrors: '100%',
      invocations: parts(
        600,
        [5, failed(1, said.rateLimited)],
        [1, failed(1, said.injection)],
        [34, ok(said.renewed)],
      ),
    }),
    sent('credentials', 17 * HOUR, {
      comment: 'check the mail relay',
      maxErrors: '100%',
      invocations: parts(700, [4, failed(67, said.relayRefused)], [21, ok('250 2.0.0 Ok: queued\n')]),
    }),
    sent('migration', 3 * DAY, {
      comment: 'OPS-4471: move the sessions table',
      invocations: parts(740, [2, failed(3, said.noColumn)], [10, ok('moved 48211 rows\n')]),
    }),
    sent('report', 27 * HOUR, {
      comment: 'list open files',
      invocations: parts(760, [8, ok(said.longList)]),
    }),
    ...['uptime', 'check time sync', 'clean package cache', 'free memory'].map((comment, n) =>
      sent(comment, (4 + n) * DAY, {
        comment,
        invocations: parts(800 + n * 20, [20, ok(`${comment}: ok\n`)]),
      }),
    ),
    ...Array.from({ length: NIGHTS }, (_, ago) => sent(`night-${ago}`, 10 * HOUR + ago * DAY, night(ago))),
  ];
  const european = [
    sent('european', 6 * HOUR, {
      comment: 'compact the message store',
      maxErrors: '100%',
      invocations: parts(2_000, [7, failed(1, said.noQuorum)], [43, ok('compacted\n')]),
    }),
  ];
  const [us, eu] = [fleetOf(main, 'us-east-1', registered(main, nowMs)), fleetOf(european, 'eu-west-1')];
  return {
    commands: (region) => [us, eu].flatMap((fleet) => fleet.commands(region)),
    nodes: (region) => (region === 'eu-west-1' ? eu : us).nodes?.(region) ?? { size: 0, at: no, find: no },
  };
}

/** Nodes without the module are the only ones of their system. Of those out of reach some are gone for good. */
function registered(commands: readonly LiteralCommand[], nowMs: number): readonly LiteralNode[] {
  const ending = (name: string, what: string) =>
    new Set(
      commands
        .filter(({ commandId }) => commandId === id(name))
        .flatMap(({ invocations }) => invocations.filter((each) => JSON.stringify(each).includes(what)))
        .map(({ instanceId }) => instanceId),
    );
  const old = ending('release1', 'Cannot find module');
  const [gone, lost] = halves([...ending('unreached', '"Undeliverable"')], GONE);
  return Array.from({ length: NODES }, (_, place) => nodeAt(place)).flatMap((instanceId): LiteralNode[] => {
    if (gone.has(instanceId)) return [];
    if (lost.has(instanceId))
      return [{ instanceId, pingStatus: 'ConnectionLost', lastPingAtMs: nowMs - 2 * DAY }];
    return [{ instanceId, ...(old.has(instanceId) && { platformName: 'Ubuntu', platformVersion: '20.04' }) }];
  });
}

function halves(all: readonly string[], first: number): [Set<string>, Set<string>] {
  return [new Set(all.slice(0, first)), new Set(all.slice(first))];
}

const no = () => undefined;

/** Which nodes there are and how they end is the same at any time. */
const ANY_TIME = questionsFleet(0);

/** The nodes of a command that came to an end, by its name and what its stderr or stdout says. */
export function nodesOf(name: string, region: string, wanted: RegExp): readonly string[] {
  const command = ANY_TIME.commands(region).find(({ header }) => header.commandId === id(name));
  return Array.from({ length: command?.size ?? 0 }, (_, n) => command?.invocationAt(n)).flatMap((each) =>
    each && wanted.test(`${each.statusDetails} ${JSON.stringify(each.plugins)}`) ? [each.instanceId] : [],
  );
}

function release(run: 1 | 2): Omit<LiteralCommand, 'commandId'> {
  const rest = NODES - RELEASES.reduce((sum, [count]) => sum + count, 0);
  return {
    comment: `ship catalog 88.${run}`,
    documentName: 'Custom-ShipRelease',
    maxErrors: '30%',
    executionTimeoutSeconds: 86_400,
    invocations: parts(
      0,
      ...[...RELEASES, [rest, said.released, said.released] as const].map(
        ([count, first, second]): Part => [count, run === 1 ? first : second],
      ),
    ),
  };
}

function night(ago: number): Omit<LiteralCommand, 'commandId'> {
  const crowded = CROWDED[ago] ?? 0;
  return {
    comment: 'nightly vacuum',
    documentName: 'Custom-VacuumDatabases',
    maxErrors: '100%',
    invocations: Array.from({ length: 60 }, (_, place) => {
      if (place === BROKEN.place && ago < BROKEN.nights) return at(900, place, failed(1, said.brokenDisk));
      return at(
        900,
        place,
        place < crowded ? failed(1, said.tooManyClients) : ok('vacuumdb: vacuuming database "orders"\n'),
      );
    }),
  };
}
