/** Cuts that part no surrogate pair: strict readers of JSON refuse half of one. */

/** The first `maxLength` UTF-16 units of `text`, or one fewer where the last would be half a character. */
export function headOf(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  return text.slice(0, splitsPair(text, maxLength) ? maxLength - 1 : maxLength);
}

/** Whether a cut before the unit at `at` would leave half a character on either side. */
export function splitsPair(text: string, at: number): boolean {
  const [before, after] = [text.charCodeAt(at - 1), text.charCodeAt(at)];
  return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff;
}
