import { hashOf } from '../seeded.ts';
import { invalidParameter } from './input.ts';

export type Direction = 'f' | 'b';
/** The byte between two events at which a page ends, and how many pages came before. */
export type EventPosition = { readonly direction: Direction; readonly place: number; readonly page: number };

// As long as those of the service: 56 digits, here of the stream, the page and the place.
const DIGITS = { stream: 20, page: 18, place: 18 };
const TOKEN = /^([fb])\/(\d{20})(\d{18})(\d{18})\/s$/;

export function writeEventToken({ direction, place, page }: EventPosition, stream: string): string {
  const numbers = `${markOf(stream)}${padded(page, DIGITS.page)}${padded(place, DIGITS.place)}`;
  return `${direction}/${numbers}/s`;
}

/** Throws InvalidParameterException for anything that was not written for this stream. */
export function readEventToken(token: string, stream: string): EventPosition {
  const [, direction, mark, page, place] = TOKEN.exec(token) ?? [];
  if (mark !== markOf(stream)) throw invalidParameter('The specified nextToken is invalid.');
  return { direction: direction === 'b' ? 'b' : 'f', place: Number(place), page: Number(page) };
}

function markOf(stream: string): string {
  return padded(hashOf('log stream', stream), DIGITS.stream);
}

function padded(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}
