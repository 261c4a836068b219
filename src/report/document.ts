/** The API's own object, made safe to hand out: every text in it cleaned and masked, nothing left out. */

import type { Redactor } from './redaction.ts';
import { cleanText } from './untrusted-text.ts';

/** `masked` counts the secrets that were masked. */
export function maskDocument(document: unknown, redactor: Redactor): { value: unknown; masked: number } {
  let masked = 0;

  function safe(value: unknown, name: string): unknown {
    if (typeof value === 'string') {
      const redacted = redactor.redactField(name, cleanText(value));
      masked += redacted.count;
      return redacted.text;
    }
    if (Array.isArray(value)) return value.map((item) => safe(item, name));
    // The SDK makes an invalid Date of a time it cannot read, and that one has no ISO form.
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, safe(member, key)]));
  }

  return { value: safe(document, ''), masked };
}
