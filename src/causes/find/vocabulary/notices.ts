/** Lines that inform, advise or count: no cause, whatever words they hold. */

import { anyOf } from '../../any-of.ts';

const LEVELS = [
  /(?:^|[\s[|<(])(?:info|debug|trace|notice)(?:[\]|>):/]|\s+\|)/,
  /\blevel=(?:info|debug)/,
  /"(?:level|severity|lvl)":\s?"?(?:info|debug|trace|[123]0\b)/,
];
const ADVICE = [
  /^\W{0,3}usage:/,
  /^\W{0,4}(?:hint|note|tip|help)\b/,
  /^\S{1,30}: \((?:hint|note)\)/,
  /^\W{0,4}(?:see|run|try|use|consider|check (?:the|that|your|if|whether|for)|please (?:see|check|run|refer|contact|file|report|open|provide|install|try|use)|for more|to (?:see|fix|get|enable|install|resolve)|if you|you (?:can|may|might|could)|make sure|contact) /,
  /--help\b/,
  /^\s*-{1,2}\w[\w-]*[, =]/,
  /complete log of this run/,
  /\bmay have more information\b/,
  /more help is available/,
  /^more information\b/,
  /\(try to add '/,
  /please provide the contents/,
  /\bif you (?:file|want to|think|believe|are sure)\b/,
  /\b(?:file|report|open) (?:a|this|the) (?:bug|issue|ticket)\b/,
  /^(?:the )?full (?:log|details?|output) (?:is|are|can)/,
];
/** apt's way of saying that it cannot resolve dependencies, before it names them. */
const APT_PROSE = [
  /^some packages could not be installed/,
  /requested an impossible situation/,
  /required packages have not yet been created/,
  /moved out of incoming/,
  /following information may help/,
];
/** What PostgreSQL sets under an error, and what debconf prints about its frontends. */
const REMARKS = [
  /^\W{0,2}(?:context|statement|location):\s/,
  /^line \d+: (?:select|insert|update|delete|create|alter|drop|with)\b/,
  /(?:^|: )(?:dpkg-preconfigure: unable to re-open stdin|debconf: (?:unable to initialize frontend|falling back|delaying|\())/,
  /^\s*\d+: from /,
];
/** Source lines and frames of a stack trace, and what `set -x` prints. */
const SOURCE = [
  /^\s*\++ /,
  /^\s*[+-]*[~^][+~^ -]*$/,
  /^\s*(?:throw|raise|reject\(|return) ?\(?(?:new )?\w+/,
  /^\s*at (?:async |new |<|[\w$.<>@-]+[(.:\\/])/,
  /^\s+file "[^"]{1,200}", line \d+/,
  /^traceback \(most recent call last\):?$/,
  /categoryinfo\s*:|fullyqualifiederrorid\s*:/,
];
const COUNTS = [
  /\b(?:failed|unreachable|errors)=\d/,
  /(?<![\w.-])(?:0|no) (?:errors?|failed|failures?)\b/,
  /\b(?:errors?|failed|failures?|fatal|failing)(?:\(s\))?["']?\s?[:=] ?(?:0(?![\w.])|none\W*$|null\b|\[\]|\{\}|false\b|"")/,
  /^\s*(?:failed|failures|errors|skipped):\s*\d+$/,
];
const ALL_IS_WELL = [
  /: (?:false|no|none|null)\W*$/,
  /\breboot (?:is )?required/,
  /without errors?/,
  /already (?:the (?:newest|latest)|up[- ]to[- ]date|installed and)/,
];
/** apt's lines of progress, and banners. */
const PROGRESS = [
  /^(?:get|hit|ign):\d/,
  /^(?:\w{1,20}: )?(?:reading|building|fetching|downloading|unpacking|preparing to unpack|selecting previously)\b(?!.*\b(?:fail|error))/,
];
/** What installers chat about while they take back. */
const UNINSTALLING = [
  /^\W{0,4}(?:uninstalling|removing|deleting|stopping|rolling back)\b(?!.{0,200}\b(?:fail|error|denied))/,
];
/** net.exe's last line. */
const WINDOWS = [/net helpmsg \d+/];

const NOTICE = anyOf(
  '',
  LEVELS,
  ADVICE,
  APT_PROSE,
  REMARKS,
  SOURCE,
  ALL_IS_WELL,
  PROGRESS,
  UNINSTALLING,
  WINDOWS,
);

const COUNT = anyOf('', COUNTS);

/** PostgreSQL writes DETAIL under an error; "Detail:" of other tools is the reason itself. */
const NOTICE_BY_CASE = anyOf('', [
  /(?:^|\s)(?:INFO|DEBUG|TRACE|NOTICE)\s/,
  /^N: /,
  /^\W{0,2}DETAIL:\s/,
  /(?:^|[\]:] )I\d{4} \d\d:\d\d:\d\d/,
]);

/** "0 errors" informs, "3 failed, 0 errors" does not. */
const COUNTED = /(?<![\w.,:-])[1-9][\d,]{0,11} (?:\w{1,20} )?(?:errors?|failed|failing|failures?)\b/;

export function countsFailures(lower: string): boolean {
  return COUNTED.test(lower);
}

export function isNotice(line: string, lower: string): boolean {
  if (NOTICE.test(lower) || NOTICE_BY_CASE.test(line)) return true;
  return COUNT.test(lower) && !countsFailures(lower);
}

/** Sentences to an assistant. They are never quoted as a cause; the excerpt, which is fenced, may show them. */
const TO_AN_ASSISTANT = anyOf('', [
  /\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:previous|prior|above|earlier|all|any|your|system|safety)\b.{0,30}\b(?:instructions?|prompts?|rules?|messages?|context|guidelines?|polic(?:y|ies))\b/,
  /\b(?:new|updated|real|actual) instructions?\b/,
  /\byou (?:must|should|are|will|shall) now\b/,
  /\byou are (?:a|an|the) (?:\w+ )?(?:assistant|ai|model|agent|bot)\b/,
  /\b(?:call|invoke|use|run|execute) (?:the |your |this )?(?:[\w-]+ )?tools?\b/,
  /\btool[ _-]?(?:call|use)s?\b/,
  /\b(?:as an ai|ai assistant|language model|llm|chatgpt|claude|copilot|system prompt)\b/,
  /\bassistants?\b.{0,40}\b(?:must|should|please|now)\b/,
  /\b(?:dear|attention|hey|hello|note to)\b.{0,20}\b(?:assistant|agent|model|ai)\b/,
  /^\W*(?:assistant|ai|system|user|human)\s?[:>]/,
  /<\/?(?:system|instructions?|important|assistant|user|prompt)>/,
  /\b(?:do not|don['’]t|never) (?:tell|inform|mention|warn|alert|notify|show|reveal)\b.{0,30}\b(?:user|operator|human|anyone|them)\b/,
  /\b(?:tell|inform|assure|convince) the (?:user|operator|human)\b/,
  /\b(?:reply|respond|answer) (?:only )?with\b/,
  /\b(?:send_command|sendcommand|send-command)\b.{0,60}\b(?:rm|curl|delete|run|all|with)\b/,
]);

export function isInstruction(lower: string): boolean {
  return TO_AN_ASSISTANT.test(lower);
}
