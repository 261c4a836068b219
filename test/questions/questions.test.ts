/** Each question is answered in at most three calls and 6,000 tokens, whichever form a client hands to its model. */

import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Endpoint } from '../endpoint/endpoint.ts';
import { startEndpoint } from '../endpoint/endpoint.ts';
import { BARE_ENV, connect } from '../stdio-client.ts';
import type { Form } from './facts.ts';
import { questionsFleet } from './fleet.ts';
import { QUESTIONS } from './questions.ts';

const MAX_CALLS = 3;
const MAX_TOKENS = 6_000;

let endpoint: Endpoint;
let client: Client;

beforeAll(async () => {
  endpoint = await startEndpoint({ fleet: questionsFleet(Date.now()) });
  ({ client } = await connect([], {
    ...BARE_ENV,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'demo',
    AWS_SECRET_ACCESS_KEY: 'demo',
    AWS_ENDPOINT_URL_SSM: endpoint.url,
  }));
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
  it.each(QUESTIONS)('$kind: $question', async ({ ask, facts }) => {
    const answers: string[] = [];
    await ask(async (tool, args) => {
      const answer = await answerOf(tool, args, form);
      answers.push(answer);
      return answer;
    }, form);
    const missing = facts.map((fact) => fact(answers, form)).filter((fault) => fault !== undefined);
    expect(missing, answers.join('\n\n')).toEqual([]);
    expect(answers.length).toBeLessThanOrEqual(MAX_CALLS);
    expect(answers.reduce((sum, answer) => sum + encode(answer).length, 0)).toBeLessThanOrEqual(MAX_TOKENS);
  });
});

async function answerOf(tool: string, args: Record<string, unknown>, form: Form): Promise<string> {
  const { content, structuredContent, isError } = await client.callTool({ name: tool, arguments: args });
  const text = Array.isArray(content) && content[0]?.type === 'text' ? content[0].text : '';
  if (isError) throw new Error(text);
  return form === 'text' ? text : JSON.stringify(structuredContent);
}
