/** How much a line tells about why a node failed. Higher is better; 0 tells nothing. */
export const WEIGHT = {
  nothing: 0,
  notice: 1,
  wrapper: 2,
  warning: 3,
  consequence: 4,
  mention: 5,
  tagged: 6,
  reason: 7,
  taggedReason: 8,
  final: 9,
} as const;

/** Cheap and wide: a line without any of these is never a cause. */
const SIGNAL =
  /err|fail|fatal|exception|denied|cannot|can't|n[o']t |unable|no such|not found|refused|tim(?:ed|e) ?out|invalid|unknown|missing|panic|kill|abort|illegal|corrupt|conflict|unreachable|expired|fault|unexpected|unmet|already|full|exceed|mismatch|unsupported|unrecogni|no space|too many|reset by|broken|bad |insufficient|forbidden|unauthori[sz]ed|must |requires? |no match|oom|deadlock|violat|reject|lost|dead|nothing /i;

const TAGGED =
  /^(?:\W{0,4}(?:error|fatal|err|critical|crit|emerg|alert|severe|panic|exception|failure|failed|fail|abort(?:ed|ing)?|E)\b(?:\[[\w-]+\])?\W|\w+ERR!|npm err)|(?:^|[\s[|<"'(])(?:error|fatal|critical|severe|panic|exception)(?:[\]|>)]|\s*:|\s*\|)|(?:^|\s)(?:ERROR|FATAL|CRITICAL|CRIT|EMERG|SEVERE)\s|\w(?:Error|Exception|Fault)\b[:\s]|^E\d{4}\s|\blevel=(?:error|fatal)/i;

const WARNING =
  /^\W{0,4}(?:warn(?:ing)?|W|deprecat\w*)\b\s*[:\]|-]|(?:^|[\s[|<(])warn(?:ing)?(?:[\]|>):]|\s+\|)|\blevel=warn|deprecationwarning|npm warn|^debconf:|setlocale:|perl: warning|(?:^|\s)WARN\s/i;

const NOTICE =
  /(?:^|[\s[|<(])(?:info|debug|trace|notice)(?:[\]|>):]|\s+\|)|\blevel=(?:info|debug)|(?:^|\s)(?:INFO|DEBUG|TRACE)\s|^usage:|^(?:hint|note|tip|help)\b|^\s*(?:see|run|try|use|please see|for more) |--help|^\+ |^\s*at \S+|^(?:get|hit|ign):\d|^\s*-{1,2}\w[\w-]*[, =]|\b0 (?:errors?|failed|failures?)\b|no errors?\b|complete log of this run|without errors?/i;

const WRAPPER =
  /^(?:\S+: )?(?:\[?error\]?:? )?(?:the )?(?:script|command|commands|job|task|step|build|process|playbook|deployment|installation|install|update|upgrade|setup|operation|bootstrap|run|hook|program|subprocess|sub-process|child process)\b.{0,80}\b(?:failed|aborted|returned|exited|terminated|unsuccessful|error)\b.{0,60}$|\breturned (?:a )?(?:non-zero|an error code|error code|code)|non-?zero exit|\bexit(?:ed)?(?: with)?(?: exit)?(?: status| code)?[ :=]*\d+\W*$|^(?:make|gmake|ninja)(?:\[\d+\])?: \*\*\*|^ninja: build stopped|calledprocesserror|systemexit|failed with (?:exit|error) (?:code|status) \d+\W*$|^\S*failed[.!]*$|^error[.!:]*$|^(?:an )?errors? (?:was|were|has|have)?\s*(?:encountered|occurred)(?: while processing)?[.!:]*$|^errors? during\b.{0,60}$|^failed to run commands|^exit status|some errors? occurred|see (?:above|log)|^bash: warning/i;

const CONSEQUENCE =
  /not recoverable|exiting|will not|skipp(?:ed|ing)|giving up|try(?:ing)? again|retry|rolling back|rollback|cleanup|clean up|aborting|previous error|some (?:files|archives|index)|have failed|could not be installed|dependency problems|run .{0,30}to (?:fix|correct|see)|is not going to be|error processing (?:package|archive)|journalctl|^job for |depend(?:s|ency) .{0,40}not/i;

const REASON =
  /no space left|disk quota|read-only file system|permission denied|operation not permitted|access (?:is )?denied|accessdenied|unauthori[sz]ed|forbidden|not found|no such|does ?n[o']t exist|do not exist|refused|timed out|time ?out|reset by peer|unreachable|no route|could ?n[o']t resolve|name resolution|name or service|certificate|handshake|out of memory|cannot allocate|oom|killed|segmentation|core dumped|syntax error|unexpected|unrecogni[sz]ed|invalid|already (?:in use|exists|running|held)|could not (?:get|connect|open|find|load|read)|cannot (?:find|open|connect|execute|stat|access|create|remove|write|import|import|bind)|can't|unable to|conflict|mismatch|too many open|bad interpreter|not installed|not running|missing|expired|locked|lock|unmet|no match|exec format|requires|unsupported|dubious|broken|corrupt|exceeded|address already|failed to (?:start|load|open|connect|bind|fetch|download|pull|mount|create|parse|resolve|initialize|update|install|retrieve)/i;

export function weightOf(line: string): number {
  if (!SIGNAL.test(line)) return WEIGHT.nothing;
  if (NOTICE.test(line)) return WEIGHT.notice;
  if (WARNING.test(line)) return WEIGHT.warning;
  if (WRAPPER.test(line)) return WEIGHT.wrapper;
  if (CONSEQUENCE.test(line)) return WEIGHT.consequence;
  const tagged = TAGGED.test(line);
  if (REASON.test(line)) return tagged ? WEIGHT.taggedReason : WEIGHT.reason;
  return tagged ? WEIGHT.tagged : WEIGHT.mention;
}
