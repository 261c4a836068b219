/** What scripts print that go on for megabytes. Every secret here is made up. */
import type { Dice } from '../seeded.ts';
import { type Encoding, GeneratedOutput, type Plant } from '../whole-output/index.ts';

const MIB = 1_048_576;
/** As much of stdout as GetCommandInvocation has. */
const SHOWN_BY_SSM = 24_000;

/** In pieces, so that no scanner of source code takes them for real ones. */
const SECRET_KEY = ['pW3nT9xR', 'kVb6ZsQ2mLd8YhJc4GfUe1AoXi5N7tHq'].join('');
const TOKEN = ['ghp', 'B4mTq8WnYx2ZcLs6VdJr9KfHp3GaUe7oRi1N'].join('_');
const PASSWORD = 'Copper-Heron-2291';

/** None of these may leave the server. */
export const LONG_OUTPUT_SECRETS: readonly string[] = [SECRET_KEY, TOKEN, PASSWORD];

/** A key of 40 characters whose middle is the seam at 1 MiB, one secret soon after SSM's cut and one halfway. */
function secretsIn(bytes: number, lineEnd: '\n' | '\r\n' = '\n'): readonly Plant[] {
  const key = `AWS_SECRET_ACCESS_KEY=${SECRET_KEY}${lineEnd}`;
  const plants = [
    { at: SHOWN_BY_SSM + 1_500, text: `+ export PGPASSWORD='${PASSWORD}'${lineEnd}` },
    { at: Math.floor(bytes / 2), text: `> Authorization: Bearer ${TOKEN}${lineEnd}` },
    { at: MIB - key.length + 20, text: key },
  ];
  return plants.filter(({ at }) => at + 200 < bytes).sort((a, b) => a.at - b.at);
}

const TENANTS = ['müller-gmbh', 'łódź-trade', 'acme', 'northwind', '北京-office', 'contoso'] as const;

/** `end` are the last words, which nothing before them gives away. */
export function backupLog(seed: string, bytes: number, end: string): GeneratedOutput {
  return new GeneratedOutput({ seed, bytes, end, plants: secretsIn(bytes), line: copiedFile });
}

function copiedFile(thrown: Dice, place: number): string {
  const seconds = (place / 9_000).toFixed(3);
  const file = `${thrown.pick(TENANTS)}/invoices-${thrown.below(100_000)}.parquet`;
  return `+${seconds}s copied ${file} ${thrown.below(90_000)} KiB sha256 ${thrown.hex(16)}`;
}

/** Windows ends its lines with CRLF, and what PowerShell 5 redirects is UTF-16. */
export function packageTable(seed: string, bytes: number, encoding: Encoding, end: string): GeneratedOutput {
  const lineEnd = '\r\n';
  const plants = secretsIn(bytes, lineEnd);
  return new GeneratedOutput({ seed, bytes, encoding, lineEnd, end, plants, line: packageRow });
}

function packageRow(thrown: Dice): string {
  const name = `${thrown.pick(['Microsoft', 'Contoso', 'Überwachung', 'Réseau'])}.${thrown.hex(8)}`;
  const version = [thrown.below(20), thrown.below(10), thrown.below(30_000)].join('.');
  return `${name.padEnd(32)} ${version.padEnd(16)} ${thrown.pick(['Programs', 'msi', 'msu'])}`;
}
