import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { isSameLine, lineScores } from './line-scores.ts';

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

test('the line quoted from the project’s own set is one that the label accepts', () => {
  const scores = lineScores(readFileSync(path('./causes.jsonl'), 'utf8'));
  expect(scores.causes).toBeGreaterThanOrEqual(360);
  expect(scores.right_causes).toBeGreaterThanOrEqual(0.97);
});

test('hidden failures of the project’s own set are found, and honest outputs are not accused', () => {
  const scores = lineScores(readFileSync(path('./successes.jsonl'), 'utf8'));
  expect(scores.hidden_found).toBeGreaterThanOrEqual(0.9);
  expect(scores.hidden_right).toBeGreaterThanOrEqual(0.9);
  expect(scores.honest_accused).toBeLessThanOrEqual(0.05);
});

test('lines are the same whatever is volatile in them, and one may hold the other', () => {
  expect(isSameLine('node i-0123456789abcdef0 is gone', 'node i-0fedcba9876543210 is gone')).toBe(true);
  expect(isSameLine('Error: cannot start: Address already in use', 'Address already in use')).toBe(true);
  expect(isSameLine('jq: command not found', 'aws: cannot be run')).toBe(false);
  expect(isSameLine('', '')).toBe(true);
  expect(isSameLine('something', '')).toBe(false);
});

test('a wrong line and an accused success count against', () => {
  const row = (more: object) => JSON.stringify({ output: 'relay: store is locked\n', cause: 'c', ...more });
  const scores = lineScores(
    [
      row({ right_line: 'relay: store is locked' }),
      row({ cause: 'd', right_line: 'another thing altogether' }),
      row({ status: 'Success', output: 'ERROR: upload was dropped\n', hides: false }),
      row({ status: 'Success', output: 'all is well\n', hides: true, right_line: 'x' }),
    ].join('\n'),
  );
  expect(scores).toMatchObject({ right_causes: 0.5, honest_accused: 1, hidden_found: 0, hidden_right: 0 });
  expect(scores.misses).toHaveLength(3);
});

test('the program prints one JSON object, and before it the misses when asked', () => {
  const run = (...args: string[]) =>
    execFileSync(process.execPath, ['--import', 'tsx', path('./lines.ts'), ...args], { encoding: 'utf8' });
  const lines = run(path('./successes.jsonl'), '--misses').trimEnd().split('\n');
  expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ rows: 74, honest_accused: 0 });
  for (const line of lines.slice(0, -1)) expect(JSON.parse(line)).toHaveProperty('quoted');
});
