/** Figures as a person reads them. */

const INTEGERS = new Intl.NumberFormat('en-US');

export function integer(count: number): string {
  return INTEGERS.format(count);
}

export function plural(count: number, noun: string): string {
  return `${integer(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** Of a whole: never "0%" or "100%" of what is some or not all. */
export function share(count: number, of: number): string {
  if (of === 0) return '';
  const percent = (100 * count) / of;
  if (count > 0 && percent < 0.1) return '< 0.1%';
  if (count < of && percent > 99.9) return '> 99.9%';
  return `${percent.toFixed(percent % 1 === 0 ? 0 : 1)}%`;
}

/** Seconds below two minutes, then minutes, then hours. */
export function duration(seconds: number): string {
  if (seconds < 120) return `${Number(seconds.toFixed(1))} s`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`;
  return `${Number((seconds / 3_600).toFixed(1))} h`;
}

/** "2026-11-26T03:36:26Z" as "2026-11-26 03:36:26 UTC". */
export function moment(iso: string): string {
  return iso.replace('T', ' ').replace('Z', ' UTC');
}

/** From one to another; of one alone where there is no other. */
export function span(first: string, last: string | undefined): string {
  return last === undefined || last === first
    ? `At ${moment(first)}`
    : `From ${moment(first)} to ${moment(last)}`;
}

/** The time of day, UTC. */
export function clock(ms: number): string {
  return new Date(ms).toISOString().slice(11, 19);
}
