import { matchAt, nothing } from '../secret.ts';
import { isProse } from '../stand-ins.ts';
import { valueAt } from '../values.ts';
import { accepted, type Layout } from './layout.ts';

/*
 * Commands and directives that take a name and then its value: `setx NAME value`, `ENV NAME value`,
 * `git config user.password value`, `etcdctl put /app/password value`.
 */

const command =
  /(?:^|[\s;|&"'(>])(?:setx|setenv|SetEnv|ENV|fastcgi_param|proxy_set_header|(?:git |npm |pip |puppet |snap |composer |aws configure |yarn |gh |flyctl |dokku )?config(?::set)?(?: (?:set|get|--?[\w-]{1,20})){0,3}|configure set|(?:kv |etcdctl |ssm )?put|set|Set-ItemProperty \S{1,100}|Set-Variable)[ \t]{1,8}\\{0,7}["']?(?:[\w./:@-]{0,100}[/:.])?$/i;

const gap = /["']?[ \t]{1,20}(?![-=:|&;>])/y;

export const settingCommands: Layout = (text, { start, end, secret }) => {
  const match = matchAt(gap, text, end);
  if (!match || !command.test(text.slice(Math.max(0, start - 180), start))) return nothing;
  const value = valueAt(text, end + match[0].length);
  const word = text.slice(value.start, value.end);
  // "set password for", "put token into": a sentence.
  if (!value.quoted && (isProse(word) || matchAt(/[ \t]{1,4}[a-z]{1,20}[ \t]/y, text, value.end)))
    return nothing;
  return accepted(text, value, secret);
};
