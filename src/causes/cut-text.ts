/** The first `max` UTF-16 units of a text at most: one less where the cut would part a surrogate pair. */
export function cutText(text: string, max: number): string {
  if (text.length <= max) return text;
  const last = text.charCodeAt(max - 1);
  const isHighSurrogate = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, Math.max(0, isHighSurrogate ? max - 1 : max));
}

/** The same with a sign that something was left out, within `max`. */
export function shortenText(text: string, max: number): string {
  return text.length <= max ? text : `${cutText(text, max - 1)}…`;
}

/** From `start` on: one unit later where that would part a surrogate pair. */
export function textFrom(text: string, start: number): string {
  const first = text.charCodeAt(start);
  const isLowSurrogate = first >= 0xdc00 && first <= 0xdfff && start > 0;
  return text.slice(isLowSurrogate ? start + 1 : start);
}
