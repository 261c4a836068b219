/** Scripted command lines of the AWS CLI and jq against the same fleet: what a skilled hand would type. */

import { readFileSync } from 'node:fs';
import { z } from 'zod/v3';
import type { Question } from './questions/index.ts';
import { judge, type Run } from './score.ts';
import type { Shell } from './shell.ts';

export function readRecordedCommands(): Readonly<Record<string, readonly string[]>> {
  const text = readFileSync(new URL('recorded-cli.json', import.meta.url), 'utf8');
  return z.record(z.array(z.string()).min(1)).parse(JSON.parse(text));
}

export async function replayCommands(
  shell: Shell,
  question: Question,
  recorded: Readonly<Record<string, readonly string[]>>,
): Promise<Run> {
  const asked = recorded[question.id] ?? [];
  const answers: string[] = [];
  for (const command of asked) answers.push(await shell.run(command));
  return judge(question, { form: 'text', answers, asked });
}
