/**
 * A regular expression that a caller wrote, in RE2's syntax. The language's own engine backtracks: `(a+)+$` would hold
 * up the server for as long as a hostile output wishes. RE2's syntax has neither look-around nor back-references.
 */

import { RE2JS, RE2JSSyntaxException } from 're2js';
import { InvalidInputError } from '../run-command/index.ts';

/** Characters (docs/limits.md). */
export const MAX_PATTERN_LENGTH = 500;

/** `^` and `$` stand at the lines' ends as well. */
export type Pattern = {
  readonly source: string;
  /** Whether it has a capture group; of several the first one counts. */
  readonly captures: boolean;
  matches(text: string): boolean;
  /** Where the first match stands. */
  find(text: string): { readonly start: number; readonly end: number } | undefined;
  /** What each match captured, in the order of the text; "" where the group took no part in it. */
  captured(text: string): Iterable<string>;
};

/** Throws `InvalidInputError` with the place and the reason; `parameter` is the name of what holds the pattern. */
export function compilePattern(source: string, parameter: string): Pattern {
  let engine = compile(source, parameter);
  let inUse = false;

  /** A time limit may interrupt the engine while it fills its tables: then another one takes its place. */
  function use<Result>(work: (engine: RE2JS) => Result): Result {
    if (inUse) engine = compile(source, parameter);
    inUse = true;
    const result = work(engine);
    inUse = false;
    return result;
  }

  return {
    source,
    captures: engine.groupCount() > 0,
    matches: (text) => use((engine) => engine.test(text)),
    find(text) {
      const matcher = use((engine) => engine.matcher(text));
      if (!use(() => matcher.find())) return undefined;
      return { start: matcher.start(), end: matcher.end() };
    },
    *captured(text) {
      const matcher = use((engine) => engine.matcher(text));
      while (use(() => matcher.find())) yield matcher.group(1) ?? '';
    },
  };
}

/** What re2js puts before the pattern for its multi-line mode. */
const MODE = '(?m)';

function compile(source: string, parameter: string): RE2JS {
  try {
    return RE2JS.compile(source, RE2JS.MULTILINE);
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    throw new InvalidInputError(
      `${parameter}: ${error.error}${placeOf(error.input ?? '', source)}.`,
      'Pass a regular expression in RE2 syntax, which has neither look-around nor back-references; a backslash makes a sign literal: \\(.',
    );
  }
}

/** Nothing where the whole pattern is at fault. */
function placeOf(given: string, source: string): string {
  const part = given.startsWith(MODE) ? given.slice(MODE.length) : given;
  const at = source.indexOf(part);
  if (part === '' || part === source || at < 0) return '';
  return ` at character ${at + 1}: ${part}`;
}
