/** Lines that say no more than that something failed, and lines that follow from a failure named elsewhere. */

import { anyOf } from '../../any-of.ts';
import { firstReasonIn, namesStrongReason } from './reasons.ts';

/** "The deployment failed": a word for what ran, and that it did not end well. */
const WORK = [
  /^(?:\S+: )?(?:\[?error\]?:? )?(?:the )?(?:script|command|commands|job|task|step|build|process|playbook|deployment|installation|install|update|upgrade|setup|operation|bootstrap|run|hook|program|subprocess|sub-process|child process)(?=\s)(?! for ).{0,80}\b(?:failed|aborted|returned|exited|terminated|unsuccessful|error)\b(?!:).{0,60}$/,
  /^\S*failed[.!]*$/,
  /^(?:all|some|one or more|\d+)\b.{0,80}\b(?:failed|with errors?)\b(?!:).{0,80}$/,
  /^\W{0,3}(?:failure: )?build failed with an exception/,
  /^[\w ]{0,40}(?:finished|completed|ended) with (?:\d+ )?(?:errors?|failures?)\W*$/,
  /^(?:execution|ejecución|execução|exécution|ausführung)\b.{0,60}$/,
  /^\w+ failed to (?:start|run|complete|initiali[sz]e)\W*$/,
  /^module failure/,
];
const EXIT_CODES = [
  /^\W*error code\s?[:=]\s?\S{1,80}$/,
  /^\W*(?:rc|ret|exit|exit[ _-]?(?:code|status)|return[ _]?code|status)\s?[=:]\s?-?\d+$/,
  /\breturned (?:a )?(?:non-zero|an error code|error code|code|-?\d{1,2}\W*$|1\d\d\W*$)/,
  /non-?zero exit/,
  /\bexit(?:ed)?(?: with)?(?: exit| error)?(?: status| code)?[ :=]*\d+\W*$/,
  /failed with (?:exit|error) (?:code|status) \d+\W*$/,
  /^exit status/,
  /^non-zero return code/,
  /^failed to run commands/,
];
const BUILD_TOOLS = [/^(?:make|gmake|ninja)(?:\[\d+\])?: \*\*\*/, /^ninja: build stopped/];
const EXCEPTIONS = [/calledprocesserror/, /systemexit/];
const BARE_ERRORS = [
  /\bfailed (?:at|in|during) (?:step|stage|phase|task)\b[^:]{0,100}$/,
  /\(exit(?: code| status)? \d+\)/,
  /\bdid not (?:run|complete|finish|exit|end) success/,
  /^\*\*\* .{1,80} failed \*\*\*$/,
  // cfn-init, whose command said why.
  /^error (?:occurred|encountered) during build\b.{0,60}: command \S+ failed$/,
  /^\W*\d+ errors? occurred\W*$/,
  /^\W*abbruch\b/,
  /wurde nicht abgeschlossen/,
  /^error[.!:]*$/,
  /^(?:an )?errors? (?:was|were|has|have)?\s*(?:encountered|occurred)(?: while processing)?[.!:]*$/,
  /^errors? during\b.{0,60}$/,
  /some errors? occurred/,
  /see (?:above|log)/,
];
const SYSTEMD = [
  /control process exited/,
  /\bdeactivated successfully/,
  /\bfailed to start [^:]{1,60}\.$/,
  /\bfailed with result /,
  /\bmain process exited/,
];
const HARMLESS = [/^bash: warning/, /nothing to do\W*$/];
/** Tools that only hand on what another said. */
const HANDING_ON = [
  /^(?:what went wrong|details?|reason|description):$/,
  /^(?:traceback|caused by:?$|stack ?trace)/,
  /^application failed to start$/,
];

const WRAPPER = anyOf(
  '',
  WORK,
  EXIT_CODES,
  BUILD_TOOLS,
  EXCEPTIONS,
  BARE_ERRORS,
  SYSTEMD,
  HARMLESS,
  HANDING_ON,
);

/** What a logger sets in front: marks, times, names in brackets. */
export const LOGGED = /^(?:\d[\dtz:.,+-]*|[^a-z\d[]+|\[[^\]]{0,40}\])+/;

const HEADINGS = [
  /^\s*(?:deployment|installation|setup|configuration|unexpected)? ?(?:error|failure)s?\W*$/,
  /^\s*(?:error message|exception level|stack trace|exception details)\b/,
  /exception details:/,
];
const ENDINGS = [
  /not recoverable/,
  /exiting/,
  /will not/,
  /skipp(?:ed|ing)/,
  /(?:giving|gave) up/,
  /try(?:ing)? again/,
  /retry/,
  /not continuing/,
  /nothing (?:more )?to do/,
  /rolling back/,
  /rollback/,
  /cleanup/,
  /clean up/,
  /aborting/,
];
const REFERENCES = [
  /\b(?:error|exception) occurred (?:when|while|during)\b/,
  /previous error/,
  /some (?:files|archives|index)/,
  /have failed/,
  /could not be installed/,
  /could not read from remote/,
  /connection unexpectedly closed/,
  /^(?:lost connection|disconnected|connection (?:to \S{1,200} )?(?:was )?closed(?: by (?:remote host|foreign host))?)\W*$/,
  /unexplained error/,
  /exception handlers/,
  /run .{0,30}to (?:fix|correct|see)/,
  /\b(?:trace|stacktrace|dump|report|log)s? (?:is |was )?(?:dumped|written|saved) (?:to|in)\b/,
  /\bwaiting (?:for|until)\b/,
  /unable to find image .{1,200} locally$/,
];
/** The next of a pipe gets nothing to work on, once the first has failed. */
const PIPES = [
  /\(?\bstdin\b\)?: /,
  /child returned status/,
  /does not look like a tar archive/,
  /no valid openpgp data found/,
  /^parse error: /,
  /broken pipe/,
];
const PACKAGES = [
  /post-(?:installation|removal) script/,

  /dependency problems/,
  /held broken packages/,
  /is not going to be/,
  /error processing (?:package|archive)/,
  /depend(?:s|ency) .{0,40}not/,
];
const UNITS = [/journalctl/, /^job for /];

const CONSEQUENCE = anyOf('', HEADINGS, REFERENCES, PIPES, PACKAGES, UNITS);
const ENDING = anyOf('', ENDINGS);

/** "13 rules hold, 1 does not". */
const SUMMARY = /^\W*\d+ (?:of \d+ )?\w+ (?:.{0,40}\b\d+ )?(?:do|does|did) not\b.{0,20}$/;

export function isWrapper(lower: string): boolean {
  return WRAPPER.test(lower.replace(LOGGED, '')) || SUMMARY.test(lower);
}

/** A polite tail ("... please verify and retry") takes nothing from the reason that stands before it. */
export function isConsequence(lower: string): boolean {
  if (CONSEQUENCE.test(lower)) return true;
  const ending = lower.search(ENDING);
  if (ending < 0) return false;
  const reason = firstReasonIn(lower);
  // Whoever gives up says why, before or behind it.
  return reason < 0 || (reason >= ending && !/\bg(?:ave|iving) up\b/.test(lower));
}

/** What did not work, and nothing of why. */
const BARE_FAILURE =
  /\bfailed to (?:build|install|compile|run|execute|complete|perform|upgrade|update|deploy|apply|finish|configure|set up|process|provision) [^:]{1,100}$/;

export function isBareFailure(lower: string): boolean {
  if (BARE_FAILURE.test(lower)) return !namesStrongReason(lower);
  return /\bfailed\W*$/.test(lower) && firstReasonIn(lower) < 0;
}

/** Tools that scripts ask out of curiosity: what they miss is rarely what ended the script. */
const INQUIRIES =
  /^(?:\S{0,200}(?:line )?\d+: )?(?:e?grep|cat|ls|stat|readlink|find|which|type|id|getent|rm|rmdir|pkill|killall|kill|umount|swapoff|head|tail|du|wc|sed|awk|stty|tput|mesg|dircolors|hostnamectl|timedatectl|lsmod|rmmod|userdel|groupdel|test|\[): /;
/** What is told to be of no weight, or was to be taken away and is not there. */
const HARMLESS_REMARKS = anyOf('', [
  /\bignor(?:ed|ing)\b(?!_)/,
  /non-?fatal/,
  /best[- ]effort/,
  /\boptional\b/,
  /\bcontinuing\b/,
  /^failed to (?:stop|disable|kill|get d-bus|connect to bus|retrieve unit state)\b/,
  /\bnot loaded\b/,
  /memcache\.go:\d+/,
]);

export function isOftenHarmless(lower: string): boolean {
  return INQUIRIES.test(lower) || HARMLESS_REMARKS.test(lower);
}
