import { SEAM } from '../run-command/index.ts';
import { type Anchor, anchorsIn } from './anchors.ts';
import { jsonStringsIn } from './json-strings.ts';
import { isNaming } from './rules/index.ts';
import { endOfRedaction, redactionOf, type Span } from './rules/secret.ts';
import { secretNameOf } from './rules/secret-names.ts';
import { isSecretValue } from './rules/secret-values.ts';
import { secretsInTables } from './rules/tables.ts';

/** `kinds` are those of the redactions, in the order of their first appearance. */
export type Redacted = {
  readonly text: string;
  readonly redactions: number;
  readonly kinds: readonly string[];
};

export type Redactor = {
  /** Redacts every known kind of secret. Redacting twice changes nothing. */
  redact(text: string): Redacted;
  /**
   * Of `text` what stands between `from` and `to`; what surrounds it is looked at and not given. A secret belongs to the
   * part in which it begins, so that parts put together are the redacted whole.
   */
  redactPart(text: string, from: number, to: number): Redacted;
  /** The same for the value of a field whose name may tell what it holds, such as `password`. */
  redactField(name: string, value: string): Redacted;
};

/** Text must be clean (see `cleanText`): an invisible character inside a secret would hide it. */
export function createRedactor({ enabled = true }: { enabled?: boolean } = {}): Redactor {
  const redactPart = enabled
    ? redactBetween
    : (text: string, from: number, to: number) => untouched(text.slice(from, to));
  const redact = (text: string) => redactPart(text, 0, text.length);
  return {
    redact,
    redactPart,
    redactField(name, value) {
      const named = enabled ? secretNameOf(name) : undefined;
      if (!named || !isSecretValue(value.trim(), named)) return redact(value);
      return { text: redactionOf(named.kind), redactions: 1, kinds: [named.kind] };
    },
  };
}

function untouched(text: string): Redacted {
  return { text, redactions: 0, kinds: [] };
}

/** A redaction may uncover a second secret's bounds; a third time has never found more. */
const MAX_PASSES = 3;

function redactBetween(text: string, from: number, to: number): Redacted {
  let current = text;
  let [start, end] = [from, to];
  let redactions = 0;
  const kinds = new Set<string>();
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const spans = secretsIn(current);
    if (spans.length === 0) break;
    for (const span of spans) {
      if (span.start < start || span.start >= end) continue;
      kinds.add(span.kind);
      redactions += 1;
    }
    current = redacted(current, spans);
    [start, end] = [placeAfter(spans, start), placeAfter(spans, end)];
  }
  return { text: current.slice(start, end), redactions, kinds: [...kinds] };
}

/** Where a place of the text is once the spans are redacted: a place within one then stands behind its redaction. */
function placeAfter(spans: readonly Span[], place: number): number {
  let moved = place;
  for (const { start, end, kind } of spans) {
    if (start >= place) break;
    moved += redactionOf(kind).length - (Math.min(end, place) - start);
  }
  return moved;
}

function secretsIn(text: string): readonly Span[] {
  return piecesOf(text).flatMap(([from, to]) =>
    merged(secretsInPiece(text.slice(from, to))).map(({ start, end, kind }) => ({
      start: start + from,
      end: end + from,
      kind,
    })),
  );
}

/**
 * The stretches between seams, each without the newline that SSM put before the seam. SSM joins two streams in one
 * text and cuts each; what stands before a seam may have lost its end, which the rules take into account.
 */
function piecesOf(text: string): ReadonlyArray<readonly [from: number, to: number]> {
  const pieces: Array<readonly [number, number]> = [];
  let from = 0;
  for (const { index, 0: line } of text.matchAll(SEAM)) {
    pieces.push([from, text[index - 1] === '\n' ? index - 1 : index]);
    from = index + line.length;
  }
  pieces.push([from, text.length]);
  return pieces;
}

function secretsInPiece(text: string): readonly Span[] {
  const anchors = anchorsIn(text);
  const spans = foundByRules(text, anchors);
  const unescaped = withoutEscapes(text);
  if (unescaped !== text) spans.push(...foundByRules(unescaped, anchors), ...insideStrings(text, 0));
  return spans;
}

/** JSON holds JSON, and that a third: what is deeper has been seen nowhere. */
const MAX_DEPTH = 3;

function insideStrings(text: string, depth: number): readonly Span[] {
  return jsonStringsIn(text).flatMap(({ content, places }) => {
    const spans = foundByRules(content, anchorsIn(content));
    if (depth < MAX_DEPTH) spans.push(...insideStrings(content, depth + 1));
    return spans.map(({ start, end, kind }) => ({ start: places[start] ?? 0, end: places[end] ?? 0, kind }));
  });
}

function foundByRules(text: string, anchors: readonly Anchor[]): Span[] {
  const spans: Span[] = [];
  const covered = new Covered();
  for (const { at, rule } of anchors) {
    if (covered.has(at)) continue;
    if (rule === undefined) {
      covered.add({ start: at, end: endOfRedaction(text, at) });
      continue;
    }
    for (const span of rule.find(text, at)) {
      spans.push(span);
      covered.add(span);
    }
  }
  const names = anchors.filter(({ rule }) => rule && isNaming(rule)).map(({ at }) => at);
  if (names.length > 0 && text.includes('\n')) spans.push(...secretsInTables(text, names));
  return spans;
}

type Stretch = { readonly start: number; readonly end: number };

/**
 * What lies inside of a secret or an earlier redaction: nothing is looked for there, as one long value may be full
 * of names of secrets. Asked for by rising place.
 */
class Covered {
  /** By where they begin. */
  readonly #stretches: Stretch[] = [];
  #first = 0;

  add(stretch: Stretch): void {
    let at = this.#stretches.length;
    while (at > this.#first && (this.#stretches[at - 1]?.start ?? 0) > stretch.start) at -= 1;
    this.#stretches.splice(at, 0, stretch);
  }

  has(place: number): boolean {
    while ((this.#stretches[this.#first]?.end ?? Number.POSITIVE_INFINITY) <= place) this.#first += 1;
    return (this.#stretches[this.#first]?.start ?? Number.POSITIVE_INFINITY) <= place;
  }
}

/**
 * What a log holds as a JSON string reads like the text it was, each character in its old place: every
 * escape is as long as it was, with blanks in front.
 */
function withoutEscapes(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\{1,15}([nrt"])/g, (written, letter: string) =>
    (escapes[letter] ?? letter).padStart(written.length),
  );
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: ' ', t: '\t' };

/** In order and apart. Where spans overlap, the one that begins first gives the kind. */
function merged(spans: readonly Span[]): readonly Span[] {
  const inOrder = spans
    .filter(({ start, end }) => end > start)
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const apart: Span[] = [];
  for (const span of inOrder) {
    const last = apart.at(-1);
    if (last && span.start < last.end) {
      apart[apart.length - 1] = { ...last, end: Math.max(last.end, span.end) };
    } else apart.push(span);
  }
  return apart;
}

function redacted(text: string, spans: readonly Span[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const { start, end, kind } of spans) {
    parts.push(text.slice(from, start), redactionOf(kind));
    from = end;
  }
  parts.push(text.slice(from));
  return parts.join('');
}
