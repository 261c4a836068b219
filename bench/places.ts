/** One question over many places, beside the same question to the slowest of them, where AWS takes 100 ms a page. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DEMO_REGIONS } from '../src/demo/create-fleet.ts';
import type { Section } from './findings.ts';
import { startServer, THINKING_MS, withEndpoint } from './product.ts';
import { interleave, median, pairedRatio } from './rounds.ts';

const PROFILES = ['one', 'two', 'three'];
const REGIONS = DEMO_REGIONS.slice(0, 6);
const LATENCY_MS = 100;
const NODES = 100;
const ROUNDS = 5;

/** A day of every place: some dozen pages of the slowest. */
const FILTERS = [{ key: 'InvokedAfter', value: '1d' }];

type Answer = { readonly summary: { readonly invocations: number; readonly complete: boolean } };

export async function places(): Promise<Section> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-places-'));
  const keys = PROFILES.map(
    (name, index) => `[${name}]\naws_access_key_id = BENCH${index + 1}\naws_secret_access_key = x\n`,
  );
  const credentials = join(folder, 'credentials');
  await writeFile(credentials, keys.join(''));
  const setting = { nodes: NODES, latencyMs: LATENCY_MS, accounts: PROFILES.length, regions: REGIONS.length };
  let invocations = 0;
  try {
    const samples = await withEndpoint(setting, async (endpoint) => {
      const lists = ['--profiles', PROFILES.join(','), '--regions', REGIONS.join(',')];
      const server = await startServer(endpoint, lists, { AWS_SHARED_CREDENTIALS_FILE: credentials });
      await sleep(THINKING_MS);
      const ask = async (place: { readonly profile?: string; readonly region?: string }) => {
        const args = { ...place, filters: FILTERS, max_items: 20_000 };
        const params = { name: 'list_command_invocations', arguments: args };
        const { result, ms } = await server.ask({ id: 1, method: 'tools/call', params });
        const { summary } = result['structuredContent'] as Answer;
        if (!summary.complete) throw new Error('not all was counted');
        invocations = Math.max(invocations, summary.invocations);
        return ms;
      };
      const measured = await interleave<number>(ROUNDS, [
        { name: 'one', run: () => ask({}) },
        { name: 'all', run: () => ask({ profile: '*', region: '*' }) },
      ]);
      await server.end();
      return measured;
    });
    const [one = [], all = []] = [samples.get('one'), samples.get('all')];
    return {
      title: `One question to ${PROFILES.length} accounts in ${REGIONS.length} Regions, ${LATENCY_MS} ms a page`,
      findings: [
        {
          what: 'time of the call over that of asking the largest place alone',
          value: pairedRatio(all, one),
          unit: 'x',
          note: `${invocations.toLocaleString('en-US')} invocations; ${Math.round(median(all))} ms`,
          target: { bound: 'at most', value: 1.3 },
        },
      ],
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}
