/** One call for one page of 50 invocations with details: the first of a process, and a later one. */

import { setTimeout as sleep } from 'node:timers/promises';
import { type AwsCli, NO_AWS_CLI } from './aws-cli.ts';
import { type Command, run } from './child.ts';
import type { Finding, Section } from './findings.ts';
import { startLineProcess } from './line-process.ts';
import { type Endpoint, programEnv, startServer, THINKING_MS, whichFailedAndWhy } from './product.ts';
import { interleave, median, pairedRatio } from './rounds.ts';

const ROUNDS = 7;

/** Calls before and while a call counts as warm. */
const WARM_UP_CALLS = 10;
const WARM_CALLS = 20;

const PAGE = 50;

type Call = { readonly first: number; readonly warm: number };

export async function calls(endpoint: Endpoint, sdk: Command, cli: AwsCli | undefined): Promise<Section> {
  const samples = await interleave<Call>(ROUNDS, [
    { name: 'server', run: () => callServer(endpoint) },
    { name: 'sdk', run: () => callSdk(endpoint, sdk) },
    ...(cli ? [{ name: 'cli', run: () => callCli(endpoint, cli) }] : []),
  ]);
  const [server = [], sdkCalls = [], cliCalls = []] = ['server', 'sdk', 'cli'].map((name) =>
    samples.get(name),
  );
  const firsts = server.map(({ first }) => first);
  const warms = server.map(({ warm }) => warm);
  const floor = sdkCalls.map(({ warm }) => warm);
  const extra = server.map(({ first, warm }) => first - warm);
  const findings: Finding[] = [
    {
      what: `first call, ${THINKING_MS} ms after the handshake, beyond a warm one`,
      value: median(extra),
      unit: 'ms',
      target: { bound: 'at most', value: 150 },
    },
    {
      what: "warm call over the SDK's own call",
      value: pairedRatio(warms, floor),
      unit: 'x',
      note: `the same page of ${PAGE} with details each time; ${median(warms).toFixed(1)} ms`,
      target: { bound: 'at most', value: 2.5 },
    },
  ];
  if (cli) {
    const whole = cliCalls.map(({ warm }) => warm);
    findings.push(
      { what: `${cli.version} over our first call`, value: pairedRatio(whole, firsts), unit: 'x' },
      { what: `${cli.version} over our warm call`, value: pairedRatio(whole, warms), unit: 'x' },
    );
  }
  return { title: 'Calls', findings, ...(cli === undefined && { skipped: [NO_AWS_CLI] }) };
}

async function callServer(endpoint: Endpoint): Promise<Call> {
  const server = await startServer(endpoint);
  await sleep(THINKING_MS);
  const ask = async (id: number) => (await server.ask({ id, ...whichFailedAndWhy(PAGE) })).ms;
  const first = await ask(1);
  const warm = await warmCall(ask);
  await server.end();
  return { first, warm };
}

async function callSdk(endpoint: Endpoint, sdk: Command): Promise<Call> {
  const program = startLineProcess(sdk, programEnv(endpoint));
  const ask = async (id: number) => (await program.ask({ id, method: 'list' })).ms;
  const first = await ask(1);
  const warm = await warmCall(ask);
  await program.end();
  return { first, warm };
}

async function warmCall(ask: (id: number) => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (let id = 2; id < 2 + WARM_UP_CALLS + WARM_CALLS; id++) {
    const ms = await ask(id);
    if (id >= 2 + WARM_UP_CALLS) times.push(ms);
  }
  return median(times);
}

/** Every call of the CLI is the first of its process. */
async function callCli(endpoint: Endpoint, cli: AwsCli): Promise<Call> {
  const { wallMs } = await run(cli.list(endpoint, PAGE));
  return { first: wallMs, warm: wallMs };
}
