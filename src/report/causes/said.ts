import type { Cause } from './cause-line.ts';
import { causeOf } from './cause-line.ts';
import type { Outcome } from './grouping.ts';
import { WEIGHT } from './line-weight.ts';
import { maskIdentity } from './masking.ts';
import { linesOf, outputText } from './output-text.ts';

const MAX_SAID = 300;

/** What a node said on success: its whole output where that is short, else its first and last lines. */
export function saidOf(output: string): { readonly key: string; readonly cause: Cause | undefined } {
  const lines = linesOf(outputText(output).stdout);
  if (lines.length === 0) return { key: '', cause: undefined };
  const short = lines.length <= 4;
  const line = (short ? lines : [lines[0] ?? '', '...', lines.at(-1) ?? '']).join(' ').slice(0, MAX_SAID);
  return { key: maskIdentity(line), cause: { line, at: 0, lines, weight: WEIGHT.nothing, cut: false } };
}

export function hiddenFailure(outcome: Outcome): string {
  if (outcome.responseCode === 168) return 'ended by exit code 168: later steps were skipped';
  const cause = causeOf(outcome.output);
  if (cause && cause.weight >= WEIGHT.tagged) return `says an error: ${cause.line.slice(0, 120)}`;
  return linesOf(outputText(outcome.output).stderr).length > 0 ? 'wrote to stderr' : '';
}
