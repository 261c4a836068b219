/** How long a client waits for the answer to a ping while the server reads a large fleet. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from './child.ts';
import type { Finding, Section } from './findings.ts';
import { startServer, THINKING_MS, whichFailedAndWhy, withEndpoint } from './product.ts';
import type { ProgramName } from './programs.ts';
import { median } from './rounds.ts';

const NODES = 20_000;
const ROUNDS = 5;
const PAUSE_MS = 2;

type Fleet = { readonly what: string; readonly program?: Command };

export async function responsiveness(program: (name: ProgramName) => Command): Promise<Section> {
  const fleets: readonly Fleet[] = [
    { what: 'a dozen causes' },
    { what: 'each node with words of its own', program: program('distinct-outputs') },
  ];
  const findings: Finding[] = [];
  for (const { what, ...fleet } of fleets) {
    const longest = await longestWaits(fleet);
    findings.push({
      what,
      value: median(longest),
      unit: 'ms',
      note: `median of ${ROUNDS} calls; the worst ${Math.round(Math.max(...longest))} ms`,
      target: { bound: 'at most', value: 100 },
    });
  }
  return {
    title: `Longest wait of a ping while ${NODES.toLocaleString('en-US')} outputs are read`,
    findings,
  };
}

async function longestWaits(fleet: { readonly program?: Command }): Promise<number[]> {
  return await withEndpoint({ nodes: NODES, ...fleet }, async (endpoint) => {
    const longest: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const server = await startServer(endpoint);
      await sleep(THINKING_MS);
      let reading = true;
      const read = server.ask({ id: 1, ...whichFailedAndWhy(NODES) }).finally(() => {
        reading = false;
      });
      let most = 0;
      for (let id = 2; reading; id++) {
        most = Math.max(most, (await server.ask({ id, method: 'ping' })).ms);
        await sleep(PAUSE_MS);
      }
      await read;
      await server.end();
      longest.push(most);
    }
    return longest;
  });
}
