/** The port through which the whole of a stream is read where SSM has only its beginning. */

import type { OutputLocation, OutputStream } from './output-locations.ts';
import type { InvocationRef } from './types.ts';

export type OutputStoreName = 'S3' | 'CloudWatch Logs';

/** One stream of one plugin, and where its sender had it kept. Never from anything that a node printed. */
export type OutputAddress = InvocationRef & {
  readonly pluginName: string;
  readonly stream: OutputStream;
  readonly location: OutputLocation;
  /** SSM shows some of it, so that the whole is not empty. */
  readonly printed: boolean;
};

export type OutputBytes = {
  readonly bytes: Uint8Array;
  /** Bytes of the whole: of CloudWatch Logs only once its end was read. */
  readonly size?: number;
};

/** The whole of one stream, as bytes with places counted from 0. CloudWatch Logs has text, here in UTF-8. */
export interface StoredOutput {
  readonly store: OutputStoreName;
  /** The bytes from `from` on: `length` of them, fewer only where the whole ends before. */
  read(from: number, length: number, signal: AbortSignal): Promise<OutputBytes>;
  /** The last `length` bytes, of CloudWatch Logs perhaps fewer. */
  readEnd(length: number, signal: AbortSignal): Promise<OutputBytes>;
}

/** Reading throws one of the classes of `errors.ts`, and rejects with the signal's reason once `signal` aborts. */
export interface OutputStore {
  /** The places where it lies, the better one first. Nothing is read yet. */
  open(address: OutputAddress): readonly StoredOutput[];
}
