/** Recorded calls against the built server: what is not recorded is an error and never asked of a model. */

import { readFileSync } from 'node:fs';
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/ajv';
import type { JsonSchemaType } from '@modelcontextprotocol/sdk/validation/types.js';
import jmespath from 'jmespath';
import { z } from 'zod/v3';
import type { Form } from './facts.ts';
import type { Question } from './questions/index.ts';
import { judge, type Run } from './score.ts';
import { type Answer, answerOf, type Setting } from './setting.ts';

/**
 * A value that an earlier call gave, as cursors are, which differ each time: the number of that call, from 1, and
 * where it stands in its structured content, in JMESPath.
 */
const quoted = z.object({ from: z.number().int().min(1), path: z.string() }).strict();
const recordedCall = z.object({ tool: z.string(), arguments: z.record(z.unknown()) }).strict();
export type RecordedCall = z.infer<typeof recordedCall>;

export type Recorded = Readonly<Record<string, readonly RecordedCall[]>>;

const FORMS: readonly Form[] = ['text', 'structure'];

/** By the question's id. */
export function readRecorded(): Recorded {
  const text = readFileSync(new URL('recorded.json', import.meta.url), 'utf8');
  return z.record(z.array(recordedCall).min(1)).parse(JSON.parse(text));
}

/** One run for each form that a client may hand to its model. */
export async function replay(
  setting: Setting,
  question: Question,
  recorded: Recorded,
): Promise<readonly Run[]> {
  const calls = Object.hasOwn(recorded, question.id) ? recorded[question.id] : undefined;
  if (calls === undefined)
    return FORMS.map((form) =>
      judge(question, { form, asked: [], answers: [], faults: ['nothing is recorded'] }),
    );
  const asked: string[] = [];
  const answers: Answer[] = [];
  const faults: string[] = [];
  for (const { tool, arguments: written } of calls) {
    const args = filledIn(written, answers, faults);
    asked.push(JSON.stringify(args));
    faults.push(...breaches(setting, tool, args));
    const answer = await answerOf(setting.client, tool, args);
    if (answer.isError) faults.push(`${tool}: ${answer.text.split('\n', 1)[0]}`);
    answers.push(answer);
  }
  return FORMS.map((form) =>
    judge(question, { form, asked, answers: answers.map((each) => shownIn(form, each)), faults }),
  );
}

function shownIn(form: Form, { text, structure }: Answer): string {
  return form === 'text' ? text : JSON.stringify(structure ?? {});
}

function filledIn(
  written: Record<string, unknown>,
  answers: readonly Answer[],
  faults: string[],
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(written).map(([name, value]) => {
      const quote = quoted.safeParse(value);
      if (!quote.success) return [name, value];
      const { from, path } = quote.data;
      const answer = answers[from - 1];
      const found: unknown = jmespath.search(answer?.structure ?? null, path);
      // Whoever is shown the text alone must have been able to copy it.
      if (typeof found !== 'string' || !answer?.text.includes(found)) {
        faults.push(`the answer of call ${from} does not show ${path}`);
      }
      return [name, found];
    }),
  );
}

const validator = new AjvJsonSchemaValidator();

function breaches({ tools }: Setting, tool: string, args: Record<string, unknown>): string[] {
  const schema = tools.find(({ name }) => name === tool)?.inputSchema;
  if (schema === undefined) return [`there is no tool ${tool}`];
  const { errorMessage } = validator.getValidator(schema as JsonSchemaType)(args);
  return errorMessage === undefined ? [] : [`${tool}: ${errorMessage}`];
}
