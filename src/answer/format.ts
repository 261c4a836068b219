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

/**
 * What others wrote, quoted in a line of ours: it can end neither the quotation nor the line. Every kind of quotation
 * mark within becomes an apostrophe, as a reader may take any of them for the end.
 */
export function quote(text: string): string {
  return `"${text.replace(LINE_BREAKS, ' ').replace(QUOTATION_MARKS, "'")}"`;
}

const LINE_BREAKS = /[\n\v\f\r\u0085\u2028\u2029]{1,100}/g;

/** ASCII and grave, acute; typographic; guillemets; the Japanese and Chinese ones; their full-width forms. */
const QUOTATION_MARKS =
  /["`\u00b4\u2018-\u201f\u2032-\u2037\u00ab\u00bb\u2039\u203a\u275b-\u275e\u300c-\u300f\u301d-\u301f\uff02\uff07\uff40\uff62\uff63]/g;

/** 44.5 -> "44.5 s", 1500 -> "25 min", 9000 -> "2.5 h", 200000 -> "2.3 d". */
export function formatSeconds(seconds: number): string {
  if (seconds < 2 * MINUTE) return `${Math.round(seconds * 10) / 10} s`;
  if (seconds < 2 * HOUR) return `${Math.round(seconds / MINUTE)} min`;
  if (seconds < 2 * DAY) return `${Math.round(seconds / (HOUR / 10)) / 10} h`;
  return `${Math.round(seconds / (DAY / 10)) / 10} d`;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
