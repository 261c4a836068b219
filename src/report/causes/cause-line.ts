import { jsonMessage } from './json-message.ts';
import { WEIGHT, weightOf } from './line-weight.ts';
import { linesOf, outputText } from './output-text.ts';
import { powershellRecord } from './powershell-record.ts';
import { tracebackLine } from './traceback.ts';

export type Cause = {
  /** The line to quote, as the node wrote it. */
  readonly line: string;
  /** Where `line` stands in `lines`. */
  readonly at: number;
  readonly lines: readonly string[];
  readonly weight: number;
  /** SSM or the agent cut the output within this very line. */
  readonly cut: boolean;
};

/** Finds the line that tells why. `undefined` when the output holds no text at all. */
export function causeOf(output: string): Cause | undefined {
  const text = outputText(output);
  const errorLines = linesOf(text.stderr);
  const fromStderr = best(errorLines, text.stderrCut);
  if (fromStderr && fromStderr.weight >= WEIGHT.reason) return fromStderr;
  const outputLines = linesOf(text.stdout);
  const fromStdout = best(outputLines, text.stdoutCut);
  if (!fromStderr) return fromStdout;
  if (!fromStdout) return fromStderr;
  return fromStdout.weight > Math.max(fromStderr.weight, WEIGHT.mention) ||
    (fromStderr.weight <= WEIGHT.warning && fromStdout.weight > fromStderr.weight)
    ? fromStdout
    : fromStderr;
}

function best(lines: readonly string[], cut: boolean): Cause | undefined {
  if (lines.length === 0) return undefined;
  let at = lines.length - 1;
  let weight: number = WEIGHT.nothing;
  for (let index = 0; index < lines.length; index++) {
    const here = weightOf(lines[index] ?? '');
    if (here > weight) {
      weight = here;
      at = index;
    }
  }
  const found = tracebackLine(lines) ?? powershellRecord(lines);
  if (found && found.weight >= weight) return { ...found, lines, cut: false };
  const line = lines[at] ?? '';
  return {
    line: jsonMessage(line) ?? continued(lines, at),
    at,
    lines,
    weight,
    cut: cut && at === lines.length - 1,
  };
}

/** A line that ends in a colon announces its message; the message stands on the next one. */
function continued(lines: readonly string[], at: number): string {
  const line = lines[at] ?? '';
  const before = lines[at - 1] ?? '';
  const head = /^[\w.-]{1,20}:$/.test(before) ? `${before} ` : '';
  const tail =
    line.endsWith(':') && lines[at + 1] !== undefined ? ` ${(lines[at + 1] ?? '').trimStart()}` : '';
  return `${head}${line.trimStart()}${tail}`;
}
