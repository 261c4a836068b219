/**
 * The one way in which text of nodes and senders becomes text of ours: cleaned of what a terminal would not show,
 * then redacted. Whatever is shown, grouped, cut or kept has come through here first.
 */

import { cleanLine, cleanText } from './clean.ts';
import { createRedactor } from './redactor.ts';

export { cleanLine } from './clean.ts';

export type Sanitized = { readonly text: string; readonly redactions: number };

export type Sanitizer = {
  /** Line for line. */
  text(raw: string): Sanitized;
  /** On one line. */
  line(raw: string): Sanitized;
  /** The value of a field whose name may tell that it is a secret, such as `password`. */
  field(name: string, raw: string): Sanitized;
  /** A URL, an S3 key or a log stream: whole, and folder by folder, as what stands behind a secret hides its form. */
  path(raw: string): Sanitized;
};

/** With `redact: false` text is still cleaned, and secrets are left as they are. */
export function createSanitizer({ redact }: { readonly redact: boolean }): Sanitizer {
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

/** A sanitizer that gives the text alone and counts what it redacted on the way. */
export type CountingSanitizer = {
  readonly [Method in keyof Sanitizer]: (...args: Parameters<Sanitizer[Method]>) => string;
} & { readonly redactions: number };

export function countRedactions(sanitizer: Sanitizer): CountingSanitizer {
  let count = 0;
  const counted = ({ text, redactions }: Sanitized): string => {
    count += redactions;
    return text;
  };
  return {
    text: (raw) => counted(sanitizer.text(raw)),
    line: (raw) => counted(sanitizer.line(raw)),
    field: (name, raw) => counted(sanitizer.field(name, raw)),
    path: (raw) => counted(sanitizer.path(raw)),
    get redactions() {
      return count;
    },
  };
}
