/**
 * The one way in which text of nodes and senders becomes text of ours: cleaned of what a terminal would not show,
 * then redacted. Whatever is shown, grouped, cut or kept has come through here first, each text under a time limit.
 */

import { cleanLine, cleanText } from './clean.ts';
import { createRedactor } from './redactor.ts';
import type { Sanitized, Sanitizer } from './sanitizer.ts';
import { LIMIT_MS, OUT_OF_TIME, withTimeLimit } from './time-limit.ts';

export { cleanLine } from './clean.ts';
export { sanitizeDocument } from './document.ts';
export { type CountingSanitizer, countRedactions, type Sanitized, type Sanitizer } from './sanitizer.ts';
export { createBatchReader, OUT_OF_TIME, underOneLimit, withTimeLimit } from './time-limit.ts';

/**
 * With `redact: false` text is still cleaned, and secrets are left as they are. Each call has a time limit of its own,
 * which costs about 0.1 ms: who reads many texts reads them under one, see `withTimeLimit` and `createBatchReader`.
 */
export function createSanitizer({ redact }: { readonly redact: boolean }): Sanitizer {
  return limitEach(createUnlimited(redact));
}

/** The same sanitizer, in which a text that is not read within `limitMs` is withheld; a part of a whole has more time. */
export function limitEach({ text, part, line, field, path }: Sanitizer, limitMs = LIMIT_MS): Sanitizer {
  function limited(read: () => Sanitized, times = 1): Sanitized {
    const sanitized = withTimeLimit(read, limitMs * times);
    return sanitized === OUT_OF_TIME ? WITHHELD : sanitized;
  }
  return {
    text: (raw) => limited(() => text(raw)),
    part: (before, raw, behind) => limited(() => part(before, raw, behind), timesOf(before, raw, behind)),
    line: (raw) => limited(() => line(raw)),
    field: (name, raw) => limited(() => field(name, raw)),
    path: (raw) => limited(() => path(raw)),
  };
}

/** What SSM keeps of an output, about: the limit is for so many characters. */
const LIMITED_LENGTH = 32_000;

function timesOf(...texts: readonly string[]): number {
  return Math.max(1, texts.reduce((sum, { length }) => sum + length, 0) / LIMITED_LENGTH);
}

const WITHHELD: Sanitized = { text: '', redactions: 0, withheld: true };

function createUnlimited(redact: boolean): Sanitizer {
  const redactor = createRedactor({ enabled: redact });

  const text = (raw: string): Sanitized => redactor.redact(cleanText(raw));

  /** What spans lines is redacted while it does: a block under `password:` is known by its lines. */
  function line(raw: string): Sanitized {
    const clean = cleanText(raw);
    if (!clean.trimEnd().includes('\n')) return redactor.redact(cleanLine(clean));
    const whole = redactor.redact(clean);
    const { text, redactions } = redactor.redact(cleanLine(whole.text));
    return { text, redactions: whole.redactions + redactions };
  }

  return {
    text,
    part(before, raw, behind) {
      const [start, clean] = [cleanText(before), cleanText(raw)];
      const end = start.length + clean.length;
      return redactor.redactPart(`${start}${clean}${cleanText(behind)}`, start.length, end);
    },
    line,
    field: (name, raw) => redactor.redactField(name, cleanText(raw)),
    path(raw) {
      const whole = line(raw);
      const folders = whole.text.split('/').map((folder) => redactor.redact(folder));
      return {
        text: folders.map(({ text }) => text).join('/'),
        redactions: folders.reduce((sum, { redactions }) => sum + redactions, whole.redactions),
      };
    },
  };
}
