/** Two runs of one command compared, beside one of them read. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from './child.ts';
import type { Section } from './findings.ts';
import { COMMAND_ID, startServer, THINKING_MS, whichFailedAndWhy, withEndpoint } from './product.ts';
import type { ProgramName } from './programs.ts';
import { interleave, median, pairedRatio } from './rounds.ts';

const NODES = 10_000;
const ROUNDS = 7;

const COMPARE = {
  method: 'tools/call',
  params: { name: 'compare_commands', arguments: { command_id: COMMAND_ID } },
};

type Run = { readonly invocations: number };
type Answer = { readonly summary: Run } | { readonly command: Run; readonly baseline: Run };

function readIn(answer: Answer): number {
  return 'command' in answer
    ? answer.command.invocations + answer.baseline.invocations
    : answer.summary.invocations;
}

export async function comparison(program: (name: ProgramName) => Command): Promise<Section> {
  const samples = await withEndpoint({ nodes: NODES, program: program('two-runs') }, (endpoint) => {
    const ask = async (request: { readonly method: string; readonly params: object }, commands: number) => {
      const server = await startServer(endpoint);
      await sleep(THINKING_MS);
      const { result, ms } = await server.ask({ id: 1, ...request });
      await server.end();
      const read = readIn(result['structuredContent'] as Answer);
      if (read !== commands * NODES) throw new Error(`the server read ${read} invocations`);
      return ms;
    };
    return interleave<number>(ROUNDS, [
      { name: 'one', run: () => ask(whichFailedAndWhy(NODES), 1) },
      { name: 'two', run: () => ask(COMPARE, 2) },
    ]);
  });
  const [one = [], two = []] = [samples.get('one'), samples.get('two')];
  return {
    title: `Comparing two commands of ${NODES.toLocaleString('en-US')} nodes`,
    findings: [
      {
        what: 'time of the call over that of reading one',
        value: pairedRatio(two, one),
        unit: 'x',
        note: `the baseline chosen on the way; ${Math.round(median(two))} ms`,
        target: { bound: 'at most', value: 2.2 },
      },
    ],
  };
}
