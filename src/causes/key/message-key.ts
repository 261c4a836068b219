import { AGENT_PATH, headOf } from '../../run-command/index.ts';
import { withoutLogPrefix } from '../find/vocabulary/log-prefix.ts';
import { normalizeVolatile, VOLATILE } from './normalize.ts';

/** Long enough for a message, short enough that 100,000 different ones stay small. */
const MAX_KEY = 400;

/** Who speaks and when, in front of the message: times, levels, the shell and its script. */
const PREFIXES: readonly RegExp[] = [
  /^[\s>*|│╷╵•·-]+/,
  /^(?:\/?\w[\w./-]*\/)?(?:ba|da|k|z)?sh: (?:line \d+: |\d+: )?/,
  /^(?:\.{0,2}\/|agent-script)[\w./ -]*: (?:line )?\d+: /,
];

/** Of the agent's text on a failed MSI: the same package may come from anywhere. */
const MSI_SOURCE = /\bSource:\{[^{}]{0,260}[/\\]([^/\\{}]{1,260})\}/;

/** Signs that some locales quote with, and the plain one that others have. */
const DOUBLE_QUOTES = /«[ \u00a0]?|[ \u00a0]?»|[\u201c-\u201f\u300c-\u300f\uff02]/g;
const SINGLE_QUOTES = /[\u2018-\u201b\u2039\u203a\uff07]/g;
/** Old GNU tools quote `so'. */
const BACKTICK_QUOTE = /`([^`'\n]{1,120})'/g;

function withPlainQuotes(text: string): string {
  return text.replace(DOUBLE_QUOTES, '"').replace(SINGLE_QUOTES, "'").replace(BACKTICK_QUOTE, "'$1'");
}

/** Where storage is the reason, the file that happened to be written is not: what counts is where it lies. */
const STORAGE =
  /no space left on device|disk quota exceeded|read-only file system|input\/output error|file system is full|disk full|not enough (?:disk )?space|too many open files/i;
const DEEP_PATH = /((?:\/[\w.+@-]{1,80}){2})(?:\/[\w.+@%~=-]{1,200})+/g;
const FILE_NAME =
  /(?<![\w./+@-])(\/[\w.+@-]{1,80}\/)?[\w+@-]{1,100}(?:\.[\w+-]{1,20}){0,4}\.[a-z]\w{1,5}(?![\w./-])/g;

function withoutFileNames(text: string): string {
  if (!STORAGE.test(text)) return text;
  return text
    .replace(DEEP_PATH, `$1/${VOLATILE}`)
    .replace(FILE_NAME, (_, folder = '') => `${folder}${VOLATILE}`);
}

/** The same message gives the same key, whichever node, moment or shell wrote it. */
export function messageKey(message: string): string {
  let text = withPlainQuotes(withoutLogPrefix(message)).replace(AGENT_PATH, 'agent-script');
  for (const prefix of PREFIXES) text = text.replace(prefix, '');
  text = text
    .replace(/^(?:\S*[/\\])?(?:agent-script|_script\.(?:sh|ps1)) ?: ?(?:line \d+: |\d+: )?/, '')
    .replace(/^(\S+): not found$/, '$1: command not found')
    .replace(MSI_SOURCE, 'Source:{$1}')
    .replace(/exit status (?:4294967295|0xffffffff)/gi, 'exit status -1')
    .replace(/\s+/g, ' ')
    .trim();
  return headOf(normalizeVolatile(withoutFileNames(headOf(text, MAX_KEY))), MAX_KEY);
}
