/** The regular expressions of a query. */
import { malformed } from './malformed.ts';

/**
 * What stands between two slashes, as JavaScript reads it. Known are characters, escapes, sets, alternatives and
 * groups; only a single character or a set is repeated, so that no expression takes more than polynomial time.
 */
export function patternOf(source: string): RegExp {
  const insensitive = source.startsWith('(?i)');
  let read = '';
  let rest = insensitive ? source.slice(4) : source;
  let repeatable = false;
  while (rest !== '') {
    const [part = ''] = PART.exec(rest) ?? [];
    if (part === '') throw malformed(`unexpected symbol found ${rest.slice(0, 1)}`);
    if (QUANTIFIER.test(part) && !repeatable) throw malformed('nothing to repeat');
    repeatable = !QUANTIFIER.test(part) && !'()|^$'.includes(part);
    // JavaScript writes a code point of more than two digits in its own way, and knows no escape of a slash beside it.
    read += part.startsWith('\\x{') ? `\\u${part.slice(2)}` : part;
    rest = rest.slice(part.length);
  }
  try {
    return new RegExp(read, insensitive ? 'iu' : 'u');
  } catch {
    throw malformed('invalid regular expression');
  }
}

const QUANTIFIER = /^(?:[*+]|\{\d{1,3}\})$/;

/** An escape, a set without escapes, a mark of its own, or any other character. */
const PART =
  /^(?:\\x\{[0-9a-fA-F]{1,6}\}|\\x[0-9a-fA-F]{2}|\\[nrtdws^$\\.*+?()[\]{}|/]|\[\^?[^\]\\[]{1,40}\]|\{\d{1,3}\}|[()|^$*+.]|[^\\[\]{}?/])/u;
