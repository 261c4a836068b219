import { WEIGHT, weightOf } from './line-weight.ts';
import { type Line, lineAfter, lineAround } from './lines.ts';
import { COMMON_SIGNAL, RARE_SIGNAL } from './vocabulary/signals.ts';

export type Weighed = { readonly line: Line; readonly weight: number };

/** Lines weighed of one stream; 2,500 bytes rarely hold as many. */
const MAX_WEIGHED = 100;

/** The line of a stream that most likely names the cause, of those that hold a signal at all. */
export function heaviestLine(text: string): Weighed | undefined {
  const common = heaviestWith(COMMON_SIGNAL, text);
  if (common && common.weight > WEIGHT.reason) return common;
  const rare = heaviestWith(RARE_SIGNAL, text);
  if (rare === undefined || common === undefined) return common ?? rare;
  if (rare.weight === common.weight)
    return choose([rare, common].sort((a, b) => a.line.start - b.line.start));
  return rare.weight > common.weight ? rare : common;
}

/** The lines of a text that hold a signal, which is a global expression; the first `MAX_WEIGHED` of them. */
export function linesWith(signal: RegExp, text: string): Line[] {
  const lines: Line[] = [];
  signal.lastIndex = 0;
  while (lines.length < MAX_WEIGHED) {
    const hit = signal.exec(text);
    if (hit === null) break;
    const line = lineAround(text, hit.index);
    signal.lastIndex = Math.max(line.end, signal.lastIndex);
    lines.push(line);
  }
  return lines;
}

function heaviestWith(signal: RegExp, text: string): Weighed | undefined {
  let best: Weighed[] = [];
  for (const line of linesWith(signal, text)) {
    const least = best[0]?.weight ?? WEIGHT.notice;
    const weight = weightInPlace(text, line, least);
    if (weight > least) best = [{ line, weight }];
    else if (weight === least) best.push({ line, weight });
  }
  return choose(best);
}

function weightInPlace(text: string, line: Line, least: number): number {
  const weight = weightOf(line.text, least);
  if (weight < least || weight <= WEIGHT.consequence || !isWaitedFor(text, line)) return weight;
  return WEIGHT.consequence;
}

/** What a program goes on to wait for did not end it. */
function isWaitedFor(text: string, line: Line): boolean {
  return /\bwaiting (?:for|until)\b/i.test(lineAfter(text, line)?.text ?? '');
}

/**
 * Of lines that weigh the same, the first that the last speaker wrote: what ended the script came last, and of one
 * tool's lines the later ones follow from the first.
 */
function choose(equals: readonly Weighed[]): Weighed | undefined {
  const last = equals.at(-1);
  if (last === undefined || equals.length === 1) return last;
  const speaker = speakerOf(last.line.text);
  let first = last;
  for (let at = equals.length - 2; at >= 0; at--) {
    const earlier = equals[at];
    if (earlier === undefined || speakerOf(earlier.line.text) !== speaker) break;
    first = earlier;
  }
  return first;
}

/** The program that a line names in front, as shells and tools do; "" for a log, whose lines are of one program. */
function speakerOf(line: string): string {
  const tool =
    /^(?:\S{0,200}: (?:line )?\d+: )?(?:\S{0,100}\/)?([a-z][\w.+-]{0,40})(?:\[\d+\])?: /.exec(line)?.[1] ??
    '';
  return /^(?:error|fatal|failure|failed|warning|err|panic|line)$/.test(tool) ? '' : tool;
}
