/** All invocations of one command: how long, and with how much memory. */

import { setTimeout as sleep } from 'node:timers/promises';
import { type AwsCli, NO_AWS_CLI } from './aws-cli.ts';
import { type Command, run } from './child.ts';
import type { Finding, Section } from './findings.ts';
import {
  type Endpoint,
  programEnv,
  startServer,
  THINKING_MS,
  whichFailedAndWhy,
  withEndpoint,
} from './product.ts';
import type { Report } from './programs/report.ts';
import type { ProgramName } from './programs.ts';
import { interleave, median, pairedRatio } from './rounds.ts';

const ROUNDS = 9;
/** The CLI takes several times as long as all others together. */
const CLI_ROUNDS = 2;

const PAGE_SIZE = 50;
const LATENCY_MS = 100;
/** Four seconds a call. */
const DISTANT_NODES = 2_000;
const DISTANT_ROUNDS = 3;

type Walk = { readonly workMs: number; readonly wallMs: number; readonly peakMiB: number };

export async function walks(
  endpoint: Endpoint,
  program: (name: ProgramName) => Command,
  cli: AwsCli | undefined,
): Promise<Section> {
  const names = ['walk-server', 'walk-paginator', 'walk-http'] as const;
  const samples = await interleave<Walk>(ROUNDS, [
    { name: 'tool', run: () => callTool(endpoint) },
    ...names.map((name) => ({ name, run: () => walk(endpoint, program(name)) })),
  ]);
  const [tool = [], ours = [], paginator = [], http = []] = ['tool', ...names].map((name) =>
    samples.get(name),
  );
  const peak = (runs: readonly Walk[]) => median(runs.map(({ peakMiB }) => peakMiB));
  const work = (runs: readonly Walk[]) => runs.map(({ workMs }) => workMs);
  const findings: Finding[] = [
    {
      what: "time of the tool call, over the SDK's paginator that keeps nothing",
      value: pairedRatio(work(tool), work(paginator)),
      unit: 'x',
      note: `first call of a server that had ${THINKING_MS} ms, answer included; ${Math.round(median(work(tool)))} ms`,
      target: { bound: 'at most', value: 1.6 },
    },
    {
      what: 'time of the walk alone in a fresh process, over the same',
      value: pairedRatio(work(ours), work(paginator)),
      unit: 'x',
      note: `sanitized, grouped, counted; ${Math.round(median(work(ours)))} ms`,
    },
    {
      what: 'time of the same, over node:http and JSON.parse',
      value: pairedRatio(work(ours), work(http)),
      unit: 'x',
    },
    {
      what: "peak memory of the walk, over the SDK's paginator",
      value: peak(ours) / peak(paginator),
      unit: 'x',
      note: `${Math.round(peak(ours))} MiB; the whole server ${Math.round(peak(tool))} MiB, node:http ${Math.round(peak(http))} MiB`,
      target: { bound: 'at most', value: 1.6 },
    },
    ...(await withLongOutputs(endpoint.nodes, program)),
    await withLatency(),
    ...(cli ? await againstCli(endpoint, program('walk-server'), cli) : []),
    ...(await growth(program('walk-server'), { perInvocation: median(work(ours)) / endpoint.nodes })),
  ];
  return {
    title: `Reading all ${endpoint.nodes.toLocaleString('en-US')} invocations of a command, with details`,
    findings,
    ...(cli === undefined && { skipped: [NO_AWS_CLI] }),
  };
}

/** The same question where each output is as long as SSM keeps it. */
async function withLongOutputs(nodes: number, program: (name: ProgramName) => Command): Promise<Finding[]> {
  const samples = await withEndpoint({ nodes, program: program('long-outputs') }, (endpoint) =>
    interleave<Walk>(ROUNDS, [
      { name: 'tool', run: () => callTool(endpoint) },
      { name: 'paginator', run: () => walk(endpoint, program('walk-paginator')) },
    ]),
  );
  const [tool = [], paginator = []] = ['tool', 'paginator'].map((name) =>
    (samples.get(name) ?? []).map(({ workMs }) => workMs),
  );
  return [
    {
      what: 'time of the tool call where outputs are as long as SSM keeps them, over the paginator',
      value: pairedRatio(tool, paginator),
      unit: 'x',
      note: `${Math.round(median(tool))} ms`,
    },
  ];
}

/** Where AWS is as far away as it mostly is, time goes by waiting for pages, and nothing should add to that. */
async function withLatency(): Promise<Finding> {
  const calls = await withEndpoint({ nodes: DISTANT_NODES, latencyMs: LATENCY_MS }, (endpoint) =>
    interleave<Walk>(DISTANT_ROUNDS, [{ name: 'tool', run: () => callTool(endpoint) }]),
  );
  const ms = median((calls.get('tool') ?? []).map(({ workMs }) => workMs));
  const pages = DISTANT_NODES / PAGE_SIZE;
  return {
    what: `time of the tool call for ${pages} pages that take ${LATENCY_MS} ms each, over the sum of these`,
    value: ms / (pages * LATENCY_MS),
    unit: 'x',
    note: `${Math.round(ms)} ms`,
    target: { bound: 'at most', value: 1.1 },
  };
}

/** As a client asks: the whole command in one call. */
async function callTool(endpoint: Endpoint): Promise<Walk> {
  const server = await startServer(endpoint);
  await sleep(THINKING_MS);
  const { result, ms } = await server.ask({ id: 1, ...whichFailedAndWhy(endpoint.nodes) });
  const peakMiB = server.peakMiB();
  await server.end();
  const { summary } = result['structuredContent'] as { summary: { invocations: number } };
  if (summary.invocations !== endpoint.nodes)
    throw new Error(`the server read ${summary.invocations} invocations`);
  return { workMs: ms, wallMs: ms, peakMiB };
}

async function walk(endpoint: Endpoint, program: Command): Promise<Walk> {
  const { wallMs, peakMiB, stdout } = await run(program, programEnv(endpoint));
  const { done, milliseconds } = JSON.parse(stdout) as Report;
  if (done !== endpoint.nodes) throw new Error(`${program.args.join(' ')} read ${done} invocations`);
  return { workMs: milliseconds, wallMs, peakMiB };
}

async function againstCli(endpoint: Endpoint, ours: Command, cli: AwsCli): Promise<Finding[]> {
  const samples = await interleave<Pick<Walk, 'wallMs' | 'peakMiB'>>(CLI_ROUNDS, [
    { name: 'ours', run: () => walk(endpoint, ours) },
    { name: 'cli', run: () => run(cli.list(endpoint)) },
  ]);
  const [own = [], clis = []] = ['ours', 'cli'].map((name) => samples.get(name));
  const wall = (runs: readonly Pick<Walk, 'wallMs'>[]) => runs.map(({ wallMs }) => wallMs);
  return [
    {
      what: `${cli.version}, time of the whole process over ours`,
      value: pairedRatio(wall(clis), wall(own)),
      unit: 'x',
      note: `peak memory ${Math.round(median(clis.map(({ peakMiB }) => peakMiB)))} MiB`,
    },
  ];
}

async function growth(program: Command, at: { perInvocation: number }): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const nodes of [1_000, 100_000]) {
    const { workMs, peakMiB } = await withEndpoint({ nodes }, (endpoint) => walk(endpoint, program));
    const count = nodes.toLocaleString('en-US');
    findings.push({
      what: `peak memory of a walk of ${count}`,
      value: peakMiB,
      unit: 'MiB',
      note: `${(workMs / nodes / at.perInvocation).toFixed(2)} x the time for each invocation`,
      ...(nodes === 100_000 && { target: { bound: 'at most', value: 400 } }),
    });
  }
  return findings;
}
