import type { Anchored } from './anchors.ts';
import { type FirstLook, firstLook } from './first-look.ts';
import { createDetector, type Detector } from './rules/detector.ts';
import { anchors, isFormat, redactionAnchor, rules } from './rules/index.ts';
import { endOfRedaction, redactionOf, type Span } from './rules/secret.ts';
import { isSecretValue, secretNameOf } from './rules/secret-names.ts';

/** `kinds` are those of the masks that were set, in the order of their first appearance. */
export type Redacted = { readonly text: string; readonly count: number; readonly kinds: readonly string[] };

export type Redactor = {
  /** Masks every known kind of secret. Redacting twice changes nothing. `look` spares a look already taken. */
  redact(text: string, look?: FirstLook): Redacted;
  /** The same for the value of a field whose name may tell what it holds, such as `password`. */
  redactField(name: string, value: string): Redacted;
};

/** Text must be clean (see `cleanText`): an invisible character inside a secret would hide it. */
export function createRedactor({ enabled = true }: { enabled?: boolean } = {}): Redactor {
  const redact = enabled ? redactText : untouched;
  return {
    redact,
    redactField(name, value) {
      const telling = enabled ? secretNameOf(name) : undefined;
      if (!telling || !isSecretValue(value.trim(), telling, false)) return redact(value);
      return { text: redactionOf(telling.kind), count: 1, kinds: [telling.kind] };
    },
  };
}

function untouched(text: string): Redacted {
  return { text, count: 0, kinds: [] };
}

/*
 * SSM joins two streams in one text and cuts each; what stands before such a line was its own text and
 * may have lost its end, which the rules take into account.
 */
const seam = /-{2,3}(?:Output|Error|output) truncated-{2,4}|-{10}ERROR-{7}/g;

/** A mask may uncover a second secret's bounds; a third time has never found more. */
const mostPasses = 3;

function redactText(text: string, look: FirstLook = firstLook(text)): Redacted {
  if (look.anchored.length === 0) return untouched(text);
  let current = text;
  let count = 0;
  const kinds = new Set<string>();
  for (let pass = 0; pass < mostPasses; pass++) {
    const { anchored } = pass === 0 ? look : firstLook(current);
    const spans = secretsIn(current, anchored);
    if (spans.length === 0) break;
    for (const span of spans) kinds.add(span.kind);
    count += spans.length;
    current = masked(current, spans);
  }
  return { text: current, count, kinds: [...kinds] };
}

function secretsIn(text: string, anchored: Anchored): readonly Span[] {
  if (anchored.length === 0) return [];
  const spans: Span[] = [];
  let next = 0;
  for (const [from, to] of piecesOf(text)) {
    const piece = text.slice(from, to);
    const own: Array<readonly [number, number]> = [];
    for (let hit = anchored[next]; hit && hit[1] < to; hit = anchored[++next]) {
      if (hit[1] >= from) own.push([hit[0], hit[1] - from]);
    }
    for (const { start, end, kind } of merged(secretsInPiece(piece, own))) {
      spans.push({ start: start + from, end: end + from, kind });
    }
  }
  return spans;
}

/** The stretches between seams, each without the newline that SSM put before the seam. */
function piecesOf(text: string): ReadonlyArray<readonly [from: number, to: number]> {
  if (!text.includes(' truncated--') && !text.includes('-ERROR-')) return [[0, text.length]];
  const pieces: Array<readonly [number, number]> = [];
  let from = 0;
  for (const { index, 0: line } of text.matchAll(seam)) {
    pieces.push([from, text[index - 1] === '\n' ? index - 1 : index]);
    from = index + line.length;
  }
  pieces.push([from, text.length]);
  return pieces;
}

let detector: Detector | undefined;

function secretsInPiece(text: string, anchored: Anchored): readonly Span[] {
  if (anchored.length === 0) return [];
  const spans = foundByRules(text, anchored);
  const unescaped = withoutEscapes(text);
  if (unescaped !== text) spans.push(...foundByRules(unescaped, anchored));
  if (anchored.some(([anchor]) => isFormat(anchors[anchor]?.rule ?? redactionAnchor))) {
    detector ??= createDetector();
    spans.push(...detector(text));
  }
  return spans;
}

function foundByRules(text: string, anchored: Anchored): Span[] {
  const spans: Span[] = [];
  // Inside a secret there is nothing to look for, and one long value may be full of telling names.
  let covered = { start: 0, end: 0 };
  for (const [anchor, at] of anchored) {
    if (at >= covered.start && at < covered.end) continue;
    const number = anchors[anchor]?.rule ?? redactionAnchor;
    if (number === redactionAnchor)
      covered = { start: at, end: Math.max(endOfRedaction(text, at), covered.end) };
    for (const span of rules[number]?.find(text, at) ?? []) {
      spans.push(span);
      if (span.end > covered.end) covered = span;
    }
  }
  return spans;
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

function masked(text: string, spans: readonly Span[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const { start, end, kind } of spans) {
    parts.push(text.slice(from, start), redactionOf(kind));
    from = end;
  }
  parts.push(text.slice(from));
  return parts.join('');
}
