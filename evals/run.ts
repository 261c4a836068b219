/**
 * Without `--model`: replays what is recorded. With it: asks the model, by the key in EVALS_API_KEY. See docs/evals.md.
 */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Arm, serverArm, shellArm } from './model/arms.ts';
import { ask } from './model/ask.ts';
import type { Model } from './model/chat.ts';
import { QUESTIONS } from './questions/index.ts';
import { readRecorded, replay } from './replay.ts';
import { readRecordedCommands, replayCommands } from './replay-cli.ts';
import type { Run } from './score.ts';
import { type Setting, startSetting } from './setting.ts';
import { startShell } from './shell.ts';
import { type Column, harmOf, tableOf } from './table.ts';

const { values } = parseArgs({
  options: {
    questions: { type: 'boolean', default: false },
    cli: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    only: { type: 'string' },
    model: { type: 'string' },
    url: { type: 'string', default: 'https://api.openai.com/v1' },
    api: { type: 'string' },
    structure: { type: 'boolean', default: false },
    out: { type: 'string', default: 'evals/transcripts' },
  },
});

const asked = QUESTIONS.filter(({ id, kind }) => [undefined, id, kind].includes(values.only));

try {
  const model = values.model === undefined ? undefined : modelOf(values.model);
  if (values.questions) console.log(asked.map((question) => JSON.stringify(question)).join('\n'));
  else await run(model);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}

async function run(model: Model | undefined): Promise<void> {
  const setting = await startSetting();
  const columns = model === undefined ? replayed(setting) : answered(setting, model);
  report(await columns.finally(() => setting.close()));
}

async function replayed(setting: Setting): Promise<readonly Column[]> {
  const recorded = readRecorded();
  const both: (readonly Run[])[] = [];
  for (const question of asked) both.push(await replay(setting, question, recorded));
  const ours: Column[] = [
    { title: 'text', runs: both.flatMap(([text]) => text ?? []) },
    {
      title: 'structured content',
      runs: both.flatMap(([, structure]) => structure ?? []),
      heads: ['tokens'],
    },
  ];
  const faults = faultsOf(ours);
  for (const fault of faults) console.log(fault);
  process.exitCode = faults.length > 0 ? 1 : 0;
  if (!values.cli) return ours;
  const shell = await startShell(setting.url);
  const commands = readRecordedCommands();
  const cli: Run[] = [];
  for (const question of asked) cli.push(await replayCommands(shell, question, commands));
  await shell.close();
  return [...ours, { title: 'AWS CLI and jq', runs: cli }];
}

async function answered(setting: Setting, model: Model): Promise<readonly Column[]> {
  const shell = values.cli ? await startShell(setting.url) : undefined;
  const arms: [title: string, arm: Arm][] = [
    ['server', serverArm(setting, values.structure ? 'structure' : 'text')],
    ...(shell ? [['AWS CLI and jq', shellArm(shell)] as [string, Arm]] : []),
  ];
  const columns: Column[] = [];
  for (const [title, arm] of arms) {
    const runs: Run[] = [];
    for (const question of asked) {
      const transcript = await ask(model, arm, question);
      runs.push(transcript.run);
      const folder = join(values.out, `${model.name} ${title}`.replace(/[^\w.-]+/g, '-'));
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, `${question.id}.json`), `${JSON.stringify(transcript, null, 2)}\n`);
    }
    columns.push({ title, runs });
  }
  await shell?.close();
  for (const fault of faultsOf(columns)) console.log(fault);
  return columns;
}

function faultsOf(columns: readonly Column[]): readonly string[] {
  return columns.flatMap(({ runs }) => runs.flatMap(({ faults }) => faults));
}

function modelOf(name: string): Model {
  const url = values.url.replace(/\/+$/, '');
  const guessed = new URL(url).hostname.endsWith('anthropic.com') ? 'anthropic' : 'openai';
  const { api = guessed } = values;
  const key = process.env['EVALS_API_KEY'];
  if (api !== 'openai' && api !== 'anthropic') throw new Error('--api is openai or anthropic');
  if (!key)
    throw new Error('EVALS_API_KEY is not set: without a key leave out --model, to replay what is recorded');
  return { api, url, name, key };
}

function report(columns: readonly Column[]): void {
  const told = [tableOf(columns), '', ...columns.map((column) => `- ${harmOf(column)}`)].join('\n');
  console.log(`\n${told}`);
  if (!values.write) return;
  const page = readFileSync('docs/evals.md', 'utf8');
  const [before, after] = ['<!-- evals -->\n', '\n<!-- /evals -->'];
  const [start, end] = [page.indexOf(before) + before.length, page.indexOf(after)];
  writeFileSync('docs/evals.md', `${page.slice(0, start)}\n${told}\n${page.slice(end)}`);
}
