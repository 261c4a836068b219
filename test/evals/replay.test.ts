/** What the replay of recorded calls does not let pass; `npm run evals` replays them all. */

import { afterAll, beforeAll, expect, it } from 'vitest';
import { counts, says } from '../../evals/facts.ts';
import { QUESTIONS, type Question } from '../../evals/questions/index.ts';
import { type Recorded, readRecorded, replay } from '../../evals/replay.ts';
import { readRecordedCommands } from '../../evals/replay-cli.ts';
import { type Setting, startSetting } from '../../evals/setting.ts';

const RECORDED = readRecorded();
const ID = 'weekend-nodes';
const QUESTION = QUESTIONS.find(({ id }) => id === ID) as Question;

let setting: Setting;

beforeAll(async () => {
  setting = await startSetting();
});

afterAll(() => setting.close());

async function faultsOf(change: Partial<Question>, recorded: Recorded = RECORDED): Promise<string> {
  const runs = await replay(setting, { ...QUESTION, ...change }, recorded);
  expect(runs).toHaveLength(2);
  return runs.flatMap(({ faults }) => faults).join('\n');
}

it('has a recording for each of at least forty questions, and none besides', () => {
  const ids = QUESTIONS.map(({ id }) => id).sort();
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeGreaterThanOrEqual(40);
  expect(Object.keys(RECORDED).sort()).toEqual(ids);
  expect(Object.keys(readRecordedCommands()).sort()).toEqual(ids);
});

it('asks of the fleet what is there: no fact counts nothing but on purpose, no name is missing', () => {
  for (const { id, facts } of QUESTIONS) {
    expect(facts.length, id).toBeGreaterThan(0);
    for (const fact of facts) {
      if ('names' in fact) expect(fact.names.length, id).toBeGreaterThan(0);
      if ('count' in fact && !['limit-exceeded', 'snapshot-trend'].includes(id))
        expect(fact.count, id).toBeGreaterThan(0);
    }
  }
});

it('finds the facts of a question in either form', async () => {
  expect(await faultsOf({})).toBe('');
});

it('takes what is not recorded for a fault', async () => {
  expect(await faultsOf({}, {})).toContain('nothing is recorded');
  expect(await faultsOf({ id: 'constructor' })).toContain('nothing is recorded');
});

it('names a fact that is missing, a text that must not be there, and limits that are passed', async () => {
  expect(await faultsOf({ facts: [counts(7, /Undeliverable/)] })).toContain('does not count 7');
  expect(await faultsOf({ facts: [says(/on fire/)] })).toContain('says nothing like');
  expect(await faultsOf({ must_not: ['Undeliverable'] })).toContain('shows "Undeliverable"');
  expect(await faultsOf({ max_calls: 0, max_tokens: 100 })).toMatch(
    /1 calls, 0 allowed[\s\S]*tokens, 100 allowed/,
  );
});

it('names arguments that no longer fit the schema, and a cursor that an answer no longer gives', async () => {
  const [call] = RECORDED[ID] ?? [];
  if (call === undefined) throw new Error('nothing is recorded');
  const misspelt = { ...call, arguments: { ...call.arguments, detail: true } };
  expect(await faultsOf({}, { [ID]: [misspelt] })).toMatch(/must NOT have additional properties/);
  const unquoted = { ...call, arguments: { cursor: { from: 1, path: 'no.such.cursor' } } };
  expect(await faultsOf({}, { [ID]: [call, unquoted] })).toContain('does not show no.such.cursor');
});
