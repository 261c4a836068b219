/**
 * Measures the line quoted as a cause, and the notes on what successes hide: `tsx test/eval/lines.ts FILE.jsonl
 * [--misses]`. Rows are those of `eval:grouping` with `right_line` and `right_also`, or `right_cause`; a success says
 * with `hides` whether it hides a failure. Prints one JSON object.
 */
import { readFileSync } from 'node:fs';
import { lineScores } from './line-scores.ts';

const args = process.argv.slice(2);
const [path, ...others] = args.filter((argument) => !argument.startsWith('-'));
const unknown = args.find((argument) => argument.startsWith('-') && argument !== '--misses');
if (path === undefined || others.length > 0 || unknown !== undefined) {
  console.error('Usage: lines.ts FILE.jsonl [--misses]');
  process.exit(2);
}

const { misses, ...scores } = lineScores(readFileSync(path, 'utf8'));
if (args.includes('--misses')) for (const miss of misses) console.log(JSON.stringify(miss));
console.log(JSON.stringify(scores));
