import { isTagged, isWarning } from './vocabulary/levels.ts';
import { isNotice } from './vocabulary/notices.ts';
import { namesReason } from './vocabulary/reasons.ts';
import { isConsequence, isWrapper } from './vocabulary/wrappers.ts';

/** How likely a line names why a node failed. Higher is better. */
export const WEIGHT = {
  nothing: 0,
  notice: 1,
  warning: 2,
  wrapper: 3,
  consequence: 4,
  mention: 5,
  tagged: 6,
  reason: 7,
  taggedReason: 8,
  final: 9,
} as const;

/**
 * The weight of a line that holds a signal. Asking only for lines heavier than `above` saves most of the
 * work; the answer for others is then merely no heavier than that.
 */
export function weightOf(line: string, above: number = WEIGHT.nothing): number {
  const lower = line.toLowerCase();
  if (above >= WEIGHT.warning && isAside(line, lower)) return WEIGHT.warning;
  const tagged = isTagged(line, lower);
  if (!tagged && above >= WEIGHT.reason) return WEIGHT.mention;
  const weight = weightByWords(tagged, namesReason(lower));
  return weight <= above ? weight : Math.min(weight, ceilingOf(line, lower));
}

function weightByWords(tagged: boolean, reason: boolean): number {
  if (tagged) return reason ? WEIGHT.taggedReason : WEIGHT.tagged;
  return reason ? WEIGHT.reason : WEIGHT.mention;
}

/** Whether a line is there to inform or to warn, so that it is no cause whatever words it holds. */
export function isAside(line: string, lower: string = line.toLowerCase()): boolean {
  return isNotice(line, lower) || isWarning(line, lower);
}

/** The most that a line can weigh, whatever reasons it names. */
export function ceilingOf(line: string, lower: string = line.toLowerCase()): number {
  if (isNotice(line, lower)) return WEIGHT.notice;
  if (isWarning(line, lower)) return WEIGHT.warning;
  if (isWrapper(lower)) return WEIGHT.wrapper;
  return isConsequence(lower) ? WEIGHT.consequence : WEIGHT.final;
}
