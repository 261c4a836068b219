/** The API's own object, made safe to hand out: every text in it cleaned and masked, nothing left out. */

import { cleanText } from '../sanitize/clean.ts';
import type { Redactor } from '../sanitize/redactor.ts';

const isPath = /(?:Url|Prefix)$/;

/** `masked` counts the secrets that were masked. */
export function sanitizeDocument(document: unknown, redactor: Redactor): { value: unknown; masked: number } {
  let masked = 0;

  /** What stands behind a secret, as the folders of a key do, would change what it looks like. */
  function folder(text: string): string {
    const redacted = redactor.redact(text);
    masked += redacted.count;
    return redacted.text;
  }

  function safe(value: unknown, name: string): unknown {
    if (typeof value === 'string') {
      const redacted = redactor.redactField(name, cleanText(value));
      masked += redacted.count;
      return isPath.test(name) ? redacted.text.split('/').map(folder).join('/') : redacted.text;
    }
    if (Array.isArray(value)) return value.map((item) => safe(item, name));
    // The SDK makes an invalid Date of a time it cannot read, and that one has no ISO form.
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, safe(member, key)]));
  }

  return { value: safe(document, ''), masked };
}
