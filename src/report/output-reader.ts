/**
 * Reads what steps said: cleaned, masked, and brought down to its message. The outputs read last are remembered with
 * what they came to, since fleets say the same on many nodes, and a command that goes on is asked about again.
 */

import type { Message } from './causes/entries.ts';
import { messageOf } from './causes/message.ts';
import { withoutOwnName } from './causes/own-name.ts';
import { firstLook } from './first-look.ts';
import type { Redactor } from './redaction.ts';
import { cleanText } from './untrusted-text.ts';

export type ReadOutput = {
  readonly message: Message;
  /** Secrets masked in it. */
  readonly masked: number;
};

export type OutputReader = {
  readonly redactor: Redactor;
  /** `status` is the StatusDetails of the invocation, `nodeName` the node's own name. */
  read(output: string, status: string, nodeName: string): ReadOutput;
};

/** About a megabyte of outputs as long as SSM lets them be. */
const REMEMBERED = 512;

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
  /** By a hash of the raw output, the one read first in front. */
  const remembered = new Map<number, Remembered>();

  function readAnew(raw: string, status: string, nodeName: string): Remembered {
    const first = firstLook(raw);
    const clean = first.plain ? raw : cleanText(raw);
    const look = first.plain ? first : firstLook(clean);
    const { text: output, count: masked } = redactor.redact(clean, look);
    const message = messageOf({ status, nodeName, output, complains: look.complains });
    return { raw, output, status, nodeName, message, masked };
  }

  return {
    redactor,
    read(raw, status, nodeName) {
      const hash = hashOf(raw);
      const known = remembered.get(hash);
      if (known?.raw === raw && known.status === status && meansTheSame(known, nodeName)) return known;
      const read = readAnew(raw, status, nodeName);
      if (raw.length <= REMEMBERED_LENGTH) {
        remembered.set(hash, read);
        if (remembered.size > REMEMBERED) remembered.delete(remembered.keys().next().value ?? 0);
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
