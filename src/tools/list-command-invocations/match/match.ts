/** What a pattern of the caller says of one node. */

import { createHash } from 'node:crypto';
import type { Pattern } from '../../../patterns/index.ts';
import { compactCopy } from '../../../results/index.ts';
import { classOf, headOf, neverRan } from '../../../run-command/index.ts';
import { lineAround } from '../../line-around.ts';
import type { Row } from '../read/row.ts';

/** Why a node has no match. An output that SSM cut may hold one behind the cut. */
export const UNMATCHED = ['not_printed', 'output_cut', 'unfinished', 'never_ran', 'withheld'] as const;
export type Unmatched = (typeof UNMATCHED)[number];

export type Match =
  /** `value` is what the first match in the output captured; `more` where others captured another. */
  | {
      readonly found: true;
      /** `name` stands for the command's comment as well. */
      readonly where: 'output' | 'name';
      readonly value?: string;
      readonly more?: true;
    }
  | { readonly found: false; readonly why: Unmatched };

/** What is matched, each as redacted: the outputs of the steps that ran, the node's name, the command's comment. */
export type MatchedTexts = {
  readonly outputs: readonly string[];
  readonly name: string;
  readonly comment: string;
};

/** What was found, and the line in which it stands. */
export type Hit = Omit<Extract<Match, { found: true }>, 'found'> & { readonly line?: string };

/** A capture comes from the output alone. */
export function hitOf(pattern: Pattern, { outputs, name, comment }: MatchedTexts): Hit | 'none' {
  if (pattern.captures) return captureOf(pattern, outputs);
  for (const output of outputs) {
    if (!pattern.matches(output)) continue;
    const at = pattern.find(output);
    return { where: 'output', ...(at && { line: lineAround(output, at) }) };
  }
  return pattern.matches(name) || pattern.matches(comment) ? { where: 'name' } : 'none';
}

/** Matches of one output that are compared: each search may go to the end of the output. */
const MAX_COMPARED = 20;

function captureOf(pattern: Pattern, outputs: readonly string[]): Hit | 'none' {
  let first: string | undefined;
  for (const output of outputs) {
    if (!pattern.matches(output)) continue;
    let compared = 0;
    for (const captured of pattern.captured(output)) {
      const value = captured.trim();
      first ??= value;
      if (value !== first) return { where: 'output', value: first, more: true };
      compared += 1;
      if (compared === MAX_COMPARED) break;
    }
  }
  return first === undefined ? 'none' : { where: 'output', value: first };
}

/** UTF-16 units of a value that is told apart and shown. */
export const MAX_VALUE = 200;

/** In memory of its own. Longer values that begin alike stay apart. */
export function storedValue(value: string): string {
  if (value.length <= MAX_VALUE) return compactCopy(value);
  const digest = createHash('sha256').update(value).digest('hex').slice(0, 8);
  return compactCopy(`${headOf(value, MAX_VALUE)}… (${value.length} characters, sha256 ${digest})`);
}

export function unmatchedOf(
  { status, started }: Pick<Row, 'status' | 'started'>,
  withheld: boolean,
  cut: boolean,
): Unmatched {
  if (withheld) return 'withheld';
  if (classOf(status) === 'unfinished') return 'unfinished';
  if (neverRan(status) || started === false) return 'never_ran';
  return cut ? 'output_cut' : 'not_printed';
}
