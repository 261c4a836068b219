/**
 * How amazon-ssm-agent and the service write what a plugin printed: the one place that knows their separators,
 * marks, wrapper lines and folders. Read in amazon-ssm-agent 3.3.1142.0 (iohandler, pluginutil, runscript).
 */

import { headOf } from './cuts.ts';
import type { Plugin } from './types.ts';

/** Between stdout and stderr in `Output`; left out without stderr. A script may print it, too. */
const SEPARATOR = '----------ERROR-------';

/** In `Output` each half is marked with dashes of its own; in the streams of GetCommandInvocation both alike. */
const OUTPUT_CUT = '---Output truncated---';
const ERROR_CUT = '---Error truncated----';
const CUT_MARK_IN_OUTPUT = /\n---Output truncated---|\n---Error truncated----/;
const CUT_MARK_OF_STREAM = /--output truncated--\s*$/;

/** Where SSM joins or cuts: the text before such a line may have lost its end. */
export const SEAM = /-{2,3}(?:Output|Error|output) truncated-{2,4}|-{10}ERROR-{7}/g;

/** `output` is the text of ListCommandInvocations: both streams in one, or the agent's own words. */
export type StreamName = 'stdout' | 'stderr' | 'output';

/** StandardOutputContent, StandardErrorContent and CommandPluginOutput of the service model, in bytes. */
export const KEPT_BYTES: Readonly<Record<StreamName, number>> = {
  stdout: 24_000,
  stderr: 8_000,
  output: 2_500,
};

/** `text` as the service sent it. Stderr may be cut without a mark, so a full length counts as a cut too. */
export function isCutBySsm(stream: StreamName, text: string): boolean {
  const mark = stream === 'output' ? CUT_MARK_IN_OUTPUT : CUT_MARK_OF_STREAM;
  return mark.test(text) || Buffer.byteLength(text) >= KEPT_BYTES[stream];
}

/**
 * Whether `output` has what the two streams do not. As a rule it is the head of both; where the agent
 * failed a plugin by itself, its words stand here and the streams are empty.
 */
export function saysMore(output: string, stdout: string, stderr: string): boolean {
  // A cut within a character leaves U+FFFD where the character was.
  const [head = ''] = output.split(CUT_MARK_IN_OUTPUT, 1);
  const [whole = ''] = head.split('\ufffd', 1);
  return !withoutSpace(joinStreams(stdout, stderr)).startsWith(withoutSpace(whole));
}

/**
 * The streams of GetCommandInvocation in the form of `Output`, were that long enough: its own marks stand where SSM
 * cut them.
 */
export function outputOfStreams(stdout: string, stderr: string): string {
  return joinStreams(
    stdout.replace(CUT_MARK_OF_STREAM, `\n${OUTPUT_CUT}`),
    stderr.replace(CUT_MARK_OF_STREAM, `\n${ERROR_CUT}`),
  );
}

/** As the agent joins them. */
function joinStreams(stdout: string, stderr: string): string {
  return stderr === '' ? stdout : `${stdout}\n${SEPARATOR}\n${stderr}`;
}

/**
 * The streams of a plugin about which GetCommandInvocation says nothing. The first separator counts. Text without
 * one is the agent's own, in place of the streams: it says why a plugin failed (stderr) or was skipped (stdout).
 */
export function splitJoinedOutput(
  output: string,
  succeeded: boolean,
): Readonly<Record<'stdout' | 'stderr', string>> {
  const separator = `\n${SEPARATOR}\n`;
  const at = output.indexOf(separator);
  if (at >= 0) return { stdout: output.slice(0, at), stderr: output.slice(at + separator.length) };
  return succeeded ? { stdout: output, stderr: '' } : { stdout: '', stderr: output };
}

/** One of the two streams, as far as `Output` holds it. */
export type Stream = {
  readonly text: string;
  /** The agent left out its end. */
  readonly cut: boolean;
};

export type Streams = { readonly stdout: Stream; readonly stderr: Stream };

/** Half of what GetCommandInvocation has of both streams, and the separator; of anything longer the two ends count. */
const MAX_SIDE = 16_100;

/**
 * What the node itself wrote, stream by stream, without the agent's marks and wrapper lines. Everything behind the
 * first separator counts as stderr, and further ones as line ends.
 */
export function streamsOf(output: string): Streams {
  // Progress bars write over their line: what stood before a carriage return is a line of its own.
  const text = twoEndsOf(output).replaceAll('\r', '\n');
  const at = text.indexOf(SEPARATOR);
  return {
    stdout: streamOf(at < 0 ? text : text.slice(0, at), OUTPUT_CUT),
    stderr: streamOf(at < 0 ? '' : withoutAgentLines(text.slice(at + SEPARATOR.length)), ERROR_CUT),
  };
}

/**
 * What stands for a stream whose end was read outside of SSM, where a cause is looked for: of both ends as much as has
 * room beside the other stream.
 */
export function joinEnds(beginning: string, end: string): string {
  return `${headOf(beginning, MAX_SIDE / 2)}\n${end.slice(-MAX_SIDE / 2)}`;
}

function twoEndsOf(output: string): string {
  if (output.length <= 2 * MAX_SIDE) return output;
  // Either cut may part a surrogate pair; with the u flag only a half without its partner matches.
  return `${output.slice(0, MAX_SIDE)}\n${output.slice(-MAX_SIDE)}`.replace(/\p{Cs}/gu, '\ufffd');
}

function streamOf(text: string, mark: string): Stream {
  return { text: text.replaceAll(mark, ''), cut: text.includes(mark) };
}

/** The agent glues this to the last byte of stderr, without a line end of its own. */
const AGENT_LINE = /failed to run commands: exit status (?:-?\d+|0x[0-9a-f]+)[ \t]*$/gm;
const AGENT_SIGNAL_LINE = /failed to run commands: signal: /g;

function withoutAgentLines(stderr: string): string {
  return stderr.replaceAll(SEPARATOR, '\n').replace(AGENT_LINE, '').replace(AGENT_SIGNAL_LINE, '\n$&');
}

/** Where the agent runs a script: forty bytes of ids that say nothing. The folders behind it take some 150. */
export const AGENT_FOLDER =
  /(?:\/var\/lib\/amazon\/ssm|[A-Z]:\\ProgramData\\Amazon\\SSM\\InstanceData)[/\\][^\s:'"]{0,400}(?: [^\s:'"]{0,400})?[/\\](?=_script\.(?:sh|ps1))/g;

/** The script by its whole path, which a console may have wrapped once, or whatever else lies there. */
export const AGENT_PATH =
  /(?:\/var\/lib\/amazon\/ssm|[A-Z]:\\ProgramData\\Amazon\\SSM\\InstanceData)[/\\][^\s:'"]{0,400}(?: [^\s:'"]{0,400}[/\\]_script\.(?:sh|ps1))?/g;

/** SSM reports a plugin that did not run as a success and says so only in its output. */
const SKIPPED =
  /^\s*(?:Step execution skipped due to |Plugin with name .{1,200} skipped due to prior step with an exit condition)/;

export function isSkipped({ output }: Pick<Plugin, 'output'>): boolean {
  return SKIPPED.test(output);
}

/** The agent's three reasons, of which it gives one as a sentence of its own. */
export function whySkipped(output: string): string {
  if (output.includes('unsatisfied preconditions')) return 'precondition not met';
  return output.includes('unsupported plugin')
    ? 'plugin not supported'
    : 'an earlier plugin ended the document';
}

function withoutSpace(text: string): string {
  return text.replace(/\s+/g, '');
}
