import { isFatal, isTagged, isWarning } from './vocabulary/levels.ts';
import { countsFailures, isInstruction, isNotice } from './vocabulary/notices.ts';
import { namesReason, namesStrongReason } from './vocabulary/reasons.ts';
import { isBareFailure, isConsequence, isOftenHarmless, isWrapper } from './vocabulary/wrappers.ts';

/** How likely a line names why a node failed. Higher is better. */
export const WEIGHT = {
  nothing: 0,
  notice: 1,
  warning: 2,
  wrapper: 3,
  consequence: 4,
  mention: 5,
  /** It says what did not work, and nothing of why. */
  bareFailure: 5.2,
  /** A reason of a tool that scripts ask without needing the answer. */
  harmless: 5.5,
  tagged: 6,
  reason: 7,
  taggedReason: 8,
  fatal: 8.5,
  final: 9,
} as const;

/** So much less weighs a line that only says what is absent, ... */
const ABSENCE = 0.2;
/** ... and one that announces what stands below it. */
const TITLE = 0.4;

/** The weight of a line that holds a signal; for one lighter than `least` any figure below that. */
export function weightOf(line: string, least: number = WEIGHT.nothing): number {
  const lower = line.toLowerCase();
  const weight = weightByWords(line, lower);
  return weight < least ? weight : Math.min(weight, ceilingOf(line, lower));
}

function weightByWords(line: string, lower: string): number {
  const tagged = isTagged(line, lower);
  if (tagged && isFatal(lower)) return WEIGHT.fatal;
  const plain = tagged ? WEIGHT.tagged : WEIGHT.mention;
  const title = lower.endsWith(':') ? TITLE : 0;
  const reason = tagged ? WEIGHT.taggedReason : WEIGHT.reason;
  if (namesStrongReason(lower)) return reason - title;
  return (namesReason(lower) ? reason - ABSENCE : plain) - title;
}

/** Whether a line is there to inform, to warn or to advise, so that it is no cause whatever words it holds. */
export function isAside(line: string, lower: string = line.toLowerCase()): boolean {
  return isNotice(line, lower) || isWarning(line, lower) || isInstruction(lower);
}

/** The most that a line can weigh, whatever reasons it names. */
export function ceilingOf(line: string, lower: string = line.toLowerCase()): number {
  if (isInstruction(lower)) return WEIGHT.nothing;
  if (isNotice(line, lower)) return WEIGHT.notice;
  if (isWarning(line, lower)) return WEIGHT.warning;
  if (isWrapper(lower)) return WEIGHT.wrapper;
  if (isOftenHarmless(lower)) return WEIGHT.harmless;
  if (isConsequence(lower)) return WEIGHT.consequence;
  if (isBareFailure(lower)) return WEIGHT.bareFailure;
  return countsFailures(lower) ? WEIGHT.mention : WEIGHT.final;
}
