/** How a program wrote its output: nobody says it, and the agent uploads the bytes as they are. */

import { Buffer } from 'node:buffer';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** Bytes looked at where there is no byte order mark. */
const SAMPLE = 1_024;

/** Of the bytes at every second place, how many must be NUL: text in UTF-16 is not all of ASCII. */
const MOST = 0.6;

/** `head` is the beginning of the whole. */
export function encodingOf(head: Uint8Array): Encoding {
  const [first, second] = head;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const sample = head.subarray(0, Math.min(SAMPLE, head.length & ~1));
  const share = (odd: number) =>
    sample.filter((byte, at) => byte === 0 && at % 2 === odd).length / (sample.length / 2);
  if (sample.length < 4) return 'utf-8';
  if (share(1) >= MOST && share(0) < 1 - MOST) return 'utf-16le';
  return share(0) >= MOST && share(1) < 1 - MOST ? 'utf-16be' : 'utf-8';
}

/** What is no text in this encoding becomes U+FFFD. */
export function decode(bytes: Uint8Array, encoding: Encoding): string {
  if (encoding !== 'utf-16be') return new TextDecoder(encoding).decode(bytes);
  const even = bytes.length & ~1;
  const swapped = Buffer.from(bytes.subarray(0, even)).swap16();
  return new TextDecoder('utf-16le').decode(swapped) + (even < bytes.length ? '\ufffd' : '');
}

/** How far before the place asked for a cut may be, so that it is the end of a line. */
export const CUT_SLACK = 8 * 1_024;

/**
 * Where `bytes`, which begin at an even place of the whole, had better be cut instead of at `at`: behind a line that
 * ends not far before, else between two characters. It depends on nothing but the `CUT_SLACK` bytes before, so that
 * every read finds the same.
 */
export function cutAt(bytes: Uint8Array, at: number, encoding: Encoding): number {
  const wide = encoding !== 'utf-8';
  const lineEnd = lineEndBefore(bytes, at, encoding);
  if (lineEnd !== undefined) return lineEnd;
  if (wide) return at - (at % 2) - (isHighSurrogate(bytes, at - (at % 2) - 2, encoding) ? 2 : 0);
  let cut = at;
  // A character has at most three bytes behind its first.
  while (cut > Math.max(0, at - 3) && isContinuation(bytes[cut])) cut -= 1;
  return isContinuation(bytes[cut]) ? at : cut;
}

function lineEndBefore(bytes: Uint8Array, at: number, encoding: Encoding): number | undefined {
  const first = Math.max(0, at - CUT_SLACK);
  if (encoding === 'utf-8') {
    const newline = bytes.subarray(first, at).lastIndexOf(NEWLINE);
    return newline === -1 ? undefined : first + newline + 1;
  }
  for (let unit = (at & ~1) - 2; unit >= first; unit -= 2) {
    if (unitAt(bytes, unit, encoding) === NEWLINE) return unit + 2;
  }
  return undefined;
}

const NEWLINE = 0x0a;

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

function isHighSurrogate(bytes: Uint8Array, at: number, encoding: Encoding): boolean {
  return (unitAt(bytes, at, encoding) & 0xfc00) === 0xd800;
}

function unitAt(bytes: Uint8Array, at: number, encoding: Encoding): number {
  const [first = 0, second = 0] = [bytes[at], bytes[at + 1]];
  return encoding === 'utf-16le' ? first | (second << 8) : (first << 8) | second;
}
