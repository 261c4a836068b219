/** From the start of a process to its answer to `initialize`. */

import { type Command, run } from './child.ts';
import type { Section } from './findings.ts';
import { startLineProcess } from './line-process.ts';
import type { Peer } from './peers.ts';
import { INITIALIZE, SERVER } from './product.ts';
import { interleave, median, pairedRatio } from './rounds.ts';

const ROUNDS = 15;
const FLOOR = '`node -e 0`';

type Start = { readonly ms: number; readonly peakMiB: number };

export async function coldStart(handWritten: Command, peers: readonly Peer[] | undefined): Promise<Section> {
  const servers = [
    { name: 'this server', command: SERVER },
    { name: 'a server written by hand that only answers `initialize`', command: handWritten },
    ...(peers ?? []),
  ];
  const samples = await interleave<Start>(ROUNDS, [
    { name: FLOOR, run: startAndEnd },
    ...servers.map(({ name, command }) => ({ name, run: () => startAndAsk(command) })),
  ]);
  const floor = (samples.get(FLOOR) ?? []).map(({ ms }) => ms);
  return {
    title: `Start: from spawn to the answer to initialize, over ${FLOOR}`,
    findings: servers.map(({ name, command }) => {
      const starts = samples.get(name) ?? [];
      return {
        what: name,
        value: pairedRatio(
          starts.map(({ ms }) => ms),
          floor,
        ),
        unit: 'x',
        note: `peak memory ${Math.round(median(starts.map(({ peakMiB }) => peakMiB)))} MiB`,
        ...(command === SERVER && { target: { bound: 'at most', value: 2.5 } }),
      };
    }),
    ...(peers === undefined && {
      skipped: ['The package registry could not be reached, so no public server was compared.'],
    }),
  };
}

async function startAndEnd(): Promise<Start> {
  const { wallMs, peakMiB } = await run({ file: process.execPath, args: ['-e', '0'] });
  return { ms: wallMs, peakMiB };
}

async function startAndAsk(command: Command): Promise<Start> {
  const began = performance.now();
  const server = startLineProcess(command);
  await server.ask({ id: 1, ...INITIALIZE });
  const ms = performance.now() - began;
  const peakMiB = server.peakMiB();
  await server.end();
  return { ms, peakMiB };
}
