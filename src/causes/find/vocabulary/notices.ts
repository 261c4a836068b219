/** Lines that inform, advise or count: no cause, whatever words they hold. */

import { anyOf } from '../../any-of.ts';

const LEVELS = [/(?:^|[\s[|<(])(?:info|debug|trace|notice)(?:[\]|>):]|\s+\|)/, /\blevel=(?:info|debug)/];
const ADVICE = [
  /^usage:/,
  /^(?:hint|note|tip|help)\b/,
  /^\s*(?:see|run|try|use|please see|for more) /,
  /--help/,
  /^\s*-{1,2}\w[\w-]*[, =]/,
  /complete log of this run/,
];
/** Source lines and frames of a stack trace, and what `set -x` prints. */
const SOURCE = [/^\s*\+ /, /^\s*(?:throw|raise|reject\(|return) ?\(?(?:new )?\w+/, /^\s*at \S+/];
const COUNTS = [
  /\b(?:failed|unreachable|errors)=\d/,
  /(?<![\w-])0 (?:errors|failed|failures)\b/,
  /^\s*(?:failed|failures|errors|skipped):\s*\d+$/,
];
const ALL_IS_WELL = [/no errors?\b/, /without errors?/, /already (?:the (?:newest|latest)|up[- ]to[- ]date)/];
/** apt's lines of progress. */
const PROGRESS = [/^(?:get|hit|ign):\d/];

const NOTICE = anyOf('', LEVELS, ADVICE, SOURCE, COUNTS, ALL_IS_WELL, PROGRESS);

const NOTICE_BY_CASE = anyOf('', [/(?:^|\s)(?:INFO|DEBUG|TRACE)\s/, /^N: /]);

export function isNotice(line: string, lower: string): boolean {
  return NOTICE.test(lower) || NOTICE_BY_CASE.test(line);
}
