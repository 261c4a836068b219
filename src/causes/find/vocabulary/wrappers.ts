/** Lines that say no more than that something failed, and lines that follow from a failure named elsewhere. */

import { anyOf } from '../../any-of.ts';

/** "The deployment failed": a word for what ran, and that it did not end well. */
const WORK = [
  /^(?:\S+: )?(?:\[?error\]?:? )?(?:the )?(?:script|command|commands|job|task|step|build|process|playbook|deployment|installation|install|update|upgrade|setup|operation|bootstrap|run|hook|program|subprocess|sub-process|child process)(?=\s)(?! for ).{0,80}\b(?:failed|aborted|returned|exited|terminated|unsuccessful|error)\b(?!:).{0,60}$/,
  /^\S*failed[.!]*$/,
  /^\w+ failed to (?:start|run|complete|initiali[sz]e)\W*$/,
  /^module failure/,
];
const EXIT_CODES = [
  /\breturned (?:a )?(?:non-zero|an error code|error code|code|-?\d{1,2}\W*$|1\d\d\W*$)/,
  /non-?zero exit/,
  /\bexit(?:ed)?(?: with)?(?: exit)?(?: status| code)?[ :=]*\d+\W*$/,
  /failed with (?:exit|error) (?:code|status) \d+\W*$/,
  /^exit status/,
  /^non-zero return code/,
  /^failed to run commands/,
];
const BUILD_TOOLS = [/^(?:make|gmake|ninja)(?:\[\d+\])?: \*\*\*/, /^ninja: build stopped/];
const EXCEPTIONS = [/calledprocesserror/, /systemexit/];
const BARE_ERRORS = [
  /^error[.!:]*$/,
  /^(?:an )?errors? (?:was|were|has|have)?\s*(?:encountered|occurred)(?: while processing)?[.!:]*$/,
  /^errors? during\b.{0,60}$/,
  /some errors? occurred/,
  /see (?:above|log)/,
];
const SYSTEMD = [/\bfailed to start [^:]{1,60}\.$/, /\bfailed with result /, /\bmain process exited/];
const HARMLESS = [/^bash: warning/, /nothing to do\W*$/];

const WRAPPER = anyOf('', WORK, EXIT_CODES, BUILD_TOOLS, EXCEPTIONS, BARE_ERRORS, SYSTEMD, HARMLESS);

/** What a logger sets in front: marks, times, names in brackets. */
const LOGGED = /^(?:\d[\dtz:.,+-]*|[^a-z\d[]+|\[[^\]]{0,40}\])+/;

const HEADINGS = [
  /^\s*(?:error message|exception level|stack trace|exception details)\b/,
  /exception details:/,
];
const ENDINGS = [
  /not recoverable/,
  /exiting/,
  /will not/,
  /skipp(?:ed|ing)/,
  /giving up/,
  /try(?:ing)? again/,
  /retry/,
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
  /exception handlers/,
  /run .{0,30}to (?:fix|correct|see)/,
  /\b(?:trace|stacktrace|dump|report|log)s? (?:is |was )?(?:dumped|written|saved) (?:to|in)\b/,
  /\bwaiting (?:for|until)\b/,
  /unable to find image .{1,200} locally$/,
];
const PACKAGES = [
  /dependency problems/,
  /held broken packages/,
  /is not going to be/,
  /error processing (?:package|archive)/,
  /depend(?:s|ency) .{0,40}not/,
];
const UNITS = [/journalctl/, /^job for /];

const CONSEQUENCE = anyOf('', HEADINGS, ENDINGS, REFERENCES, PACKAGES, UNITS);

export function isWrapper(lower: string): boolean {
  return WRAPPER.test(lower.replace(LOGGED, ''));
}

export function isConsequence(lower: string): boolean {
  return CONSEQUENCE.test(lower);
}
