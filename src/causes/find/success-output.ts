import { headOf, streamsOf } from '../../run-command/index.ts';
import { flattenJson } from '../key/json-paths.ts';
import { messageKey } from '../key/message-key.ts';
import { normalizeMoments } from '../key/normalize.ts';
import type { Hidden } from '../outcome.ts';
import { hiddenIn } from './hidden-failure.ts';
import { lastLine, lineAfter, linesOf } from './lines.ts';

/** A text up to this length is compared whole; of a longer one only its first and last lines. */
const MAX_WHOLE = 240;

/** Between the lines of a text that is shown on one. */
export const BETWEEN_LINES = ' | ';

export type SuccessOutput = {
  /** Equal for texts that differ in moments only; behind a line end what is hidden. */
  readonly key: string;
  /** As the node wrote it, on one line. */
  readonly text: string;
  /** The key lists the paths of a JSON answer with their values. */
  readonly isJson: boolean;
  readonly hides?: Hidden;
};

/** What a node printed on success: its stdout, and a note of what it hides, if anything. */
export function successOutputOf(output: string): SuccessOutput {
  const streams = streamsOf(output);
  const hides = hiddenIn(streams);
  const paths = flattenJson(streams.stdout.text);
  const text = jsonText(streams.stdout.text, paths) ?? oneLine(streams.stdout.text);
  const apart = hides?.isError ? messageKey(hides.line) : hides ? 'remark' : '';
  return {
    key: `${normalizeMoments(paths?.join(BETWEEN_LINES) ?? text)}${apart && `\n${apart}`}`,
    text,
    isJson: paths !== undefined,
    ...(hides && { hides }),
  };
}

/** A long JSON answer begins and ends with nothing but brackets: its paths are shown instead. */
function jsonText(stdout: string, paths: readonly string[] | undefined): string | undefined {
  return paths !== undefined && stdout.trim().length > MAX_WHOLE ? paths.join('; ') : undefined;
}

function oneLine(stdout: string): string {
  const text = stdout.trim();
  if (text.length <= MAX_WHOLE) {
    return linesOf(text)
      .map((line) => line.text.trim())
      .join(BETWEEN_LINES);
  }
  const first = lineAfter(text, { text: '', start: 0, end: 0 })?.text ?? '';
  const last = lastLine(text)?.text.trim() ?? '';
  return `${headOf(first.trim(), MAX_WHOLE / 2)} ... ${headOf(last, MAX_WHOLE / 2)}`;
}
