import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { assignments, parseRows, scores } from './scores.ts';

const own = fileURLToPath(new URL('./causes.jsonl', import.meta.url));
const program = fileURLToPath(new URL('./grouping.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'eval-grouping-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function run(...args: string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  try {
    const ended = await promisify(execFile)(process.execPath, ['--import', 'tsx', program, ...args]);
    return { status: 0, ...ended };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { status: code, stdout, stderr };
  }
}

function file(name: string, ...lines: string[]): string {
  const path = join(folder, name);
  writeFileSync(path, lines.join('\n'));
  return path;
}

const ownRows = parseRows(readFileSync(own, 'utf8'));

test('the project’s own set holds at least 400 causes of 2 to 6 rows', () => {
  const counts = new Map<string, number>();
  for (const { cause } of ownRows) counts.set(cause, (counts.get(cause) ?? 0) + 1);
  expect(counts.size).toBeGreaterThanOrEqual(400);
  for (const [cause, count] of counts) {
    expect(count, cause).toBeGreaterThanOrEqual(2);
    expect(count, cause).toBeLessThanOrEqual(6);
  }
});

test('the project’s own set is grouped as labelled', () => {
  const result = scores(ownRows, assignments(ownRows));
  expect(result.grouping_accuracy).toBeGreaterThanOrEqual(0.98);
  expect(result.pairwise_f1).toBeGreaterThanOrEqual(0.98);
});

test('a group counts only when it holds exactly the rows of its cause', () => {
  const rows = parseRows(
    ['a', 'a', 'b', 'b', 'c'].map((cause) => JSON.stringify({ output: '', cause })).join('\n'),
  );
  expect(scores(rows, [0, 0, 1, 1, 2])).toEqual({
    rows: 5,
    causes: 3,
    groups: 3,
    grouping_accuracy: 1,
    pairwise_f1: 1,
  });
  expect(scores(rows, [0, 0, 1, 1, 1])).toMatchObject({ grouping_accuracy: 0.4, pairwise_f1: 0.6667 });
  expect(scores(rows, [0, 1, 2, 2, 3])).toMatchObject({ grouping_accuracy: 0.6, pairwise_f1: 0.6667 });
});

test('a row may spell its members as the API or as the contract does', () => {
  const row = { output: 'x', cause: 'c', plugin: 'p' };
  const parse = (more: object) => parseRows(JSON.stringify({ ...row, ...more }))[0]?.outcome;
  expect(parse({})).toEqual({ output: 'x', plugin: 'p', status: 'Failed' });
  expect(parse({ response_code: 2, status: 'Success' })).toMatchObject({
    responseCode: 2,
    status: 'Success',
  });
  expect(parse({ responseCode: '0xffffffff' })).toMatchObject({ responseCode: 4_294_967_295 });
  expect(parse({ status: 'TimedOut', statusDetails: 'ExecutionTimedOut' })).toMatchObject({
    status: 'ExecutionTimedOut',
  });
});

test('the program prints one JSON object, and before it a group number per row when asked', async () => {
  const rows = ['E: disk full', 'E: disk full', 'jq: command not found'].map((output) =>
    JSON.stringify({ output, cause: output }),
  );
  const { stdout } = await run(file('three.jsonl', ...rows), '--assignments');
  const [first, second, third, result = '', ...rest] = stdout.split('\n');
  expect([first, second, third]).toEqual(['0', '0', '1']);
  expect(JSON.parse(result)).toEqual({ rows: 3, causes: 2, groups: 2, grouping_accuracy: 1, pairwise_f1: 1 });
  expect(rest).toEqual(['']);
});

test('rows that cannot be measured are refused by the number of their line', () => {
  const good = '{"output":"x","cause":"c"}';
  expect(() => parseRows(`${good}\nno json`)).toThrow('line 2 is not JSON');
  expect(() => parseRows('[1]')).toThrow('line 1 has no "output"');
  expect(() => parseRows(`${good}\n\n{"output":"x"}`)).toThrow('line 3 has no "cause"');
  expect(() => parseRows('\n')).toThrow('no rows');
});

test('bad input is one clear line on stderr and exit code 2', async () => {
  const bad: [string[], RegExp][] = [
    [[join(folder, 'absent.jsonl')], /absent\.jsonl/],
    [[file('unlabelled.jsonl', '{"output":"x"}')], /line 1 has no "cause"/],
    [['--assignment'], /Unknown option --assignment/],
  ];
  const ended = await Promise.all(bad.map(async ([args, message]) => ({ message, ...(await run(...args)) })));
  for (const { message, status, stdout, stderr } of ended) {
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  }
});
