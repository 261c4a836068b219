/**
 * Reads what plugins said: cleaned, masked, and brought down to its message. The outputs read last are remembered with
 * what they came to, since fleets say the same on many nodes, and a command that goes on is asked about again.
 */

import { messageOf } from '../../causes/grouper.ts';
import { withoutOwnName } from '../../causes/key/own-name.ts';
import type { Message } from '../../causes/merge/entries.ts';
import type { Redactor } from '../../sanitize/redactor.ts';
import { safeOutput } from '../../sanitize/safe-output.ts';

export type ReadOutput = {
  /** The same for the same output, as long as it is remembered. */
  readonly id: number;
  readonly message: Message;
  /** Secrets masked in it. */
  readonly masked: number;
};

export type OutputReader = {
  readonly redactor: Redactor;
  /** `status` is the StatusDetails of the invocation, `nodeName` the node's own name. */
  read(output: string, status: string, nodeName: string): ReadOutput;
};

/**
 * About a megabyte of outputs as long as SSM lets them be: shelves, each with the outputs of like hashes read last.
 * Not a Map, whose tables outlive what they held: it cost 17 MB in a walk of 10,000.
 */
const SHELVES = 128;
const ON_A_SHELF = 4;

/** SSM cuts at 2,500; an endpoint that does not is not worth the memory. */
const REMEMBERED_LENGTH = 5_000;

type Remembered = ReadOutput & {
  readonly raw: string;
  /** What is left of it to show. */
  readonly output: string;
  readonly status: string;
  readonly nodeName: string;
};

export function createOutputReader(redactor: Redactor): OutputReader {
  const remembered: (Remembered | undefined)[] = new Array(SHELVES * ON_A_SHELF).fill(undefined);

  let outputsRead = 0;

  function readAnew(raw: string, status: string, nodeName: string): Remembered {
    const { text: output, count: masked, complains } = safeOutput(raw, redactor);
    const message = messageOf({ status, nodeName, output, complains });
    return { id: outputsRead++, raw, output, status, nodeName, message, masked };
  }

  return {
    redactor,
    read(raw, status, nodeName) {
      const shelf = (hashOf(raw) & (SHELVES - 1)) * ON_A_SHELF;
      for (let at = shelf; at < shelf + ON_A_SHELF; at++) {
        const known = remembered[at];
        if (known?.raw === raw && known.status === status && meansTheSame(known, nodeName)) return known;
      }
      const read = readAnew(raw, status, nodeName);
      if (raw.length <= REMEMBERED_LENGTH) {
        remembered.copyWithin(shelf + 1, shelf, shelf + ON_A_SHELF - 1);
        remembered[shelf] = read;
      }
      return read;
    },
  };
}

/** Another node's output comes down to the same unless one of the two is named in it. */
function meansTheSame(known: Remembered, nodeName: string): boolean {
  const names = (name: string) => withoutOwnName(known.output, name) !== known.output;
  return known.nodeName === nodeName || !(names(known.nodeName) || names(nodeName));
}

/** Characters that make up the hash: enough to tell most outputs apart, few enough to cost nothing. */
const SAMPLED = 32;

function hashOf(raw: string): number {
  let hash = raw.length;
  for (let sample = 1; sample <= SAMPLED; sample++) {
    hash = (Math.imul(hash, 31) + raw.charCodeAt(Math.floor((raw.length * sample) / SAMPLED) - 1)) | 0;
  }
  return hash;
}
