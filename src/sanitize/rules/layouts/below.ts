import type { Named } from '../name-at.ts';
import { lineStartOf, matchAt, nothing, type Span } from '../secret.ts';
import { isStandIn } from '../stand-ins.ts';
import { quotedAt, unquotedAt } from '../values.ts';
import { accepted } from './layout.ts';

/* A name that ends its line, with its value on the lines below. */

const restOfLine = /\\{0,2}[ \t]{0,40}\r?\n(?:[ \t]{0,40}\r?\n){0,3}/y;
/** Lines inside of an object that stands for the value, as in the output of `terraform output -json`. */
const objectValue = /[^{}]{0,400}?["']?value["']?[ \t]{0,8}[:=][ \t]{0,8}/iy;
const listMark = /(?:-[ \t]{1,8})?/y;

/** No list of secrets is longer. */
const MAX_ITEMS = 200;

/**
 * `from` stands behind the operator. What follows on the next line counts if it is quoted, or indented deeper than
 * the name and one word.
 */
export function onNextLine(text: string, named: Named, from: number): readonly Span[] {
  const object = matchAt(/\{\s{0,80}/y, text, from);
  if (object) return insideObject(text, named, from + object[0].length);
  const spans: Span[] = [];
  let at = from;
  for (let count = 0; count < MAX_ITEMS; count++) {
    const lineEnd = matchAt(restOfLine, text, at);
    if (!lineEnd) break;
    const lineStart = at + lineEnd[0].length;
    const indent = matchAt(/[ \t]{0,200}/y, text, lineStart)?.[0].length ?? 0;
    const deeper = indent - indentOf(text, named.start);
    if (deeper < 0 || (deeper === 0 && !/["']/.test(text[lineStart + indent] ?? ''))) break;
    const valueMark =
      count === 0 ? matchAt(/["']?value["']?[ \t]{0,8}:[ \t]{1,8}/iy, text, lineStart + indent) : null;
    const mark = valueMark ?? matchAt(listMark, text, lineStart + indent);
    const isItem = mark !== null && mark[0] !== '' && valueMark === null;
    const valueStart = lineStart + indent + (mark?.[0].length ?? 0);
    const quoted = quotedAt(text, valueStart);
    const value = quoted ?? unquotedAt(text, valueStart, { nameStart: valueStart, colon: true });
    const word = text.slice(value.start, value.end);
    if (!quoted && (/[:=]$|^[\w.-]{1,40}[:=]/.test(word) || matchAt(/[ \t]{1,40}[^\s#]/y, text, value.end)))
      break;
    if (quoted && matchAt(/[ \t]{0,8}:/y, text, value.after)) break;
    const found = accepted(text, value, named.secret);
    spans.push(...found);
    if (!isItem) break;
    at = value.after;
  }
  return spans;
}

function insideObject(text: string, { secret }: Named, from: number): readonly Span[] {
  const match = matchAt(objectValue, text, from);
  const quoted = match && quotedAt(text, from + match[0].length);
  return quoted ? accepted(text, quoted, secret) : nothing;
}

/** The most lines that a block is followed for. */
const MAX_BLOCK = 16_384;

/** YAML's `name: |`: all lines that are indented deeper. `from` is the end of the name's line. */
export function indentedBlock(text: string, { start, secret }: Named, from: number): readonly Span[] {
  const indent = indentOf(text, start);
  const limit = Math.min(text.length, from + MAX_BLOCK);
  let end = from;
  let contentStart = -1;
  while (end < limit) {
    const newline = text.indexOf('\n', end + 1);
    const next = newline === -1 ? text.length : newline;
    const line = text.slice(end + 1, next);
    const margin = line.length - line.trimStart().length;
    if (line.trim() !== '' && margin <= indent) break;
    if (contentStart === -1 && line.trim() !== '') contentStart = end + 1 + margin;
    end = next;
  }
  const content = contentStart === -1 ? '' : text.slice(contentStart, end);
  return isStandIn(content) ? nothing : [{ start: contentStart, end, kind: secret.kind }];
}

function indentOf(text: string, at: number): number {
  const lineStart = lineStartOf(text, at);
  return matchAt(/[ \t]{0,200}/y, text, lineStart)?.[0].length ?? 0;
}
