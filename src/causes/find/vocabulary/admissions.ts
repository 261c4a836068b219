/** By which words an output admits a failure although its step succeeded. Stricter than what finds the cause of a failed one. */

import { anyOf } from '../../any-of.ts';
import { isTagged, isWarning } from './levels.ts';
import { withoutLogPrefix } from './log-prefix.ts';
import { isInstruction, isNotice } from './notices.ts';
import { namesReason } from './reasons.ts';
import { isOftenHarmless } from './wrappers.ts';

const LEVEL = 'error|fatal|critical|crit|severe|panic|emerg|fehler|erreur|erro|errore|błąd|ошибка';

/** A level in the place of a level, with a message behind it. */
const LEVELS = [
  new RegExp(
    String.raw`^\W{0,4}(?:${LEVEL})(?:\[[\w-]+\])?\s?[:!] ?(?!\s*(?:\d+|none|null|no|false|continue|ignore)\W*$)\S`,
  ),
  new RegExp(String.raw`^(?:\S{1,120}: ){1,3}(?:${LEVEL})(?:\[[\w-]+\])?: +\S`),
  new RegExp(String.raw`[[<(](?:${LEVEL}|err|alert)[\]>)/]`),
  new RegExp(String.raw`\s\| *(?:${LEVEL}) *\|`),
  /\blevel=(?:error|fatal|panic|crit)/,
  /"(?:level|severity)":\s?"(?:error|fatal|critical|panic)"/,
  /"(?:error|err|error_message|errormessage|failure)":\s?"(?!none|null|no |0"|false|continue|ignore)[^"]{4,}/,
  /"(?:ok|success|succeeded)":\s?false\b/,
  /^error response from daemon/,
  // go test.
  /^\s*--- fail: \S/,
  /^fail\s+\S+\s+[\d.]+s$/,
  /\ban error occurred \(/,
  /エラー|错误|錯誤|오류/,
];
/** By their case alone. */
const BY_CASE = [
  /^(?:\S+ ){0,4}(?:ERROR|FATAL|CRITICAL|SEVERE|FEHLER|ERREUR|ERRO)\b(?!\s*(?:[:=]\s*)?\d+\W*$)(?:\s|:|\])/,
  /^E: \S/,
  /^[EF]\d{4} \d\d:\d\d:\d\d/,
  /^[\w.-]{2,20}: \([1-9]\d{0,2}\) \S/,
  /^(?:[\w$]+\.)*[A-Z]\w*(?:Error|Exception)\b: \S/,
  /^Traceback \(most recent call last\)/,
  /^Exception in thread /,
  /\+ CategoryInfo\s*:/,
];
/** How processes end that did not end well. */
const ENDS = [
  /\bsegmentation fault\b/,
  /\bcore dumped\b/,
  /^killed$|: +(?:\d+ +)?killed\b|\bkilled process \d+/,
  /\boom-?kill|out of memory: kill/,
  /\b(?:exit(?:ed)?(?: with)?(?: error)?(?: code| status)|exit_?code|return ?code|rc|errorlevel)\b["']?\s?[ :=]\s?-?(?!3010\b|1641\b|194\b)[1-9]\d*\b/,
  /\breturned (?:error code |code |non-zero)(?!0)/,
  /\bpanic: /,
  /\baborted\b.{0,20}$/,
];
const COUNTS = [
  /(?<![\w.,-])[1-9]\d* (?:tests? |checks? |hosts? |items? |tasks? |files? |packages? |jobs? |errors?,? )?(?:failed|failing|failures?)\b(?! login| attempt| auth| password)/,
  /(?<![\w.,-])[1-9]\d* errors?\b(?!-)/,
  /^\W{0,4}(?:failed|failures|errors|failed ?count|errors? ?count|failed (?:tests|items|hosts|updates|packages|patches|tasks))\s*[:=]\s*[1-9]/,
  /\b(?:passed|succeeded|success|ok|installed|updated)\b.{0,40}\b(?:failed|errors?|failures)\s?[:=]\s?[1-9]/,
  /\b(?:failed|errors?|failures)\s?[:=]\s?[1-9]\d*\b.{0,40}\b(?:passed|succeeded|success|ok|installed|updated|rescued|skipped)\b/,
  /\b(?:failures|errors)=[1-9]/,
  /\bnot ok\s?[:=]\s?[1-9]/,
];
/** What the system itself said, behind whoever passes it on. */
const SYSTEM_ERRORS = [
  /: (?:permission denied|no such file or directory|no space left on device|connection refused|operation not permitted|read-only file system|(?:command )?not found|cannot allocate memory|input\/output error|disk quota exceeded|device or resource busy|too many open files|connection timed out|no route to host|network is unreachable|connection reset by peer|host is unreachable|exec format error|text file busy|access is denied|access denied|name or service not known|temporary failure in name resolution)\W{0,3}$/,
  /^(?:could not|cannot|can't|unable to|failed to) \w.{3,}/,
  /\b(?:fehlgeschlagen|konnte nicht|a échoué|no se pudo|não foi possível|не удалось|nie można)\b/,
  /失敗|できません|失败|无法|실패/,
];

const ADMISSION = anyOf('', LEVELS, ENDS, COUNTS, SYSTEM_ERRORS);
const ADMISSION_BY_CASE = anyOf('', BY_CASE);
const STDERR_ONLY = anyOf('', ENDS, COUNTS, SYSTEM_ERRORS);

/** On stdout, where much is said about errors that are none, only plain words count. */
export function admitsFailure(line: string): boolean {
  const text = withoutLogPrefix(line.trim());
  const lower = text.toLowerCase();
  if (isNotice(text, lower) || isWarning(text, lower) || isInstruction(lower) || isListed(text)) return false;
  return ADMISSION_BY_CASE.test(text) || ADMISSION.test(lower);
}

/** On stderr a reason in any words is a complaint. */
export function isComplaint(line: string): boolean {
  const text = withoutLogPrefix(line.trim());
  const lower = text.toLowerCase();
  if (isNotice(text, lower) || isWarning(text, lower) || isInstruction(lower) || isListed(text)) return false;
  if (isOftenHarmless(lower) || isProgress(lower)) return false;
  return (
    isTagged(text, lower) ||
    ADMISSION_BY_CASE.test(text) ||
    STDERR_ONLY.test(lower) ||
    namesReason(lower) ||
    /\bfail(?:ed|ure)?\b/.test(lower) ||
    /\bonly \d+ of \d+\b/.test(lower)
  );
}

const PROGRESS = anyOf('', [
  /^--\d{4}-\d\d-\d\d/,
  /^\s*\d{1,3}(?:\.\d+)?%/,
  /^(?:resolving|connecting to|connection to|saving to|length:|http request sent|cloning|receiving|remote:|from |to |updating|fetching|downloading|unpacking|already on|switched to|note:)/,
  /\b(?:syntax is ok|test is successful|successfully|succeeded|completed)\b/,
  /created symlink|removed symlink|synchronizing state/,
]);

function isProgress(lower: string): boolean {
  return PROGRESS.test(lower);
}

const LISTED = anyOf('', [
  // Modes of files, commits, processes and sockets; settings; source code; a table of units.
  /^[-dlcbps](?:[r-][w-][xsStT-]){3}/,
  /^(?:commit )?[0-9a-f]{7,40}\b/,
  /^\* (?:[0-9a-f]{7,40}|\(HEAD)/,
  /^\s*[\w.-]+\s*=\s*\S/,
  /^\s*[\w.-]+ [^:]*;$/,
  /^\s*(?:#|\/\/|;|<!--|<\w)/,
  /^[|`+\\]?-/,
  /^\s*[|`]/,
  /\.(?:service|timer|socket|mount|target|log|conf|yml|yaml|json|txt|md)\b(?:\s+(?:is |are )?(?:loaded|active|enabled|disabled|static|masked|inactive))/,
  /^[^\s@]+@\S+\s+\d/,
  /^(?:export |set |alias |function |if |then |else |fi\b|trap |return |echo )/,
]);

function isListed(text: string): boolean {
  return LISTED.test(text);
}

const EXPECTED = anyOf('', [
  /\bas (?:it should|they should|expected|intended|planned|designed|required)\b/,
  /\b(?:expected|simulated|intended|deliberate|(?<!not )known|harmless|benign|ignored|ignoring|suppressed|non-?fatal|handled|recovered|retried|resolved|fixed)\b(?! error:)/,
  /\b(?:correctly|properly|successfully|duly) (?:refused|rejected|denied|failed|blocked)\b/,
  /\bmarking step as succeeded\b/,
  /\bshould (?:fail|be (?:refused|rejected|denied))\b/,
  /\bwas (?:refused|rejected|denied), (?:good|fine|ok)\b/,
  /^\W*(?:ok|pass(?:ed)?|✓|✔|success)\b(?!["'])/,
  /(?:: |\s)(?:ok|pass(?:ed)?)\W*$/,
]);

/** A failure that a test wanted, or that the program dealt with. */
export function isExpected(line: string): boolean {
  return EXPECTED.test(line.toLowerCase());
}

const REPORTED = anyOf('', [
  /^\s*\[\s?(?:pass|fail|info|warn|skip|manu|ok|bad)\s?\]\s+\d+(?:\.\d+)*\b/i,
  /^(?:TAP version \d+|1\.\.\d+)$/,
  /^(?:not )?ok \d+\b/,
  /^\s*\[(?:PASS|FAIL)\]/,
  /^\s*(?:PASS|FAIL)\b\s*[:|]/,
  /^(?:check|checks|audit|benchmark|compliance|scan) (?:results?|report|summary)\b/i,
]);

/** A line of a report of checks: a failed one is a finding, and the step that found it did well. */
export function isReported(line: string): boolean {
  return REPORTED.test(line);
}
