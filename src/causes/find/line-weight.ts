/** How much a line tells about why a node failed. Higher is better; 0 tells nothing. */
export const WEIGHT = {
  nothing: 0,
  notice: 1,
  warning: 2,
  wrapper: 3,
  consequence: 4,
  mention: 5,
  tagged: 6,
  reason: 7,
  taggedReason: 8,
  final: 9,
} as const;

/**
 * Parts of the words that most messages about failures hold, in the cases that tools use: ignoring case
 * costs three times as much on a whole output.
 */
export const COMMON_SIGNAL =
  /[Ee]rr(?:or|:|no)|ERR|[Ff]ail|FAIL|atal|FATAL|xception|denied|annot|n[o']t |nable|o such|efused|imed out|nvalid|anic:|E: [A-Z]|: \(\d/g;

/** The words of the other messages; worth the wait only where the common ones found no reason. */
export const RARE_SIGNAL =
  /NOT |[Nn]o (?:s|p|m|c|n|v|e)|IMEDOUT|ime ?out|[Uu]nkn|issing|[Kk]illed|KILL|[Aa]bort|llegal|orrupt|onflict|nreach|xpired|ault|[Uu]nexp|[Uu]nmet|[Uu]nbound|lready|full|xceed|ismatch|[Uu]nsup|[Uu]nrec|oo many|eset by|roken|[Bb]ad |nsuff|orbid|nauthor|must |equire|OOM|eadlock|iolat|eject|ost con|nterrupt|busy|dubious|masked|crash|level=|emerg|CRIT|roblem|nother (?:app|copy|process|instance|user|operation)|recogni|onnection closed|losed by|ocked|BAD|UNEXP|INVAL|DENIED|REFUSED|MISSING|ABORT|not ok|[✗✘×✖] |Fehler|FEHLER|rreur|ERREUR|[éÉ]chec|ÉCHEC|geschlagen|weigert|nicht |mpossible (?:d|:)|introuvable|échou|fallido|denegado|エラー|失敗|できません|错误|失败|오류|шибк/g;

// Matched against lower case: three times as fast as ignoring it.
const TAGGED =
  /^(?:\W{0,4}(?:error|fatal|err|critical|crit|emerg|alert|severe|panic|exception|failure|failed|fail|abort(?:ed|ing)?|fehler|erreur)\b(?:\[[\w-]+\])?\W|\w+err!|npm err)|(?:^|[\s[|<"'(])(?:error|fatal|critical|severe|panic|exception|emerg|fehler|erreur|échec)(?:[\]|>)]|\s*:|\s*\|)|\blevel=(?:error|fatal)|エラー|错误|오류|ошибка|\[ ?(?:bad|fail|failed|ko|nok) ?\]|^\s*(?:[✗✘×✖]|not ok) /;

/** Levels as loggers write them, and names of exceptions: only their case tells them from prose. */
const TAGGED_BY_CASE =
  /(?:^|\s)(?:ERROR|FATAL|CRITICAL|CRIT|EMERG|SEVERE)\s|^E: |^E\d{4}\s|^[\w.-]{2,20}: \(\d+\) |\w(?:Error|Exception|Fault)\b[:\s(]/;

const WARNING =
  /^\W{0,4}(?:warn(?:ing)?|deprecat\w*)\b\s*[:\]|-]|(?:^|[\s[|<(])warn(?:ing)?(?:[\]|>):]|\s+\|)|\blevel=warn|deprecationwarning|npm warn|^debconf:|setlocale:|perl: warning|^sudo: unable to resolve host/;

const WARNING_BY_CASE = /^W: |(?:^|\s)WARN(?:ING)?\s/;

const NOTICE =
  /(?:^|[\s[|<(])(?:info|debug|trace|notice)(?:[\]|>):]|\s+\|)|\blevel=(?:info|debug)|^usage:|^(?:hint|note|tip|help)\b|^\s*(?:see|run|try|use|please see|for more) |--help|^\s*\+ |^\s*(?:throw|raise|reject\(|return) ?\(?(?:new )?\w+|\b(?:failed|unreachable|errors)=\d|^\s*at \S+|^(?:get|hit|ign):\d|^\s*-{1,2}\w[\w-]*[, =]|(?<![\w-])0 (?:errors|failed|failures)\b|no errors?\b|already (?:the (?:newest|latest)|up[- ]to[- ]date)|complete log of this run|without errors?|^\s*(?:failed|failures|errors|skipped):\s*\d+$/;

const NOTICE_BY_CASE = /(?:^|\s)(?:INFO|DEBUG|TRACE)\s|^N: /;

const WRAPPER =
  /^(?:\S+: )?(?:\[?error\]?:? )?(?:the )?(?:script|command|commands|job|task|step|build|process|playbook|deployment|installation|install|update|upgrade|setup|operation|bootstrap|run|hook|program|subprocess|sub-process|child process)(?=\s)(?! for ).{0,80}\b(?:failed|aborted|returned|exited|terminated|unsuccessful|error)\b(?!:).{0,60}$|\breturned (?:a )?(?:non-zero|an error code|error code|code|-?\d{1,2}\W*$|1\d\d\W*$)|non-?zero exit|\bexit(?:ed)?(?: with)?(?: exit)?(?: status| code)?[ :=]*\d+\W*$|^(?:make|gmake|ninja)(?:\[\d+\])?: \*\*\*|^ninja: build stopped|calledprocesserror|systemexit|failed with (?:exit|error) (?:code|status) \d+\W*$|^\S*failed[.!]*$|^error[.!:]*$|^(?:an )?errors? (?:was|were|has|have)?\s*(?:encountered|occurred)(?: while processing)?[.!:]*$|^errors? during\b.{0,60}$|^failed to run commands|^exit status|some errors? occurred|see (?:above|log)|^bash: warning|nothing to do\W*$|\bfailed to start [^:]{1,60}\.$|\bfailed with result |^\w+ failed to (?:start|run|complete|initiali[sz]e)\W*$|\bmain process exited|^non-zero return code|^module failure/;

/** What a logger sets in front: marks, times, names in brackets. */
const LOGGED = /^(?:\d[\dtz:.,+-]*|[^a-z\d[]+|\[[^\]]{0,40}\])+/;

const CONSEQUENCE =
  /^\s*(?:error message|exception level|stack trace|exception details)\b|\b(?:error|exception) occurred (?:when|while|during)\b|exception details:|not recoverable|exiting|will not|skipp(?:ed|ing)|giving up|try(?:ing)? again|retry|rolling back|rollback|cleanup|clean up|aborting|previous error|some (?:files|archives|index)|have failed|could not be installed|could not read from remote|exception handlers|dependency problems|held broken packages|run .{0,30}to (?:fix|correct|see)|is not going to be|error processing (?:package|archive)|journalctl|^job for |depend(?:s|ency) .{0,40}not|\b(?:trace|stacktrace|dump|report|log)s? (?:is |was )?(?:dumped|written|saved) (?:to|in)\b|\bwaiting (?:for|until)\b|unable to find image .{1,200} locally$/;

/** A program that calls its own end fatal has given its reason, whatever the words. */
const REASON =
  /\bfatal\b|^panic: |no space left|no more |disk quota|read-only file system|permission denied|operation not permitted|access (?:is )?denied|accessdenied|unauthori[sz]ed|forbidden|not found|no such|does ?n[o']t exist|do not exist|refused|timed out|time ?out|reset by peer|unreachable|no route|could ?n[o']t resolve|name resolution|name or service|certificate|handshake|out of memory|cannot allocate|oom|killed|segmentation|core dumped|syntax error|unexpected|unrecogni[sz]ed|invalid|already (?:in use|exists|running|held)|could not (?:get|connect|open|find|load|read)|cannot (?:find|open|connect|execute|stat|access|create|remove|write|import|import|bind)|can't|unable to|conflict|mismatch|too many open|bad interpreter|not installed|not running|missing|expired|(?<![\w-])lock(?:ed)?(?![\w.-]| file)|unmet|no match|exec format|requires|unsupported|dubious|broken|corrupt|exceeded|address already|failed to (?:start|load|open|connect|bind|fetch|download|pull|mount|create|parse|resolve|retrieve)|not recogni[sz]ed|problem|another (?:app|copy|process|instance|user|operation)|no (?:candidate|installation candidate|such|route|package)|0x8[0-9a-f]{7}|closed by|could not be found|not (?:authori[sz]ed|allowed|permitted|supported|available|enabled|responding)|do(?:es)? not have|insufficient|verweigert|nicht gefunden|konnte nicht|kann nicht|fehlgeschlagen|impossible (?:d['e]|:)|introuvable|refus|できません|見つかりません|拒否/;

/**
 * The weight of a line that holds a signal. Asking only for lines heavier than `above` saves most of the
 * work; the answer for others is then merely no heavier than that.
 */
export function weightOf(line: string, above: number = WEIGHT.nothing): number {
  const lower = line.toLowerCase();
  if (above >= WEIGHT.warning && isAside(line, lower)) return WEIGHT.warning;
  const tagged = TAGGED.test(lower) || TAGGED_BY_CASE.test(line);
  if (!tagged && above >= WEIGHT.reason) return WEIGHT.mention;
  const reason = REASON.test(lower);
  const plain = tagged ? WEIGHT.tagged : WEIGHT.mention;
  const told = tagged ? WEIGHT.taggedReason : WEIGHT.reason;
  const weight = reason ? told : plain;
  return weight <= above ? weight : Math.min(weight, ceilingOf(line, lower));
}

/** Finds the reasons in a text of many lines, once it is lower case; as `REASON` does in one line. */
export const REASONS = new RegExp(REASON, 'gm');

/** Where a text names a reason, looked for from `start` on; -1 when it names none there. */
export function reasonIn(text: string, start: number): number {
  const at = text.slice(start).toLowerCase().search(REASON);
  return at < 0 ? -1 : start + at;
}

/** Whether a line is there to inform or to warn, so that it is no cause whatever words it holds. */
export function isAside(line: string, lower: string = line.toLowerCase()): boolean {
  return isNotice(line, lower) || isWarning(line, lower);
}

/** The most that a line can weigh, whatever reasons it names. */
export function ceilingOf(line: string, lower: string = line.toLowerCase()): number {
  if (isNotice(line, lower)) return WEIGHT.notice;
  if (isWarning(line, lower)) return WEIGHT.warning;
  if (WRAPPER.test(lower.replace(LOGGED, ''))) return WEIGHT.wrapper;
  return CONSEQUENCE.test(lower) ? WEIGHT.consequence : WEIGHT.final;
}

function isNotice(line: string, lower: string): boolean {
  return NOTICE.test(lower) || NOTICE_BY_CASE.test(line);
}

function isWarning(line: string, lower: string): boolean {
  return WARNING.test(lower) || WARNING_BY_CASE.test(line);
}
