/**
 * Measures how well outputs are grouped by cause: `tsx test/eval/grouping.ts FILE.jsonl [--assignments]`.
 * Without a file it measures the project's own set.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { assignments, type LabelledRow, parseRows, scores } from './scores.ts';

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}

function read(path: string): LabelledRow[] {
  try {
    return parseRows(readFileSync(path, 'utf8'));
  } catch (error) {
    return fail(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const flags = process.argv.slice(2).filter((argument) => argument.startsWith('-'));
const files = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const unknown = flags.find((flag) => flag !== '--assignments');
if (unknown !== undefined)
  fail(`Unknown option ${unknown}. Usage: eval:grouping [FILE.jsonl] [--assignments]`);
if (files.length > 1)
  fail('Give one file of labelled rows. Usage: eval:grouping [FILE.jsonl] [--assignments]');

// `... --assignments | head` closes the pipe early.
process.stdout.on('error', () => process.exit(0));

const rows = read(files[0] ?? fileURLToPath(new URL('./causes.jsonl', import.meta.url)));
const assigned = assignments(rows);
if (flags.includes('--assignments')) for (const group of assigned) console.log(group);
console.log(JSON.stringify(scores(rows, assigned)));
