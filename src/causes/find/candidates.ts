import { WEIGHT, weightOf } from './line-weight.ts';
import { type Line, lineAfter, lineAround } from './lines.ts';
import { COMMON_SIGNAL, RARE_SIGNAL, SIGNAL_ABROAD, SIGNAL_BEYOND_ASCII } from './vocabulary/signals.ts';

export type Weighed = { readonly line: Line; readonly weight: number };

/** Lines weighed of one stream; 2,500 bytes rarely hold as many. */
const MAX_WEIGHED = 100;

/**
 * The lines of a text of which some word stands in `searched`, the same text or its lower case; the first
 * `MAX_WEIGHED` of them. `signal` is a global expression.
 */
export function linesWith(signal: RegExp, text: string, searched: string = text): Line[] {
  const lines: Line[] = [];
  signal.lastIndex = 0;
  while (lines.length < MAX_WEIGHED) {
    const hit = signal.exec(searched);
    if (hit === null) break;
    // A word may stand behind the line end that separates it from the line before.
    const line = lineAround(text, hit[0].startsWith('\n') ? hit.index + 1 : hit.index);
    signal.lastIndex = Math.max(line.end, signal.lastIndex);
    lines.push(line);
  }
  return lines;
}

/** In lower case, place for place; the few letters whose lower case is longer keep the text as it is. */
export function toLowerCase(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text;
}

/** The line of a stream that most likely names the cause, of those that hold a signal at all. */
export function heaviestLine(text: string): Weighed | undefined {
  const common = heaviestOf(text, linesWith(COMMON_SIGNAL, text));
  if (weightOfBest(common) > WEIGHT.reason) return choose(common);
  const lower = toLowerCase(text);
  const rare = heaviestOf(text, linesWith(RARE_SIGNAL, text, lower));
  const best = heavier(common, rare);
  if (weightOfBest(best) > WEIGHT.reason) return choose(best);
  const isAscii = !BEYOND_ASCII.test(text);
  const abroad = linesWith(isAscii ? SIGNAL_ABROAD : SIGNAL_BEYOND_ASCII, text, lower);
  return choose(heavier(best, heaviestOf(text, abroad)));
}

const BEYOND_ASCII = /[^\n -~]/;

function weightOfBest(best: readonly Weighed[]): number {
  return best[0]?.weight ?? WEIGHT.nothing;
}

/** Lines that weigh the same, in their order. */
function heavier(some: readonly Weighed[], others: readonly Weighed[]): readonly Weighed[] {
  if (weightOfBest(some) !== weightOfBest(others))
    return weightOfBest(some) > weightOfBest(others) ? some : others;
  const byStart = new Map([...some, ...others].map((weighed) => [weighed.line.start, weighed]));
  return [...byStart.values()].sort((one, other) => one.line.start - other.line.start);
}

/** The heaviest of some lines, and all that weigh as much. */
function heaviestOf(text: string, lines: readonly Line[]): readonly Weighed[] {
  let best: Weighed[] = [];
  for (const line of lines) {
    const least = best[0]?.weight ?? WEIGHT.notice;
    const weight = weightInPlace(text, line, least);
    if (weight > least) best = [{ line, weight }];
    else if (weight === least) best.push({ line, weight });
  }
  return best;
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
  const speakers: string[] = [];
  for (const [at, { line }] of equals.entries()) {
    const before = equals[at - 1]?.line;
    const goesOn = before !== undefined && before.end + 1 === line.start && /^\s{2}/.test(line.text);
    speakers.push(goesOn ? (speakers[at - 1] ?? '') : speakerOf(line.text));
  }
  const end = speakers.findLastIndex((speaker) => speaker !== speakers.at(-1));
  return equals[end + 1];
}

/** The program that a line names in front, as shells and tools do; "" for a log, whose lines are of one program. */
function speakerOf(line: string): string {
  const tool =
    /^(?:\S{0,200}: (?:line )?\d+: )?(?:\S{0,100}\/)?([a-z][\w.+-]{0,40})(?:\[\d+\])?: /.exec(line)?.[1] ??
    '';
  return /^(?:error|fatal|failure|failed|warning|err|panic|line)$/.test(tool) ? '' : tool;
}
