/**
 * `npm run bench`: this server beside its floors, the AWS CLI and public servers, all in one run; `npm run bench --
 * calls walk` measures those sections alone, `-- --write` all of them, and puts the report into docs/performance.md.
 * Prints a table, and ends with code 1 when a target is missed. Nothing but loopback is asked, except to install peers.
 */

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { findAwsCli } from './aws-cli.ts';
import { calls } from './calls.ts';
import { run } from './child.ts';
import { coldStart } from './cold-start.ts';
import { comparison } from './comparison.ts';
import { misses, type Section, toMarkdown } from './findings.ts';
import { installPeers } from './peers.ts';
import { places } from './places.ts';
import { withEndpoint } from './product.ts';
import { buildPrograms } from './programs.ts';
import { responsiveness } from './responsiveness.ts';
import { throughput } from './throughput.ts';
import { tokens } from './tokens.ts';
import { view } from './view.ts';
import { walks } from './walk.ts';

const FLEET = 10_000;

await run({ file: process.execPath, args: ['scripts/build.mjs'] });

const folder = await mkdtemp(join(tmpdir(), 'ssm-invocations-bench-'));
const [program, cli] = await Promise.all([buildPrograms(folder), findAwsCli()]);

const parts: Record<string, () => Promise<Section>> = {
  start: async () => coldStart(program('hand-written-server'), await installPeers(folder)),
  calls: () => withEndpoint({ nodes: FLEET }, (endpoint) => calls(endpoint, program('call-sdk'), cli)),
  walk: () => withEndpoint({ nodes: FLEET }, (endpoint) => walks(endpoint, program, cli)),
  comparison: () => comparison(program),
  places: () => places(),
  responsiveness: () => responsiveness(program),
  tokens: () => tokens(program, cli),
  throughput: () => throughput(program),
  view: () => view(),
};

const write = process.argv.includes('--write');
const wanted = write ? [] : process.argv.slice(2);
const sections: Section[] = [];
try {
  for (const [name, measure] of Object.entries(parts)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    console.error(`measuring: ${name}`);
    sections.push(await measure());
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

const [{ model = 'unknown processor' } = {}, ...others] = cpus();
const today = new Date().toISOString().slice(0, 10);
const report = `${toMarkdown(sections)}
Measured ${today} on ${1 + others.length} cores (${model.trim()}), Node ${process.version}, ${process.platform}; medians of interleaved rounds, endpoint on loopback.`;
console.log(report);
if (write) {
  const page = new URL('../docs/performance.md', import.meta.url);
  const marked = /(?<=<!-- bench -->\n\n)[\s\S]*?(?=\n\n<!-- \/bench -->)/;
  await writeFile(
    page,
    (await readFile(page, 'utf8')).replace(marked, () => report),
  );
}

const missed = sections.flatMap(({ title, findings }) =>
  findings.filter(misses).map(({ what }) => `${title}: ${what}`),
);
for (const line of missed) console.error(`missed: ${line}`);
process.exitCode = missed.length > 0 ? 1 : 0;
