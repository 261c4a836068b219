/**
 * The table of SECURITY.md: every fault, secret, hostile string, client, pattern and fuzz case of `test/trust`, the
 * slow ones too. Progress goes to stderr. Ends with 1 where anything came out other than it should. Takes some minutes;
 * `npm run check:trust -- 20000` asks for so many fuzz cases of each kind, `npm run check:trust -- patterns` for one
 * area alone.
 */

import { setUpTrials } from '../test/aws/set-up-trials.ts';
import { type ClientTrial, clientTrials } from '../test/trust/client-trials.ts';
import { connectionFaults } from '../test/trust/connection-faults.ts';
import { connectionTrials } from '../test/trust/connection-trials.ts';
import { type Trial, trialsOf } from '../test/trust/fault-trials.ts';
import { faults } from '../test/trust/faults.ts';
import { fuzzTargets } from '../test/trust/fuzz.ts';
import { MAX_MIB_ABOVE_IDLE, tryMemory } from '../test/trust/memory-trial.ts';
import { tryPatterns } from '../test/trust/patterns-figures.ts';
import { searchOrdinaryFleet, searchPlantedFleet } from '../test/trust/planted-search.ts';
import { MAX_MIB_FOR_A_WHOLE, tryWhole } from '../test/trust/whole-trial.ts';
import { startProgress } from './check-trust-progress.ts';

process.env['AWS_EC2_METADATA_DISABLED'] = 'true';
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const FUZZ_CASES = 2_000;
const MAX_ITEMS = 20_000;
const WHOLE_BYTES = 20_000_000;

const TRIALS_AT_A_TIME = 4;
/** These wait for time-outs and further attempts far more than they work. */
const SLOW_TRIALS_AT_A_TIME = 60;
/** The limit of a call (45 s) and what an answer takes besides, on a slow machine. */
const MAX_TRIAL_MS = 50_000;

type Figures = {
  readonly rows: readonly (readonly [what: string, figure: string])[];
  readonly wrong: readonly string[];
};

const areas: Readonly<Record<string, () => Promise<Figures>>> = {
  patterns: patternFigures,
  faults: faultFigures,
  connections: () =>
    trialFigures('Nobody listens, the endpoint goes away and comes back, clocks and certificates are off', [
      ...connectionTrials,
      ...connectionFaults,
    ]),
  'set-ups': () =>
    trialFigures('Ways to set up credentials, profiles and endpoints, right and wrong', setUpTrials),
  planted: plantedFigures,
  clients: () => trialFigures('Clients that misbehave', clientTrials),
  fuzz: fuzzFigures,
  memory: memoryFigures,
  wholes: wholeFigures,
};
const given = process.argv.slice(2);
const wanted = given.filter((name) => Object.hasOwn(areas, name));
const figures: Figures[] = [];
for (const [name, area] of Object.entries(areas)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.error(`trying: ${name}`);
  figures.push(await area());
}

console.log('| tried | came of it |\n|---|---|');
for (const [what, figure] of figures.flatMap(({ rows }) => rows)) console.log(`| ${what} | ${figure} |`);
const wrong = figures.flatMap((area) => area.wrong);
for (const line of wrong) console.error(line);
process.exit(wrong.length === 0 ? 0 : 1);

async function patternFigures(): Promise<Figures> {
  const { patterns, bounded, undecided, wrong } = await tryPatterns((line) => console.error(line));
  return {
    rows: [
      [
        'Regular expressions on what they are made of, repeated: twice the text, at most three times the work; and under recheck',
        `${patterns} tried, ${wrong.length} faults; ${bounded} linear by what they are given, ${undecided} that recheck alone could not decide`,
      ],
    ],
    wrong,
  };
}

async function faultFigures(): Promise<Figures> {
  const quick = faults.filter(({ slow }) => !slow).flatMap(trialsOf);
  const slow = faults.filter((fault) => fault.slow).flatMap(trialsOf);
  const progress = startProgress('faults', quick.length + slow.length);
  const done = [
    ...(await inTurn(quick, TRIALS_AT_A_TIME, progress.step)),
    ...(await inTurn(slow, SLOW_TRIALS_AT_A_TIME, progress.step)),
  ];
  progress.end();
  const late = done.filter(({ ms }) => ms > MAX_TRIAL_MS);
  const bad = done.filter((trial) => trial.faults.length > 0 || late.includes(trial));
  const longest = Math.max(...done.map(({ ms }) => ms)) / 1000;
  const lost = done.filter((trial) => trial.lost > 0);
  return {
    rows: [
      [
        `${faults.length} faults of AWS and the network, at the first page and midway, under each tool, resource and prompt`,
        `${done.length} tried, ${done.length - bad.length} survived and reported, ${lost.length} lost data; the longest answer took ${longest.toFixed(0)} s`,
      ],
    ],
    wrong: [
      ...[...bad, ...lost].map((trial) => `${trial.name}: ${trial.faults.join('; ')} (lost ${trial.lost})`),
      ...late.map(({ name, ms }) => `${name}: took ${Math.round(ms / 1000)} s`),
    ],
  };
}

async function inTurn(
  trials: readonly (() => Promise<Trial>)[],
  atATime: number,
  step: () => void,
): Promise<Trial[]> {
  const waiting = [...trials];
  const done: Trial[] = [];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      done.push(await next());
      step();
    }
  };
  await Promise.all(Array.from({ length: atATime }, worker));
  return done;
}

async function plantedFigures(): Promise<Figures> {
  const progress = startProgress('planted secrets and hostile strings', 2);
  const { secrets, injections, answers, bytes, leaks, gotThrough, stderr } = await searchPlantedFleet(
    1,
    true,
  );
  progress.step();
  const { ordinary, redacted } = await searchOrdinaryFleet();
  progress.end();
  return {
    rows: [
      [
        'Secrets in every field of a fleet: as they are, in JSON, with CRLF, behind invisible characters, cut by SSM',
        `${secrets} planted, ${secrets - leaks.length} redacted in ${answers} answers (${(bytes / 1e6).toFixed(0)} MB)`,
      ],
      ['Ordinary outputs', `${ordinary} read, ${redacted.length} wrongly redacted`],
      [
        'Hostile strings in every field: fences, control and invisible characters, markup, protocol, our own phrases',
        `${injections} tried, ${gotThrough.length} got through`,
      ],
    ],
    wrong: [
      ...leaks,
      ...gotThrough,
      ...redacted.map((text) => `wrongly redacted: ${text}`),
      ...(stderr === '' ? [] : [`the log says ${stderr.slice(0, 500)}`]),
    ],
  };
}

async function trialFigures(what: string, trials: readonly ClientTrial[]): Promise<Figures> {
  const wrong: string[] = [];
  const failed = new Set<string>();
  const progress = startProgress(what, trials.length);
  for (const { name, run } of trials) {
    const faults = await run().catch((error: unknown) => [String(error)]);
    if (faults.length > 0) failed.add(name);
    wrong.push(...faults.map((line) => `${name}: ${line}`));
    progress.step();
  }
  progress.end();
  return { rows: [[what, `${trials.length} tried, ${trials.length - failed.size} survived`]], wrong };
}

async function fuzzFigures(): Promise<Figures> {
  const cases = Number(given.find((each) => /^\d+$/.test(each)) ?? FUZZ_CASES);
  const wrong: string[] = [];
  const progress = startProgress(`fuzz cases, ${cases} of each kind`, fuzzTargets.length);
  for (const { name, run } of fuzzTargets) {
    await run(cases).catch((error: unknown) => wrong.push(`${name}: ${String(error).slice(0, 2_000)}`));
    progress.step();
  }
  progress.end();
  const all = (cases * fuzzTargets.length).toLocaleString('en-US');
  return {
    rows: [
      [
        'Fuzzed arguments, cursors, URIs, prompts and completions',
        `${all} cases, ${wrong.length} kinds failed`,
      ],
    ],
    wrong,
  };
}

async function memoryFigures(): Promise<Figures> {
  if (process.platform !== 'linux') return { rows: [], wrong: [] };
  const { calls, rows, highest, wrong } = await tryMemory(MAX_ITEMS, (line) => console.error(line));
  return {
    rows: [
      [
        'Memory of a session about fleets of 20,000 nodes, each with a name and an output of its own, with a heap of 384 MiB',
        `${calls} calls, ${rows.toLocaleString('en-US')} rows; at most ${highest} MiB above idle (bound: ${MAX_MIB_ABOVE_IDLE})`,
      ],
    ],
    wrong,
  };
}

async function wholeFigures(): Promise<Figures> {
  if (process.platform !== 'linux') return { rows: [], wrong: [] };
  const trials = [await tryWhole('S3', WHOLE_BYTES), await tryWhole('CloudWatch Logs', WHOLE_BYTES)];
  const wrong = trials.flatMap((trial) => trial.wrong);
  const highest = Math.max(...trials.map((trial) => trial.highest));
  return {
    rows: [
      [
        'An output of 20 MB read to its end by its cursors, in S3 and in CloudWatch Logs',
        `every character once, secrets redacted, in ${trials.map(({ pages }) => pages).join(' and ')} pages: ${wrong.length} faults; at most ${highest} MiB above idle (bound: ${MAX_MIB_FOR_A_WHOLE})`,
      ],
    ],
    wrong,
  };
}
