/** Each question is answered in at most three calls and 6,000 tokens, whichever form a client hands to its model. */

import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Form } from '../../evals/facts.ts';
import { missing } from '../../evals/facts.ts';
import type { Endpoint } from '../endpoint/endpoint.ts';
import { startEndpoint } from '../endpoint/endpoint.ts';
import { awsEnv, connect } from '../stdio-client.ts';
import { questionsFleet } from './fleet.ts';
import { QUESTIONS } from './questions.ts';

const MAX_CALLS = 3;
const MAX_TOKENS = 6_000;

let endpoint: Endpoint;
let client: Client;
/** Both forms of an answer are asked for once. */
const asked = new Map<string, ReturnType<Client['callTool']>>();

beforeAll(async () => {
  endpoint = await startEndpoint({ fleet: questionsFleet(Date.now()) });
  ({ client } = await connect([], awsEnv(endpoint.url)));
});

afterAll(async () => {
  await client.close();
  await endpoint.close();
});

it('are about 1,200 nodes and 31 commands', () => {
  const fleet = questionsFleet(0);
  const commands = ['us-east-1', 'eu-west-1'].flatMap((region) => fleet.commands(region));
  expect(commands).toHaveLength(31);
  expect(Math.max(...commands.map(({ size }) => size))).toBe(1_200);
});

describe.each<Form>(['text', 'structure'])('in the form of %s alone', (form) => {
  it.each(QUESTIONS)('$kind: $question', async ({ ask, facts, mustNot = [] }) => {
    const answers: string[] = [];
    await ask(async (tool, args) => {
      const answer = await answerOf(tool, args, form);
      answers.push(answer);
      return answer;
    }, form);
    const faults = facts.map((fact) => missing(fact, answers, form)).filter((fault) => fault !== undefined);
    expect(faults, answers.join('\n\n')).toEqual([]);
    for (const text of mustNot) expect(answers.join('\n')).not.toContain(text);
    expect(answers.length).toBeLessThanOrEqual(MAX_CALLS);
    expect(answers.reduce((sum, answer) => sum + encode(answer).length, 0)).toBeLessThanOrEqual(MAX_TOKENS);
  });
});

async function answerOf(tool: string, args: Record<string, unknown>, form: Form): Promise<string> {
  const key = JSON.stringify([tool, args]);
  const called = asked.get(key) ?? client.callTool({ name: tool, arguments: args });
  asked.set(key, called);
  const { content, structuredContent, isError } = await called;
  const text = Array.isArray(content) && content[0]?.type === 'text' ? content[0].text : '';
  if (isError) throw new Error(text);
  return form === 'text' ? text : JSON.stringify(structuredContent);
}
