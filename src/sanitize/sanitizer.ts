/** What sanitizing a text gives, and how often it had to. */

export type Sanitized = {
  readonly text: string;
  readonly redactions: number;
  /** The text took too long to read; "" stands for it. */
  readonly withheld?: true;
};

export type Sanitizer = {
  /** Line for line. */
  text(raw: string): Sanitized;
  /**
   * A part of a longer text, line for line, between what stands before and behind it. Secrets on its seams are found as
   * far as the surroundings reach; each is shown, as redacted, with the part in which it begins.
   */
  part(before: string, raw: string, behind: string): Sanitized;
  /** On one line. */
  line(raw: string): Sanitized;
  /** The value of a field whose name may tell that it is a secret, such as `password`. */
  field(name: string, raw: string): Sanitized;
  /** A URL, an S3 key or a log stream: whole, and folder by folder, as what stands behind a secret hides its form. */
  path(raw: string): Sanitized;
};

/** A sanitizer that gives the text alone and counts what it redacted and withheld on the way. */
export type CountingSanitizer = {
  readonly [Method in keyof Sanitizer]: (...args: Parameters<Sanitizer[Method]>) => string;
} & { readonly redactions: number; readonly withheld: number };

export function countRedactions(sanitizer: Sanitizer): CountingSanitizer {
  let count = 0;
  let withheld = 0;
  const counted = (sanitized: Sanitized): string => {
    count += sanitized.redactions;
    if (sanitized.withheld) withheld += 1;
    return sanitized.text;
  };
  return {
    text: (raw) => counted(sanitizer.text(raw)),
    part: (before, raw, behind) => counted(sanitizer.part(before, raw, behind)),
    line: (raw) => counted(sanitizer.line(raw)),
    field: (name, raw) => counted(sanitizer.field(name, raw)),
    path: (raw) => counted(sanitizer.path(raw)),
    get redactions() {
      return count;
    },
    get withheld() {
      return withheld;
    },
  };
}
