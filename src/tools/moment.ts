/** A moment as people write it: ISO 8601, a date, or a span before now. */

import { InvalidInputError } from '../run-command/index.ts';

const SPAN_MS = new Map([
  ['s', 1_000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
  ['w', 604_800_000],
]);

/** Hours of one digit too: AWS's own samples print them. */
const ISO =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}:?(?:\d{2})?)?)?$/i;

/** Epoch milliseconds. A time without an offset is UTC. Throws `InvalidInputError`. */
export function parseMoment(value: string, name: string, nowMs: number): number {
  const text = value.trim();
  const span = /^(\d{1,6})\s*([smhdw])$/i.exec(text);
  const unit = SPAN_MS.get(span?.[2]?.toLowerCase() ?? '');
  const ms = span && unit !== undefined ? nowMs - Number(span[1]) * unit : parseIso(text);
  if (ms === undefined || !(ms >= 0 && ms < MAX_MS)) {
    throw new InvalidInputError(
      `${name} cannot be ${JSON.stringify(value.slice(0, 60))}.`,
      'Write ISO 8601 (2021-07-07T00:00:00Z, an offset is fine), a date (2021-07-07), or a span before now (30m, 2h, 7d).',
    );
  }
  return ms;
}

/** The year 10000 would no longer fit the form that AWS takes. */
const MAX_MS = Date.UTC(10_000, 0, 1);

function parseIso(text: string): number | undefined {
  const match = ISO.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', offset = 'Z'] = match;
  const parts = [year, month, day, hour, minute, second].map(Number);
  const [y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0] = parts;
  const utc = Date.UTC(y, mo - 1, d, h, mi, s, Number(fraction.padEnd(3, '0').slice(0, 3)));
  // Date.UTC rolls over: 30 February would silently be 2 March.
  const date = new Date(utc);
  const real = date.getUTCMonth() === mo - 1 && date.getUTCDate() === d && h < 24 && mi < 60 && s < 60;
  return real ? utc - offsetMs(offset) : undefined;
}

function offsetMs(offset: string): number {
  if (offset.toUpperCase() === 'Z') return 0;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(3).replace(':', '') || '0');
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
