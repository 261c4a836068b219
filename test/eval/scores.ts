import { createGrouper, finish, messageOf } from '../../src/causes/index.ts';
import type { Outcome } from '../../src/causes/outcome.ts';
import { createSanitizer } from '../../src/sanitize/index.ts';

export type LabelledRow = { readonly outcome: Outcome; readonly cause: string };

export type Scores = {
  readonly rows: number;
  readonly causes: number;
  readonly groups: number;
  readonly grouping_accuracy: number;
  readonly pairwise_f1: number;
};

/** Reads labelled rows, one JSON object a line. Throws an `Error` that names the bad line. */
export function parseRows(text: string): LabelledRow[] {
  const rows: LabelledRow[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() !== '') rows.push(rowOf(line, index + 1));
  }
  if (rows.length === 0) throw new Error('no rows');
  return rows;
}

const sanitizer = createSanitizer({ redact: true });

function rowOf(line: string, number: number): LabelledRow {
  const row = recordOf(line, number);
  const output = row['output'];
  const cause = row['cause'];
  if (typeof output !== 'string') throw new Error(`line ${number} has no "output" text`);
  if (typeof cause !== 'string' && typeof cause !== 'number') {
    throw new Error(`line ${number} has no "cause": without labels there is nothing to measure against`);
  }
  const status =
    textOf(row['statusDetails']) ?? textOf(row['status_details']) ?? textOf(row['status']) ?? 'Failed';
  const plugin = textOf(row['plugin']);
  const responseCode = numberOf(row['response_code'] ?? row['responseCode']);
  return {
    cause: String(cause),
    outcome: {
      status,
      // As the server does before it groups.
      output: sanitizer.text(output).text,
      ...(plugin && { plugin }),
      ...(responseCode !== undefined && { responseCode }),
    },
  };
}

function recordOf(line: string, number: number): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new Error(`line ${number} is not JSON`);
  }
  if (typeof value !== 'object' || value === null) throw new Error(`line ${number} is not a JSON object`);
  return Object.fromEntries(Object.entries(value));
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Exit codes stand as numbers, or as texts such as "0xffffffff". */
function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const number = Number(value);
  return Number.isInteger(number) ? number : undefined;
}

/** The group number of every row, by the grouper that the server uses. */
export function assignments(rows: readonly LabelledRow[]): number[] {
  const grouper = createGrouper();
  for (const [index, row] of rows.entries()) grouper.add(row.outcome, messageOf(row.outcome), index);
  const assigned = new Array<number>(rows.length).fill(-1);
  for (const [number, group] of finish(grouper.groups()).entries()) {
    for (const member of group.members) assigned[member] = number;
  }
  return assigned;
}

/**
 * Grouping accuracy: the share of rows whose group holds exactly the rows of their cause. Pairwise F1:
 * over pairs of rows, joined against belonging together.
 */
export function scores(rows: readonly LabelledRow[], assigned: readonly number[]): Scores {
  const byCause = counted(rows.map((row) => row.cause));
  const byGroup = counted(assigned.map(String));
  const byBoth = counted(rows.map((row, index) => `${assigned[index]}\n${row.cause}`));
  let exact = 0;
  for (const [both, count] of byBoth) {
    const [group = '', ...cause] = both.split('\n');
    if (byGroup.get(group) === count && byCause.get(cause.join('\n')) === count) exact += count;
  }
  const right = pairs(byBoth);
  const joined = pairs(byGroup);
  const expected = pairs(byCause);
  return {
    rows: rows.length,
    causes: byCause.size,
    groups: byGroup.size,
    grouping_accuracy: rounded(exact / rows.length),
    pairwise_f1: joined + expected === 0 ? 1 : rounded((2 * right) / (joined + expected)),
  };
}

function counted(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

function pairs(counts: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const count of counts.values()) sum += (count * (count - 1)) / 2;
  return sum;
}

function rounded(share: number): number {
  return Math.round(share * 10_000) / 10_000;
}
