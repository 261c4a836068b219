import { WEIGHT } from './line-weight.ts';

type Found = { readonly line: string; readonly at: number; readonly weight: number };

const POSITION = /^\s*At (?:.*:\d+ char:\d+|[A-Z]:\\)/;
const DETAIL = /^\s*\+ (?:CategoryInfo|FullyQualifiedErrorId)\s*:/;
const HEAD = /^(?:[A-Za-z]+-\w+|[\w.-]+|.*\.psm?1) ?: \S/;

/**
 * The message of the first PowerShell error record, put together again from the lines that the console
 * wrapped it into: from its head to the position or category that closes it.
 */
export function powershellRecord(lines: readonly string[]): Found | undefined {
  const end = lines.findIndex((line) => POSITION.test(line) || DETAIL.test(line));
  if (end <= 0) return undefined;
  let start = end - 1;
  for (let at = end - 1; at >= 0 && at >= end - 12; at--) {
    if (HEAD.test(lines[at] ?? '')) start = at;
    if (/^\s*\+ /.test(lines[at] ?? '')) break;
  }
  const line = lines
    .slice(start, end)
    .map((part) => part.trim())
    .join(' ');
  return { line, at: start, weight: WEIGHT.final };
}
