/** Text of others on one line of ours. */

import { cleanLine, cleanText } from './clean.ts';
import type { Redacted, Redactor } from './redactor.ts';

/**
 * Clean, masked and on one line. What spans lines is masked while it does: a block under `password:`, or the
 * rest of a key, is known by its lines.
 */
export function safeLine(text: string, redactor: Redactor): Redacted {
  const clean = cleanText(text);
  if (!clean.trimEnd().includes('\n')) return redactor.redact(cleanLine(clean));
  const whole = redactor.redact(clean);
  const line = redactor.redact(cleanLine(whole.text));
  return {
    text: line.text,
    count: whole.count + line.count,
    kinds: [...new Set([...whole.kinds, ...line.kinds])],
  };
}
