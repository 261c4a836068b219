/**
 * The table of SECURITY.md: every fault, secret, hostile string, client and fuzz case of `test/trust`, the slow ones
 * too. Ends with 1 where anything came out other than it should. Takes some minutes; `npm run check:trust -- 20000`
 * asks for so many fuzz cases of each kind.
 */

import { type ClientTrial, clientTrials } from '../test/trust/client-trials.ts';
import { connectionTrials } from '../test/trust/connection-trials.ts';
import { type Trial, trialsOf } from '../test/trust/fault-trials.ts';
import { faults } from '../test/trust/faults.ts';
import { fuzzTargets } from '../test/trust/fuzz.ts';
import { MAX_MIB_ABOVE_IDLE, tryMemory } from '../test/trust/memory-trial.ts';
import { searchOrdinaryFleet, searchPlantedFleet } from '../test/trust/planted-search.ts';

const FUZZ_CASES = 2_000;

/** As many invocations as one call may ask for. */
const MAX_ITEMS = 20_000;

const TRIALS_AT_A_TIME = 4;
/** These wait for time-outs and further attempts far more than they work. */
const SLOW_TRIALS_AT_A_TIME = 60;

type Figures = {
  readonly rows: readonly (readonly [what: string, figure: string])[];
  readonly wrong: readonly string[];
};

const areas: readonly (() => Promise<Figures>)[] = [
  faultFigures,
  () =>
    trialFigures('Nobody listens, the endpoint goes away and comes back, clocks differ', connectionTrials),
  plantedFigures,
  () => trialFigures('Clients that misbehave', clientTrials),
  fuzzFigures,
  memoryFigures,
];
const figures: Figures[] = [];
for (const area of areas) figures.push(await area());

console.log('| tried | came of it |\n|---|---|');
for (const [what, figure] of figures.flatMap(({ rows }) => rows)) console.log(`| ${what} | ${figure} |`);
const wrong = figures.flatMap((area) => area.wrong);
for (const line of wrong) console.error(line);
process.exit(wrong.length === 0 ? 0 : 1);

async function faultFigures(): Promise<Figures> {
  const quick = faults.filter(({ slow }) => !slow).flatMap(trialsOf);
  const slow = faults.filter((fault) => fault.slow).flatMap(trialsOf);
  const done = [...(await inTurn(quick, TRIALS_AT_A_TIME)), ...(await inTurn(slow, SLOW_TRIALS_AT_A_TIME))];
  const bad = done.filter((trial) => trial.faults.length > 0);
  const longest = Math.max(...done.map(({ ms }) => ms)) / 1000;
  const lost = done.filter((trial) => trial.lost > 0);
  return {
    rows: [
      [
        `${faults.length} faults of AWS and the network, at the first page and midway, under each tool, resource and prompt`,
        `${done.length} tried, ${done.length - bad.length} survived and told, ${lost.length} lost data; the longest answer took ${longest.toFixed(0)} s`,
      ],
    ],
    wrong: [...bad, ...lost].map((trial) => `${trial.name}: ${trial.faults.join('; ')} (lost ${trial.lost})`),
  };
}

async function inTurn(trials: readonly (() => Promise<Trial>)[], atATime: number): Promise<Trial[]> {
  const waiting = [...trials];
  const done: Trial[] = [];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) done.push(await next());
  };
  await Promise.all(Array.from({ length: atATime }, worker));
  return done;
}

async function plantedFigures(): Promise<Figures> {
  const { secrets, injections, answers, bytes, leaks, gotThrough, stderr } = await searchPlantedFleet(
    1,
    true,
  );
  const { ordinary, masked } = await searchOrdinaryFleet();
  return {
    rows: [
      [
        'Secrets in every field of a fleet: as they are, in JSON, with CRLF, behind invisible characters, cut by SSM',
        `${secrets} planted, ${secrets - leaks.length} masked in ${answers} answers (${(bytes / 1e6).toFixed(0)} MB)`,
      ],
      ['Ordinary outputs', `${ordinary} read, ${masked.length} wrongly masked`],
      [
        'Hostile strings in every field: fences, control and invisible characters, markup, protocol, our own phrases',
        `${injections} tried, ${gotThrough.length} got through`,
      ],
    ],
    wrong: [
      ...leaks,
      ...gotThrough,
      ...masked.map((text) => `wrongly masked: ${text}`),
      ...(stderr === '' ? [] : [`the log says ${stderr.slice(0, 500)}`]),
    ],
  };
}

async function trialFigures(what: string, trials: readonly ClientTrial[]): Promise<Figures> {
  const wrong: string[] = [];
  const failed = new Set<string>();
  for (const { name, run } of trials) {
    const told = await run().catch((error: unknown) => [String(error)]);
    if (told.length > 0) failed.add(name);
    wrong.push(...told.map((line) => `${name}: ${line}`));
  }
  return { rows: [[what, `${trials.length} tried, ${trials.length - failed.size} survived`]], wrong };
}

async function fuzzFigures(): Promise<Figures> {
  const cases = Number(process.argv[2] ?? FUZZ_CASES);
  const wrong: string[] = [];
  for (const { name, run } of fuzzTargets) {
    await run(cases).catch((error: unknown) => wrong.push(`${name}: ${String(error).slice(0, 2_000)}`));
  }
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
