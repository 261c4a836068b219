/** How tools mark a line as an error or a warning. */

import { anyOf } from '../../any-of.ts';

/** The level begins the line, behind a few marks. */
const LEADING = [
  /^(?:\W{0,4}(?:error|fatal|err|critical|crit|emerg|alert|severe|panic|exception|failure|failed|fail|abort(?:ed|ing)?|fehler|erreur)\b(?:\[[\w-]+\])?\W|\w+err!|npm err)/,
];
/** The level stands in brackets, before a colon or a bar, or as a field. */
const WITHIN = [
  /(?:^|[\s[|<"'(])(?:error|fatal|critical|severe|panic|exception|emerg|fehler|erreur|échec)(?:[\]|>)]|\s*:|\s*\|)/,
  /\blevel=(?:error|fatal)/,
];
const OTHER_SCRIPTS = [/エラー/, /错误/, /오류/, /ошибка/];
/** What a list of checks or steps marks as failed. */
const MARKED = [/\[ ?(?:bad|fail|failed|ko|nok) ?\]/, /^\s*(?:[✗✘×✖]|not ok) /];

const TAGGED = anyOf('', LEADING, WITHIN, OTHER_SCRIPTS, MARKED);

/** Levels as loggers write them, and names of exceptions: only their case tells them from prose. */
const TAGGED_BY_CASE = anyOf('', [
  /(?:^|\s)(?:ERROR|FATAL|CRITICAL|CRIT|EMERG|SEVERE)\s/,
  /^E: /,
  /^E\d{4}\s/,
  /^[\w.-]{2,20}: \(\d+\) /,
  /\w(?:Error|Exception|Fault)\b[:\s(]/,
]);

const WARNING = anyOf('', [
  /^\W{0,4}(?:warn(?:ing)?|deprecat\w*)\b\s*[:\]|-]/,
  /(?:^|[\s[|<(])warn(?:ing)?(?:[\]|>):]|\s+\|)/,
  /\blevel=warn/,
  /deprecationwarning/,
  /npm warn/,
  /^debconf:/,
  /setlocale:/,
  /perl: warning/,
  /^sudo: unable to resolve host/,
]);

const WARNING_BY_CASE = anyOf('', [/^W: /, /(?:^|\s)WARN(?:ING)?\s/]);

/** `lower` is the line in lower case: matching it takes a third of the time of ignoring case. */
export function isTagged(line: string, lower: string): boolean {
  return TAGGED.test(lower) || TAGGED_BY_CASE.test(line);
}

export function isWarning(line: string, lower: string): boolean {
  return WARNING.test(lower) || WARNING_BY_CASE.test(line);
}
