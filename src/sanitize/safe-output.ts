/** What a plugin printed, clean and masked, line for line. */

import { cleanText } from './clean.ts';
import { firstLook } from './first-look.ts';
import type { Redacted, Redactor } from './redactor.ts';

/** `complains` is false where no common word of failure stands in it. */
export type SafeOutput = Redacted & { readonly complains: boolean };

/** One look serves all where there is nothing to clean, as in most outputs. */
export function safeOutput(raw: string, redactor: Redactor): SafeOutput {
  const first = firstLook(raw);
  const clean = first.plain ? raw : cleanText(raw);
  const look = first.plain ? first : firstLook(clean);
  // Not spread: over 10,000 outputs that held 2 MB more.
  const { text, count, kinds } = redactor.redact(clean, look);
  return { text, count, kinds, complains: look.complains };
}
