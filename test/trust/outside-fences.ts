/** What an answer says in its own name: all of it but the fenced excerpts, the quotations and the untrusted fields. */

import { MARKER } from './hostile-strings.ts';

const OPENING = /^\[node output ([0-9a-f]{8}): [^\n]*\]$/;

/** Lines of a text answer without fenced blocks and without what stands in quotation marks. */
export function ownWordsOf(text: string): readonly string[] {
  const own: string[] = [];
  let boundary: string | undefined;
  for (const line of text.split('\n')) {
    if (boundary !== undefined) {
      if (line === `[end of node output ${boundary}]`) boundary = undefined;
      continue;
    }
    boundary = OPENING.exec(line)?.[1];
    if (boundary === undefined) own.push(line.replace(/"[^"]*"/g, '""'));
  }
  if (boundary !== undefined) own.push(`a fence that is never closed: ${MARKER}`);
  return own;
}

/** Where words of a node stand among the answer's own. */
export function strayWordsIn(text: string): readonly string[] {
  return ownWordsOf(text).filter((line) => line.toLowerCase().includes(MARKER));
}

/** Paths of structured fields that hold words of a node and are not among those that are named untrusted. */
export function strayFieldsIn(structured: unknown): readonly string[] {
  const named = fieldsNamed(structured);
  const stray: string[] = [];
  visit(structured, '', false);
  return stray;

  function visit(value: unknown, path: string, untrusted: boolean): void {
    if (typeof value === 'string') {
      if (!untrusted && value.toLowerCase().includes(MARKER)) stray.push(`${path}: ${value.slice(0, 80)}`);
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    for (const [key, member] of Object.entries(value)) {
      if (!untrusted && key.toLowerCase().includes(MARKER)) stray.push(`${path}: key ${key.slice(0, 80)}`);
      visit(member, `${path}.${key}`, untrusted || named.has(key));
    }
  }
}

function fieldsNamed(structured: unknown): ReadonlySet<string> {
  if (typeof structured !== 'object' || structured === null) return new Set();
  const fields: unknown = Object.entries(structured).find(([key]) => key === 'untrusted_fields')?.[1];
  return new Set(Array.isArray(fields) ? fields.map(String) : []);
}
