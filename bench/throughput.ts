/** What is done to each output while a fleet is read, without AWS and the network. */

import { type Command, run } from './child.ts';
import type { Finding, Section } from './findings.ts';
import type { Report } from './programs/report.ts';
import type { ProgramName } from './programs.ts';
import { interleave, median } from './rounds.ts';

const ROUNDS = 5;

const WORK = [
  ['group-outputs', 'grouped by cause'],
  ['sanitize-outputs', 'cleaned, and secrets redacted'],
] as const;

export async function throughput(program: (name: ProgramName) => Command): Promise<Section> {
  const samples = await interleave(
    ROUNDS,
    WORK.map(([name]) => ({ name, run: () => outputsPerSecond(program(name)) })),
  );
  return {
    title: 'Outputs of 2,500 bytes',
    findings: WORK.map(
      ([name, what]): Finding => ({ what, value: median(samples.get(name) ?? []), unit: '/s' }),
    ),
  };
}

async function outputsPerSecond(program: Command): Promise<number> {
  const { done, milliseconds } = JSON.parse((await run(program)).stdout) as Report;
  return (done / milliseconds) * 1_000;
}
