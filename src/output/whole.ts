/**
 * The whole of one stream, read piece by piece as it may be shown: decoded, cleaned, redacted. Each piece is found by
 * its number alone and read with what surrounds it, so nothing but the piece that is shown is held in memory.
 */

import type { StoredOutput } from '../run-command/index.ts';
import type { Sanitizer } from '../sanitize/index.ts';
import { CUT_SLACK, cutAt, decode, type Encoding, encodingOf } from './encoding.ts';

/** Some pages of an answer, and little for one request. Even, as UTF-16 has two bytes a unit. */
export const PIECE_BYTES = 64 * 1_024;

/** Read on either side of a piece: the longest secret that is redacted across reads (SECURITY.md). */
export const SEAM_BYTES = 16 * 1_024;

/** Of the end, which is shown as a preview: more than any page has room for. */
const END_BYTES = 24 * 1_024;

export type OutputPiece = {
  readonly text: string;
  /** Secrets redacted. */
  readonly redactions: number;
  readonly withheld: boolean;
  /** Some bytes are no text in the encoding; U+FFFD stands for them. */
  readonly replaced: boolean;
  /** The places of its first byte and of the one behind its last. */
  readonly from: number;
  readonly to: number;
  readonly last: boolean;
  /** Bytes of the whole, where they are known. */
  readonly size?: number;
};

export type WholeOutput = {
  readonly store: StoredOutput['store'];
  /** `count` pieces in one, from `piece` on, counted from 0. */
  read(piece: number, signal: AbortSignal, count?: number): Promise<OutputPiece>;
  /** The end, for a preview. */
  readEnd(signal: AbortSignal): Promise<OutputPiece>;
};

export function createWholeOutput(stored: StoredOutput, sanitizer: Sanitizer): WholeOutput {
  // CloudWatch Logs has text: what the agent took the bytes for.
  let encoding: Encoding | undefined = stored.store === 'S3' ? undefined : 'utf-8';

  async function encodingFor(signal: AbortSignal): Promise<Encoding> {
    encoding ??= encodingOf((await stored.read(0, CUT_SLACK, signal)).bytes);
    return encoding;
  }

  /** Between two places of `bytes`, which are parts of the whole that stand one behind the other. */
  function sanitized(bytes: Uint8Array, from: number, to: number, as: Encoding) {
    const text = decode(bytes.subarray(from, to), as);
    const part = sanitizer.part(decode(bytes.subarray(0, from), as), text, decode(bytes.subarray(to), as));
    return {
      text: part.text,
      redactions: part.redactions,
      withheld: part.withheld === true,
      replaced: text.includes('\ufffd'),
    };
  }

  return {
    store: stored.store,

    async read(piece, signal, count = 1) {
      const [from, to] = [piece * PIECE_BYTES, (piece + count) * PIECE_BYTES];
      const start = Math.max(0, from - CUT_SLACK - SEAM_BYTES);
      const wanted = to + SEAM_BYTES - start;
      const { bytes, size } = await stored.read(start, wanted, signal);
      if (piece === 0) encoding ??= encodingOf(bytes);
      const as = await encodingFor(signal);
      const end = start + bytes.length;
      const cut = (place: number) =>
        place === 0 ? 0 : place >= end ? bytes.length : cutAt(bytes, place - start, as);
      const last = to >= end;
      return {
        ...sanitized(bytes, cut(from), cut(to), as),
        from: start + cut(from),
        to: start + cut(to),
        last,
        ...(size !== undefined ? { size } : last && { size: end }),
      };
    },

    async readEnd(signal) {
      const as = await encodingFor(signal);
      const { bytes, size } = await stored.readEnd(END_BYTES + SEAM_BYTES, signal);
      // From an even place, so that units of two bytes are whole.
      const even = as === 'utf-8' ? bytes : bytes.subarray(((size ?? bytes.length) - bytes.length) % 2);
      const from = even.length > END_BYTES ? cutAt(even, even.length - END_BYTES, as) : 0;
      return {
        ...sanitized(even, from, even.length, as),
        from: (size ?? even.length) - even.length + from,
        to: size ?? even.length,
        last: true,
        ...(size !== undefined && { size }),
      };
    },
  };
}
