import { type Stream, streamsOf } from '../../run-command/index.ts';
import { heaviestLine } from './candidates.ts';
import { ceilingOf, WEIGHT } from './line-weight.ts';
import { type Line, lastLine, lineAfter, lineBefore, linesOf } from './lines.ts';
import { powershellRecord } from './powershell-record.ts';
import { tracebackLine } from './traceback.ts';
import { isBegunStep, isClosingRemark } from './vocabulary/closing-remarks.ts';
import { isInstruction } from './vocabulary/notices.ts';
import { type Whole, wholeMessage, wholeText } from './whole-message.ts';

/** What to quote: one line, or one message put together from several. */
export type Cause = Whole & {
  /** The stream it was found in, and its line there. */
  readonly text: string;
  readonly line: Line;
  readonly weight: number;
  /** The agent cut the output within this very message. */
  readonly cut: boolean;
};

const MAX_ASIDES = 12;

/** Finds the line that names why a node failed. `undefined` when the output holds no text at all. */
export function findCause(output: string): Cause | undefined {
  const { stdout, stderr } = streamsOf(output);
  const ownWords = shellComplaint(output, stderr);
  if (ownWords) return ownWords;
  const fromStderr = findIn(stderr);
  if (fromStderr && fromStderr.weight > WEIGHT.reason) return fromStderr;
  const fromStdout = findIn(stdout);
  if (!fromStderr)
    return (fromStdout && complaintBefore(fromStdout)) ?? lastMessage(stderr) ?? lastMessage(stdout);
  if (!fromStdout) return complaintBefore(fromStderr);
  return isFromStdout(fromStderr.weight, fromStdout.weight) ? fromStdout : complaintBefore(fromStderr);
}

/** A level with a reason on stdout beats a reason without level on stderr; else stderr has the say. */
function isFromStdout(stderr: number, stdout: number): boolean {
  if (stderr > WEIGHT.tagged) return stdout > WEIGHT.reason;
  return stdout > stderr && (stderr <= WEIGHT.wrapper || stdout > WEIGHT.mention);
}

const SHELL_COMPLAINT =
  /: (?:line )?\d+: .{1,200}: (?:command )?not found$|: (?:line )?\d+: .{1,300}: (?:Permission denied|cannot execute|bad interpreter|Is a directory|No such file)/;

/** Exit codes 126 and 127 are the shell's own: it said why on its last line. */
function shellComplaint(output: string, stderr: Stream): Cause | undefined {
  if (!/exit status 12[67]\s*$/.test(output.slice(-40))) return undefined;
  const line = lastLine(stderr.text);
  if (line === undefined || stderr.cut || !SHELL_COMPLAINT.test(line.text)) return undefined;
  return { message: wholeText(stderr.text, line), text: stderr.text, line, weight: WEIGHT.final, cut: false };
}

/** What a script writes before it says no more than that it failed or goes no further is its complaint, in any words. */
function complaintBefore(wrapper: Cause): Cause {
  const isJoined = wrapper.message.length > wrapper.line.text.length;
  if (wrapper.weight > WEIGHT.consequence || isJoined) return wrapper;
  let line = lineBefore(wrapper.text, wrapper.line);
  for (let asides = 0; line && asides < MAX_ASIDES && isIdle(line.text); asides++)
    line = lineBefore(wrapper.text, line);
  if (line === undefined || isIdle(line.text)) return wrapper;
  return { ...wrapper, message: wholeText(wrapper.text, line), line, cut: false };
}

/** A line that names no cause in any words: no text, an aside, a wrapper, or a program's goodbye. */
function isIdle(text: string): boolean {
  return (
    !/\p{L}{2}/u.test(text) || ceilingOf(text) <= WEIGHT.wrapper || isClosingRemark(text) || isBegunStep(text)
  );
}

/** cfn-init logs what a command printed as information, behind a tab. */
const CFN_INIT_OUTPUT = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} P\d+ \[INFO\] \t/gm;

export function findIn(stream: Stream): Cause | undefined {
  const text = stream.text.includes('[INFO] \t') ? stream.text.replace(CFN_INIT_OUTPUT, '') : stream.text;
  if (text === '') return undefined;
  if (stream.cut) {
    const whole = findIn({ text: withoutLastLine(text), cut: false });
    if (whole && whole.weight >= WEIGHT.harmless) return whole;
  }
  const heaviest = heaviestLine(text);
  const record = structured(text);
  if (record && record.weight >= (heaviest?.weight ?? WEIGHT.nothing)) return { ...record, text, cut: false };
  if (!heaviest || heaviest.weight <= WEIGHT.warning) return undefined;
  const { line, weight } = heaviest;
  const whole = wholeMessage(text, line);
  if (isInstruction(whole.message.toLowerCase())) return undefined;
  return { ...whole, text, line, weight, cut: stream.cut && lineAfter(text, line) === undefined };
}

/** Where the agent cut a stream, its last line is a fragment. */
function withoutLastLine(text: string): string {
  return text.slice(0, Math.max(0, lastLine(text)?.start ?? 0));
}

/** Stack traces and PowerShell records, parsed only where a cheap sign of them stands. */
function structured(text: string) {
  if (text.includes('Traceback (most recent') || text.includes('\tat ') || text.includes('\n    at ')) {
    const found = tracebackLine(linesOf(text));
    if (found) return found;
  }
  return text.includes('CategoryInfo') || text.includes('\nLine |') || text.includes('\n+ ')
    ? powershellRecord(linesOf(text))
    : undefined;
}

function isNoCause(cut: boolean, text: string): boolean {
  return cut || isBegunStep(text) || isInstruction(text.toLowerCase());
}

/** Without any word of failure the last line is the best there is, asides apart. */
function lastMessage({ text, cut }: Stream): Cause | undefined {
  const usage = /^usage:/im.exec(text)?.index ?? text.length;
  const last = lastLine(text.slice(0, usage)) ?? lastLine(text);
  if (last === undefined) return undefined;
  let line: Line | undefined = last;
  for (let asides = 0; line && asides < MAX_ASIDES && isIdle(line.text); asides++)
    line = lineBefore(text, line);
  const quotedLine = line ?? last;
  return {
    // The reason lies beyond the cut: whatever stands last before it is some step on the way.
    message: isNoCause(cut, quotedLine.text) ? '' : wholeText(text, quotedLine),
    text,
    line: quotedLine,
    weight: WEIGHT.nothing,
    cut: false,
  };
}
