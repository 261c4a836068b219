import { streamsOf } from '../../run-command/index.ts';
import { cutText } from '../cut-text.ts';
import { messageKey } from '../key/message-key.ts';
import { normalizeMoments } from '../key/normalize.ts';
import type { Hidden } from '../outcome.ts';
import { errorIn } from './cause-line.ts';
import { lastLine, lineAfter, linesOf } from './lines.ts';

/** A text up to this length is compared whole; of a longer one only its first and last lines. */
const MAX_WHOLE = 240;

export type SuccessOutput = {
  readonly key: string;
  /** As the node wrote it, on one line. */
  readonly text: string;
  readonly hides?: Hidden;
};

/** What a node printed on success: its stdout, and a note of what it hides, if anything. */
export function successOutputOf(output: string): SuccessOutput {
  const streams = streamsOf(output);
  const text = oneLine(streams.stdout.text);
  const hidden = errorIn(streams);
  const stderr = hidden === undefined ? lastLine(streams.stderr.text)?.text : undefined;
  const apart = hidden ? messageKey(hidden) : stderr === undefined ? '' : 'stderr';
  return { key: `${normalizeMoments(text)}${apart && `\n${apart}`}`, text, ...hiddenIn(hidden, stderr) };
}

/** Characters of a quoted line. */
const MAX_QUOTE = 150;

function hiddenIn(error: string | undefined, stderr: string | undefined): { hides?: Hidden } {
  const line = error ?? stderr;
  return line === undefined
    ? {}
    : { hides: { line: cutText(line, MAX_QUOTE), isError: error !== undefined } };
}

function oneLine(stdout: string): string {
  const text = stdout.trim();
  if (text.length <= MAX_WHOLE) {
    return linesOf(text)
      .map((line) => line.text.trim())
      .join(' | ');
  }
  const first = lineAfter(text, { text: '', start: 0, end: 0 })?.text ?? '';
  const last = lastLine(text)?.text.trim() ?? '';
  return `${cutText(first.trim(), MAX_WHOLE / 2)} ... ${cutText(last, MAX_WHOLE / 2)}`;
}
