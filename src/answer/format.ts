/** Small matters of wording: numbers, times, lists. */

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatInteger(count)} ${count === 1 ? one : many}`;
}

/** 12345 -> "12,345", whatever the machine's locale. No safe integer has more than 16 digits. */
export function formatInteger(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3}){1,5}$)/g, ',');
}

/** Whole seconds in UTC; "unknown" where the service sent no time. */
export function isoSeconds(ms: number | undefined): string {
  return ms === undefined ? 'unknown' : `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

/** A name that others gave, in a line of ours: as it is where it can be nothing but a name, else quoted. */
export function formatName(name: string): string {
  return /^[\w.:/@+-]+…?$/.test(name) && !name.includes('//') ? name : quote(name);
}

/** What others wrote, quoted in a line of ours: it can end neither the quotation nor the line. */
export function quote(text: string): string {
  return `"${text.replaceAll('"', "'")}"`;
}
