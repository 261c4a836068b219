/** Output may be handed over uncut by callers other than SSM; only its two ends are looked at. */
const MAX_SIDE = 6_000;

const SEPARATOR = '----------ERROR-------';
const OUTPUT_CUT = '---Output truncated---';
const ERROR_CUT = '---Error truncated----';

/** The agent glues this to the last byte of stderr, without a line end of its own. */
const AGENT_LINE = /failed to run commands: (?:exit status (?:-?\d+|0x[0-9a-f]+)|signal: [a-z ]+)[ \t]*$/gim;

export type OutputText = {
  readonly stdout: string;
  readonly stderr: string;
  readonly stdoutCut: boolean;
  readonly stderrCut: boolean;
};

/**
 * Takes Output apart. The separator may also be the script's own text, so everything behind the first
 * one counts as stderr and further ones as blank lines.
 */
export function outputText(output: string): OutputText {
  const text = bounded(output);
  const at = text.indexOf(SEPARATOR);
  const stdout = at < 0 ? text : text.slice(0, at);
  const stderr = at < 0 ? '' : text.slice(at + SEPARATOR.length);
  const stdoutCut = stdout.includes(OUTPUT_CUT);
  const stderrCut = stderr.includes(ERROR_CUT);
  return {
    stdout: stdoutCut ? stdout.replaceAll(OUTPUT_CUT, '\n') : stdout,
    stderr: withoutAgentLines(stderrCut ? stderr.replaceAll(ERROR_CUT, '\n') : stderr),
    stdoutCut,
    stderrCut,
  };
}

function bounded(output: string): string {
  if (output.length <= 2 * MAX_SIDE) return output;
  return `${output.slice(0, MAX_SIDE)}\n${output.slice(-MAX_SIDE)}`;
}

function withoutAgentLines(stderr: string): string {
  const text = stderr.includes(SEPARATOR) ? stderr.replaceAll(SEPARATOR, '\n') : stderr;
  return text.includes('failed to run commands') ? text.replace(AGENT_LINE, '\n') : text;
}

/** Longer lines are cut before any pattern sees them: keeps matching linear on hostile text. */
export const MAX_LINE = 500;

/**
 * Lines without line ends and trailing blanks, empty ones left out. Of a line that a progress bar wrote
 * over (carriage returns), only what stood there last counts.
 */
export function linesOf(text: string): string[] {
  const lines: string[] = [];
  let previous: string | undefined;
  for (let from = 0; from < text.length; ) {
    let to = text.indexOf('\n', from);
    if (to < 0) to = text.length;
    const line = lastWritten(text, from, to);
    if (line !== '' && line !== previous) lines.push(line);
    previous = line;
    from = to + 1;
  }
  return lines;
}

function lastWritten(text: string, from: number, to: number): string {
  let end = to;
  while (end > from && text.charCodeAt(end - 1) <= 32) end--;
  if (end === from) return '';
  const lastReturn = text.lastIndexOf('\r', end - 1);
  const start = Math.max(from, lastReturn + 1);
  return text.slice(start, Math.min(end, start + MAX_LINE));
}
