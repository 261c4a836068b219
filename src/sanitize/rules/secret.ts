/** What a redaction may say that it hides. */
export const SECRET_KINDS = [
  'API key',
  'AWS access key id',
  'AWS secret key',
  'AWS session token',
  'Azure key',
  'JWT',
  'cookie',
  'credential',
  'password',
  'password hash',
  'private key',
  'secret',
  'signature',
  'token',
  'vault text',
] as const;

export type SecretKind = (typeof SECRET_KINDS)[number];

/** A secret's place in a text, `end` exclusive. */
export type Span = { readonly start: number; readonly end: number; readonly kind: SecretKind };

/**
 * Looks at one place of a text where one of `anchors` stands, in any letter case.
 *
 * The end of the text that a rule is given may be where the text was cut, so that a secret that runs
 * up to it may be short of its tail. A rule may look at a bounded stretch around `at` only, or else
 * return a span over all it has looked at: what keeps the whole linear.
 */
export type Rule = {
  readonly anchors: readonly string[];
  find(text: string, at: number): readonly Span[];
};

const redactionShape = /\[redacted: ([A-Za-z ]{1,20})\]/y;
const kindNames: ReadonlySet<string> = new Set(SECRET_KINDS);

export const REDACTION_OPENING = '[redacted: ';

export function redactionOf(kind: SecretKind): string {
  return `${REDACTION_OPENING}${kind}]`;
}

/** The end of the redaction that stands at `at`, or `at` itself where none does. */
export function endOfRedaction(text: string, at: number): number {
  const match = matchAt(redactionShape, text, at);
  return match?.[1] !== undefined && kindNames.has(match[1]) ? at + match[0].length : at;
}

/** Matches a sticky expression at one place. */
export function matchAt(sticky: RegExp, text: string, at: number): RegExpExecArray | null {
  sticky.lastIndex = at;
  return sticky.exec(text);
}

/** Lines are followed back no farther than this: rules that did would be quadratic on one endless line. */
const MAX_LINE_BACK = 1_024;

/** Where the line of `at` begins, or a place inside it that is as far back as anything looks. */
export function lineStartOf(text: string, at: number): number {
  const from = Math.max(0, at - MAX_LINE_BACK);
  const newline = text.slice(from, at).lastIndexOf('\n');
  return newline === -1 ? from : from + newline + 1;
}

export const nothing: readonly Span[] = [];
