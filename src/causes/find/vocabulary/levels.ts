/** How tools mark a line as an error or a warning. */

import { anyOf } from '../../any-of.ts';

/** The level in other languages. */
const WORDS_ABROAD = 'fehler|erreur|échec|erro|errore|fout|fel|fejl|virhe|chyba|hata|błąd|ошибка';
const LEVEL_WORDS = `error|fatal|err|critical|crit|emerg|alert|severe|panic|exception|failure|${WORDS_ABROAD}`;

/** The level begins the line, behind a few marks. */
const LEADING = [
  new RegExp(
    String.raw`^\W{0,4}(?:${LEVEL_WORDS})(?![\w\u00e0-\u017f\u0400-\u04ff-])(?:\[[\w-]+\])?(?:\W|$)`,
  ),
  // Of these the bare word begins many a plain sentence: "Failed to stop the old agent".
  /^\W{0,4}(?:failed|fail|abort(?:ed|ing)?)\s?(?:[:!\]]|\s-)/,
  /^(?:\w+err!|npm err)/,
];
/** The level stands in brackets, before a colon or a bar, or as a field. */
const WITHIN = [
  new RegExp(String.raw`(?:^|[\s[|<"'(])(?:${LEVEL_WORDS})(?:[\]|>)/]|\s*:|\s*\|)`),
  /\blevel=(?:error|fatal|crit|panic)/,
  /"(?:level|severity|lvl)":\s?"?(?:error|fatal|critical|err|panic|[56]0\b)/,
];
const OTHER_SCRIPTS = [/エラー/, /错误/, /錯誤/, /오류/, /ошибка/];
/** What a list of checks or steps marks as failed. */
const MARKED = [/^\s*--- fail: /, /\[ ?(?:bad|fail|failed|ko|nok) ?\]/, /^\s*(?:[✗✘×✖❌] ?|not ok )/];

const TAGGED = anyOf('', LEADING, WITHIN, OTHER_SCRIPTS, MARKED);

/** Levels as loggers write them, and names of exceptions: only their case tells them from prose. */
const TAGGED_BY_CASE = anyOf('', [
  /(?:^|\s)(?:ERROR|FATAL|CRITICAL|CRIT|EMERG|SEVERE|ERRO|FEHLER|ERREUR)\s/,
  /^E: /,
  // klog and glog, also behind the prefix of syslog.
  /(?:^|[\]:] )[EF]\d{4} \d\d:\d\d:\d\d/,
  /^[\w.-]{2,20}: \(\d+\) /,
  /\w(?:Error|Exception|Fault)\b[:\s(]/,
]);

/** The level of a program that goes on no further. */
const FATAL = anyOf('', [
  /(?:^|[\s[|<"'(])(?:fatal|panic|emerg)(?:[\]|>)/]|\s*:|\s*\||\s*!)/,
  /^\W{0,4}fatal(?: error)?\b/,
  /\blevel=(?:fatal|panic)/,
]);

const WARNING = anyOf('', [
  /^\W{0,4}(?:warn(?:ing)?|deprecat\w*|warnung|avertissement|advertencia|aviso|avviso)\b\s*[:\]|-]/,
  /(?:^|[\s[|<(])warn(?:ing)?(?:[\]|>):/]|\s+\|)/,
  /\blevel=warn/,
  /"(?:level|severity|lvl)":\s?"?(?:warn|40\b)/,
  /deprecationwarning/,
  /npm warn/,
  /警告/,
  /setlocale:/,
  /perl: warning/,
  /^sudo: unable to resolve host/,
]);

const WARNING_BY_CASE = anyOf('', [/^W: /, /(?:^|\s)WARN(?:ING)?\s/, /(?:^|[\]:] )W\d{4} \d\d:\d\d:\d\d/]);

/** `lower` is the line in lower case: matching it takes a third of the time of ignoring case. */
export function isTagged(line: string, lower: string): boolean {
  return TAGGED.test(lower) || TAGGED_BY_CASE.test(line);
}

export function isFatal(lower: string): boolean {
  return FATAL.test(lower);
}

export function isWarning(line: string, lower: string): boolean {
  return WARNING.test(lower) || WARNING_BY_CASE.test(line);
}
