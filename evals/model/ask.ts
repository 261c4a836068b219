/** One question to a model, until it has called enough tools to answer. */

import type { Question } from '../questions/index.ts';
import { judge, type Run } from '../score.ts';
import { anthropicChat } from './anthropic.ts';
import type { Arm } from './arms.ts';
import type { Model } from './chat.ts';
import { openAiChat } from './openai.ts';

/** As far as a run is written down. */
export type Asked = {
  readonly run: Run;
  readonly question: string;
  readonly calls: readonly { readonly tool: string; readonly arguments: object; readonly answer: string }[];
  readonly said: string;
};

const MAX_CALLS = 20;

export async function ask(model: Model, arm: Arm, question: Question): Promise<Asked> {
  const open = model.api === 'anthropic' ? anthropicChat : openAiChat;
  const chat = open(model, { system: arm.system, question: question.question, tools: arm.tools });
  const calls: Asked['calls'][number][] = [];
  let reply = await chat();
  while (reply.calls.length > 0 && calls.length < MAX_CALLS) {
    const results = [];
    for (const call of reply.calls) {
      const answer = await arm.run(call).catch((error: unknown) => `Error: ${String(error)}`);
      calls.push({ tool: call.name, arguments: call.arguments, answer });
      results.push({ id: call.id, text: answer });
    }
    reply = await chat(results);
  }
  const faults = reply.calls.length > 0 ? [`no answer after ${MAX_CALLS} calls`] : [];
  const run = judge(question, {
    form: arm.form,
    answers: calls.map(({ answer }) => answer),
    asked: calls.map((call) => JSON.stringify(call.arguments)),
    said: reply.text,
    faults,
  });
  return { run, question: question.question, calls, said: reply.text };
}
