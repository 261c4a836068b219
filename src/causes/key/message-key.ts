import { AGENT_PATH } from '../../run-command/index.ts';
import { cutText } from '../cut-text.ts';
import { withoutLogPrefix } from '../find/vocabulary/log-prefix.ts';
import { normalizeVolatile } from './normalize.ts';

/** Long enough for a message, short enough that 100,000 different ones stay small. */
const MAX_KEY = 400;

/** Who speaks and when, in front of the message: times, levels, the shell and its script. */
const PREFIXES: readonly RegExp[] = [
  /^[\s>*|│╷╵•·-]+/,
  /^(?:\/?\w[\w./-]*\/)?(?:ba|da|k|z)?sh: (?:line \d+: |\d+: )?/,
  /^(?:\.{0,2}\/|agent-script)[\w./ -]*: (?:line )?\d+: /,
];

/** Of the agent's text on a failed MSI: the same package may come from anywhere. */
const MSI_SOURCE = /\bSource:\{[^}]*[/\\]([^/\\}]+)\}/;

/** The same message gives the same key, whichever node, moment or shell wrote it. */
export function messageKey(message: string): string {
  let text = withoutLogPrefix(message).replace(AGENT_PATH, 'agent-script');
  for (const prefix of PREFIXES) text = text.replace(prefix, '');
  text = text
    .replace(/^(?:\S*[/\\])?(?:agent-script|_script\.(?:sh|ps1)) ?: ?(?:line \d+: |\d+: )?/, '')
    .replace(/^(\S+): not found$/, '$1: command not found')
    .replace(MSI_SOURCE, 'Source:{$1}')
    .replace(/exit status (?:4294967295|0xffffffff)/gi, 'exit status -1')
    .replace(/\s+/g, ' ')
    .trim();
  return cutText(normalizeVolatile(cutText(text, MAX_KEY)), MAX_KEY);
}
