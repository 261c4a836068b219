import { type Stream, type Streams, streamsOf } from '../../run-command/index.ts';
import { ceilingOf, WEIGHT, weightOf } from './line-weight.ts';
import { type Line, lastLine, lineAfter, lineAround, lineBefore, linesOf } from './lines.ts';
import { powershellRecord } from './powershell-record.ts';
import { tracebackLine } from './traceback.ts';
import { REASONS } from './vocabulary/reasons.ts';
import { COMMON_SIGNAL, RARE_SIGNAL } from './vocabulary/signals.ts';
import { wholeMessage, wholeText } from './whole-message.ts';

export type Cause = {
  /** What to quote: one line, or one message put together from its wrapped lines. */
  readonly message: string;
  /** The stream it was found in, and its line there. */
  readonly text: string;
  readonly line: Line;
  readonly weight: number;
  /** The agent cut the output within this very message. */
  readonly cut: boolean;
};

/** Lines weighed of one stream; 2,500 bytes rarely hold as many. */
const MAX_WEIGHED = 60;

const MAX_ASIDES = 12;

/** Finds the line that names why a node failed. `undefined` when the output holds no text at all. */
export function findCause(output: string): Cause | undefined {
  const { stdout, stderr } = streamsOf(output);
  const fromStderr = findIn(stderr);
  if (fromStderr && fromStderr.weight >= WEIGHT.reason) return fromStderr;
  const fromStdout = findIn(stdout);
  if (!fromStderr)
    return (fromStdout && loggedBefore(fromStdout)) ?? lastMessage(stderr) ?? lastMessage(stdout);
  if (!fromStdout) return complaintBefore(fromStderr);
  const weak = fromStderr.weight <= WEIGHT.wrapper;
  return fromStdout.weight > (weak ? fromStderr.weight : WEIGHT.mention) &&
    fromStdout.weight > fromStderr.weight
    ? fromStdout
    : complaintBefore(fromStderr);
}

/** systemd reports that a unit failed behind what the unit itself had logged. */
function loggedBefore(wrapper: Cause): Cause {
  return /^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d /.test(wrapper.line.text)
    ? complaintBefore(wrapper)
    : wrapper;
}

/** What a script writes to stderr before it says no more than that it failed is its complaint, in any words. */
function complaintBefore(wrapper: Cause): Cause {
  if (wrapper.weight > WEIGHT.wrapper) return wrapper;
  let line = lineBefore(wrapper.text, wrapper.line);
  for (let asides = 0; line && asides < MAX_ASIDES && isIdle(line.text); asides++)
    line = lineBefore(wrapper.text, line);
  if (line === undefined || isIdle(line.text)) return wrapper;
  return { ...wrapper, message: wholeText(wrapper.text, line), line, cut: false };
}

function isIdle(text: string): boolean {
  return !/\p{L}{3}/u.test(text) || ceilingOf(text) <= WEIGHT.wrapper;
}

/** The line that looks like an error in what a success printed. */
export function errorIn(text: Streams): string | undefined {
  for (const stream of [text.stderr, text.stdout]) {
    const found = heaviestWith(COMMON_SIGNAL, stream.text);
    if (found && found.weight >= WEIGHT.tagged) return found.line.text.trimStart();
  }
  return undefined;
}

function findIn(stream: Stream): Cause | undefined {
  const { text } = stream;
  if (text === '') return undefined;
  const heaviest = heaviestLine(text);
  const record = structured(text);
  if (record && record.weight >= (heaviest?.weight ?? WEIGHT.nothing)) return { ...record, text, cut: false };
  if (!heaviest || heaviest.weight <= WEIGHT.warning) return undefined;
  const { line, weight } = heaviest;
  const message = wholeMessage(text, line);
  return { message, text, line, weight, cut: stream.cut && lineAfter(text, line) === undefined };
}

type Weighed = { readonly line: Line; readonly weight: number };

function heaviestLine(text: string): Weighed | undefined {
  const common = heaviestWith(COMMON_SIGNAL, text);
  if (common && common.weight >= WEIGHT.tagged) return common;
  const rare = heaviestWith(RARE_SIGNAL, text);
  return rare && rare.weight > (common?.weight ?? WEIGHT.nothing) ? rare : common;
}

function heaviestWith(signal: RegExp, text: string): Weighed | undefined {
  let best: Weighed | undefined;
  signal.lastIndex = 0;
  for (let weighed = 0; weighed < MAX_WEIGHED; weighed++) {
    const hit = signal.exec(text);
    if (hit === null) break;
    const line = lineAround(text, hit.index);
    best = heavier(text, line, best);
    if (best && best.weight >= WEIGHT.tagged) return withReason(text, best);
    signal.lastIndex = Math.max(line.end, signal.lastIndex);
  }
  return best;
}

/** Beside a line that is marked as an error only one that names a reason says more. */
function withReason(text: string, tagged: Weighed): Weighed {
  let best = tagged;
  const lower = text.toLowerCase();
  REASONS.lastIndex = 0;
  for (let weighed = 0; weighed < MAX_WEIGHED && best.weight < WEIGHT.taggedReason; weighed++) {
    const hit = REASONS.exec(lower);
    if (hit === null) break;
    const line = lineAround(text, hit.index);
    if (hasSignal(line.text)) best = heavier(text, line, best);
    REASONS.lastIndex = Math.max(line.end, REASONS.lastIndex);
  }
  return best;
}

function hasSignal(line: string): boolean {
  return [COMMON_SIGNAL, RARE_SIGNAL].some((signal) => line.search(signal) >= 0);
}

function heavier<T extends Weighed | undefined>(text: string, line: Line, best: T): Weighed | T {
  const least = best?.weight ?? WEIGHT.nothing;
  const weight = weightOf(line.text, least);
  if (weight <= least) return best;
  if (weight <= WEIGHT.consequence || !isWaitedFor(text, line)) return { line, weight };
  return least < WEIGHT.consequence ? { line, weight: WEIGHT.consequence } : best;
}

/** What a program goes on to wait for did not end it. */
function isWaitedFor(text: string, line: Line): boolean {
  return /\bwaiting (?:for|until)\b/i.test(lineAfter(text, line)?.text ?? '');
}

/** Stack traces and PowerShell records, parsed only where a cheap sign of them stands. */
function structured(text: string) {
  if (text.includes('Traceback (most recent') || text.includes('\tat ') || text.includes('\n    at ')) {
    return tracebackLine(linesOf(text));
  }
  return text.includes('\nAt ') || text.includes('CategoryInfo')
    ? powershellRecord(linesOf(text))
    : undefined;
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
    message: wholeText(text, quotedLine),
    text,
    line: quotedLine,
    weight: WEIGHT.nothing,
    cut: cut && quotedLine === last,
  };
}
