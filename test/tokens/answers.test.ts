/** How much a count is above what the larger of the two vocabularies makes of the text, for what users read. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalog } from '../../src/mcp/catalog.ts';
import { openSession } from '../../src/session.ts';
import { countTokens } from '../../src/tokens/index.ts';
import type { InvocationList } from '../../src/tools/list-command-invocations/schema.ts';
import type { CommandList } from '../../src/tools/list-commands/schema.ts';
import { type Endpoint, startEndpoint } from '../endpoint/endpoint.ts';
import { LOGS } from './logs.ts';
import { exactTokens } from './tokenizers.ts';

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await startEndpoint({ nodes: 200, nowMs: Date.UTC(2026, 10, 22, 12) });
});
afterAll(() => endpoint.close());

const overCount = (text: string) => countTokens(text) / exactTokens(text).max;
const median = (ratios: readonly number[]) => ratios.toSorted((a, b) => a - b)[ratios.length >> 1];

describe('the count of tokens', () => {
  test('is, on the answers of the demo, never below and hardly above', async () => {
    const answers = await demoAnswers();
    expect(answers.length).toBeGreaterThan(150);
    const ratios = answers.map(overCount);
    expect(answers.filter((_, at) => (ratios[at] ?? 0) < 1)).toEqual([]);
    expect(median(ratios)).toBeLessThan(1.08);
    expect(Math.max(...ratios)).toBeLessThan(1.6);
  });

  test.each(Object.entries(LOGS))('is, on %s, not below and at most two thirds above', (_, text) => {
    expect(overCount(text)).toBeGreaterThanOrEqual(1);
    expect(overCount(text)).toBeLessThan(5 / 3);
  });

  test('is, on logs, three tenths above at most in the median', () => {
    expect(median(Object.values(LOGS).map(overCount))).toBeLessThan(1.3);
  });
});

/** Both forms of the answers about each command, and of one node of each. */
async function demoAnswers(): Promise<string[]> {
  const forms: string[] = [];
  const aws = { region: 'us-east-1', demoEndpoint: endpoint.url };
  const session = openSession({ aws, maxTokens: 2_500, redact: true });
  const ask = async <Answer>(tool: string, args: Record<string, unknown>): Promise<Answer> => {
    const call = { session, signal: new AbortController().signal, onProgress: () => {} };
    const answer = await catalog.findTool(tool)?.(args, call);
    if (answer === undefined) throw new Error(`no tool ${tool}`);
    forms.push(answer.text, JSON.stringify(answer.structured));
    return answer.structured as Answer;
  };
  const { commands } = await ask<CommandList>('list_commands', { max_tokens: 10_000 });
  for (const { command_id } of commands) {
    const list = await ask<InvocationList>('list_command_invocations', { command_id, details: true });
    const instance_id = list.commands[0]?.invocations[0]?.instance_id;
    if (instance_id) await ask('get_command_invocation', { command_id, instance_id });
  }
  return forms;
}
