/** The figures of docs/scale.md are those that its formulas give. */

import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

const [N, C, B] = [100_000, 200, 1_000];
const I = N * C;
const V = (I * B) / 1_024 ** 3;

const insights = (gigabytes: number) => gigabytes * 0.005;
const scan = (gigabytes: number) => (gigabytes / 1_024) * 5;
const requests = (objects: number) => (objects * (0.0004 + 0.005 / 1_000)) / 1_000;

const rounded = (value: number, digits = 0) =>
  value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });

it.each([
  ['output a day', `${rounded(V, 1)} | GB of output a day; 6,800 a year`],
  [
    'taking it in',
    `| ${rounded(V * 0.5, 2)} | ${rounded(V * 0.5 * 365)}, then ${rounded(V * 365 * 0.15 * 0.03)} a month |`,
  ],
  [
    'putting it',
    `| ${rounded((I * 0.005) / 1_000)} | ${rounded((I * 365 * 0.005) / 1_000)}, then ${rounded(V * 365 * 0.023)} a month |`,
  ],
  [
    'one command',
    `${rounded(N / 50)} pages, 5 calls, 0 | in the hour in which it ran: ${rounded(V / 24, 2)} GB, ${rounded(insights(V / 24), 3)} | its prefix alone: ${rounded((N * B) / 1_024 ** 3, 2)} GB, ${rounded(N)} GET: ${rounded(requests(N), 2)} |`,
  ],
  [
    'a day',
    `${rounded(I / 50)} pages, ${rounded(I / 20_000)} calls, 0 | ${rounded(V, 1)} GB, ${rounded(insights(V), 2)} | ${rounded(scan(V), 2)} + ${rounded(requests(I), 2)} |`,
  ],
  [
    'a month',
    `${rounded((I * 30) / 50)} pages, ${rounded((I * 30) / 20_000)} calls, 0 | ${rounded(V * 30)} GB, ${rounded(insights(V * 30), 2)} | ${rounded(scan(V * 30), 2)} + ${rounded(requests(I * 30))} |`,
  ],
  [
    'a year',
    `impossible | ${rounded(V * 365)} GB, ${rounded(insights(V * 365), 2)} | ${rounded(scan(V * 365), 2)} + ${rounded(requests(I * 365))} |`,
  ],
  [
    'a document',
    `impossible | ${rounded(V * 3.65)} GB, ${rounded(insights(V * 3.65), 2)} | ${rounded(scan(V * 3.65), 2)} + ${rounded(requests(I * 3.65), 2)} |`,
  ],
  ['max_scan_gb', `10 GB is ${rounded((10 / V) * 24)} hours`],
])('%s', async (_, figures) => {
  const page = await readFile(new URL('../docs/scale.md', import.meta.url), 'utf8');
  expect(page).toContain(figures);
});
