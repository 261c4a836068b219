/** The API's own object, made safe to hand out: every text in it cleaned and masked, nothing left out. */

import type { Redactor } from './redaction.ts';
import { cleanText } from './untrusted-text.ts';

export function maskDocument(value: unknown, redactor: Redactor, name = ''): unknown {
  if (typeof value === 'string') return redactor.redactField(name, cleanText(value)).text;
  if (Array.isArray(value)) return value.map((item) => maskDocument(item, redactor, name));
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, maskDocument(member, redactor, key)]),
  );
}
