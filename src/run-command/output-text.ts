/** Output may be handed over uncut by callers other than SSM; only its two ends are looked at. */
const MAX_SIDE = 6_000;

const SEPARATOR = '----------ERROR-------';
const OUTPUT_CUT = '---Output truncated---';
const ERROR_CUT = '---Error truncated----';

/** The agent glues this to the last byte of stderr, without a line end of its own. */
const AGENT_LINE = /failed to run commands: exit status (?:-?\d+|0x[0-9a-f]+)[ \t]*$/gm;
const AGENT_SIGNAL_LINE = /failed to run commands: signal: /g;

/** One of the two streams, as far as Output holds it. */
export type Stream = {
  readonly text: string;
  /** The agent left out its end. */
  readonly cut: boolean;
};

export type OutputText = { readonly stdout: Stream; readonly stderr: Stream };

/**
 * Takes Output apart. The separator may also be the script's own text, so everything behind the first
 * one counts as stderr and further ones as line ends.
 */
export function outputText(output: string): OutputText {
  const whole = bounded(output);
  // Progress bars write over their line: what stood before a carriage return is a line of its own.
  const text = whole.includes('\r') ? whole.replaceAll('\r', '\n') : whole;
  const at = text.indexOf(SEPARATOR);
  return {
    stdout: streamOf(at < 0 ? text : text.slice(0, at), OUTPUT_CUT),
    stderr: streamOf(at < 0 ? '' : withoutAgentLines(text.slice(at + SEPARATOR.length)), ERROR_CUT),
  };
}

function bounded(output: string): string {
  if (output.length <= 2 * MAX_SIDE) return output;
  return `${output.slice(0, MAX_SIDE)}\n${output.slice(-MAX_SIDE)}`;
}

function streamOf(text: string, marker: string): Stream {
  const cut = text.includes(marker);
  return { text: cut ? text.replaceAll(marker, '') : text, cut };
}

function withoutAgentLines(stderr: string): string {
  const text = stderr.includes(SEPARATOR) ? stderr.replaceAll(SEPARATOR, '\n') : stderr;
  return text.includes('failed to run commands: ')
    ? text.replace(AGENT_LINE, '').replace(AGENT_SIGNAL_LINE, '\n$&')
    : text;
}
