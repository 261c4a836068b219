/** The API's own object, made safe to hand out: every text in it sanitized, nothing left out. */

import { countRedactions, type Sanitizer } from './sanitizer.ts';

const isPath = /(?:Url|Prefix)$/;

/**
 * `redactions` counts the secrets that were redacted, `withheld` the texts that took too long to read; `spell` writes
 * times.
 */
export function sanitizeDocument(
  document: unknown,
  sanitizer: Sanitizer,
  spell = (time: Date) => time.toISOString(),
): { readonly value: unknown; readonly redactions: number; readonly withheld: number } {
  const safe = countRedactions(sanitizer);

  function sanitize(value: unknown, name: string): unknown {
    if (typeof value === 'string') return isPath.test(name) ? safe.path(value) : safe.field(name, value);
    if (Array.isArray(value)) return value.map((item) => sanitize(item, name));
    // The SDK makes an invalid Date of a time it cannot read, and that one has no ISO form.
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : spell(value);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, sanitize(member, key)]));
  }

  return { value: sanitize(document, ''), redactions: safe.redactions, withheld: safe.withheld };
}
