import { isDrawn } from './looks.ts';
import { matchAt, nothing, type Rule } from './secret.ts';
import { valueAt } from './values.ts';

/*
 * Options that mean a password to many programs and something else to more. Where the program is not known (see
 * commands.ts), only a value that nobody would give a port, a path or a project counts.
 */

const option = /(?<=[\s"'])-(?:p|P|w|pw|a)[ \t]{1,4}/y;
const userOption =
  /(?<=[\s"'])(?:-[uUa]|--(?:user|auth|login)|digest)(?:[ \t]{1,4}|=|(?=["']))\\{0,7}["']?[\w.@\\-]{1,64}[:%]/y;

export const drawnArguments: Rule = {
  anchors: ['-p ', '-w ', '-pw ', '-a ', '-u ', '-u"', "-u'", '--user', '--auth', '--login', 'digest '],
  find(text, at) {
    const match = matchAt(option, text, at) ?? matchAt(userOption, text, at);
    if (!match) return nothing;
    const value = valueAt(text, at + match[0].length);
    const word = text.slice(value.start, value.end).replace(/["']$/, '');
    return isDrawn(word)
      ? [{ start: value.start, end: value.start + word.length, kind: 'password' }]
      : nothing;
  },
};
