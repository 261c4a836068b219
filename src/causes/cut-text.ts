import { headOf, splitsPair } from '../run-command/index.ts';

/** At most `max` UTF-16 units of a text, with a sign where something was left out. */
export function shortenText(text: string, max: number): string {
  return text.length <= max ? text : `${headOf(text, max - 1)}…`;
}

/** From `start` on: one unit later where that would part a surrogate pair. */
export function textFrom(text: string, start: number): string {
  return text.slice(splitsPair(text, start) ? start + 1 : start);
}
