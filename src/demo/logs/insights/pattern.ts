/** The regular expressions of a query: of linear time, whoever writes them. */
import { RE2JS } from 're2js';
import { malformed } from './malformed.ts';

export type Pattern = { test(text: string): boolean };

/** What stands between two slashes. */
export function patternOf(source: string): Pattern {
  try {
    return RE2JS.compile(source.replaceAll('\\/', '/'));
  } catch {
    throw malformed('invalid regular expression');
  }
}
