import type { Stream, Streams } from '../../run-command/index.ts';
import { shortenText } from '../cut-text.ts';
import type { Hidden } from '../outcome.ts';
import { linesWith, toLowerCase } from './candidates.ts';
import { findIn } from './cause-line.ts';
import { shortenMessage } from './excerpt.ts';
import { isAside, WEIGHT } from './line-weight.ts';
import { linesOf } from './lines.ts';
import { admitsFailure, isComplaint, isExpected, isReported } from './vocabulary/admissions.ts';
import { isInstruction } from './vocabulary/notices.ts';
import { namesReason } from './vocabulary/reasons.ts';
import { ADMISSION_SIGNAL, ANY_SIGNAL } from './vocabulary/signals.ts';
import { wholeMessage } from './whole-message.ts';

/** Characters of a quoted line. */
const MAX_QUOTE = 150;

/**
 * What a success hides: a failure that did not decide its exit code, found as the cause of a failed node is; or a
 * remark on stderr. A report that names failures as findings hides none.
 */
export function hiddenIn(streams: Streams): Hidden | undefined {
  const failure =
    failureOn(streams.stderr, ANY_SIGNAL, isComplaint) ??
    failureOn(streams.stdout, ADMISSION_SIGNAL, admitsFailure);
  if (failure !== undefined) return { line: shortenText(shortenMessage(failure), MAX_QUOTE), isError: true };
  const remark = linesOf(streams.stderr.text).find(({ text }) => isRemark(text));
  return remark && { line: shortenText(remark.text.trim(), MAX_QUOTE), isError: false };
}

function failureOn(stream: Stream, signal: RegExp, admits: (line: string) => boolean): string | undefined {
  const admitted = linesWith(signal, stream.text, toLowerCase(stream.text)).filter(
    ({ text }) => admits(text) && !isExpected(text),
  );
  const [first] = admitted;
  if (first === undefined || linesOf(stream.text).some(({ text }) => isReported(text))) return undefined;
  const cause = findIn(stream);
  const isAmong =
    cause && (cause.weight >= WEIGHT.final || admitted.some(({ start }) => start === cause.line.start));
  const { message } = isAmong ? cause : wholeMessage(stream.text, first);
  return isInstruction(message.toLowerCase()) ? undefined : message;
}

/** A tool's warning or small complaint; information and progress are none. */
function isRemark(text: string): boolean {
  return /\bwarn(?:ing)?\b|\bdeprecated\b/i.test(text) || (namesReason(text.toLowerCase()) && !isAside(text));
}
