import { isProse, isStandIn } from './looks.ts';
import { lineStartOf, matchAt, nothing, type Rule, type SecretKind } from './secret.ts';
import { quotedAt, unquotedAt } from './values.ts';

/*
 * Passwords that a command takes without naming them: the letter of the option means a password to
 * this program and something harmless to the next, so each is tied to its command.
 */

/** Up to where on the command's own line an option is looked for. */
const before = (option: string): string => `[^\\n|]{0,400}?[\\s"',]${option}`;

const commands: ReadonlyArray<readonly [anchors: readonly string[], pattern: string, kind?: SecretKind]> = [
  [['mysql', 'mariadb', 'mydumper', 'xtrabackup', 'innobackupex'], `[\\w.-]*${before('-p(?=[^\\s=-])')}`],
  [['sshpass'], `\\w*${before('-p\\s{0,4}')}`],
  [
    ['curl'],
    `(?:\\.exe)?${before(`(?:-u\\s{0,4}|-U\\s{1,4}|--(?:proxy-)?user[ =]\\s{0,4})["']?[^\\s:"']{1,128}:`)}`,
  ],
  [['ldap'], `\\w{0,12}${before('-w\\s{1,4}')}`],
  [['redis-cli'], before('-a\\s{1,4}')],
  [
    ['docker login', 'podman login', 'az login', 'helm registry', 'nerdctl login', 'oc login'],
    `[^\\n]{0,200}?\\s-p\\s{0,4}`,
  ],
  [['mongo'], `[\\w.]{0,12}${before('-p\\s{1,4}')}`],
  [['sqlcmd', 'osql', 'bcp '], `[^\\n]{0,300}?\\s-P\\s{0,4}`],
  [
    ['sqlplus', 'expdp', 'impdp', 'rman target', 'sqlldr'],
    `(?:\\.exe)?\\s(?:-\\w\\s)?["']?[\\w$#]{1,64}\\/(?=[^\\s@]{1,64}(?:@|$))`,
  ],
  [
    ['net user', 'net1 user', 'net.exe user'],
    `\\s{1,4}(?:"[^"\\n]{1,64}"|[\\w.$\\\\-]{1,64})\\s{1,4}(?=[^\\s/])`,
  ],
  [['net use '], `\\s{0,4}(?:\\w:\\s{1,4})?\\\\\\\\\\S{1,200}\\s{1,4}(?=[^\\s/][^\\n]{0,200}/user)`],
  [['net use '], `[^\\n]{0,300}?/user:\\S{1,128}\\s{1,4}(?=[^\\s/])`],
  [
    ['smbclient', 'rpcclient', 'winexe', 'wmic ', 'crackmapexec', 'smbmap'],
    `[^\\n]{0,200}?(?:-U|--user=)\\s{0,4}["']?[^\\s%"']{1,64}%`,
  ],
  [['ipmitool', 'zip '], `[^\\n]{0,200}?\\s-P\\s{1,4}`],
  [['7z ', '7za ', '7zr '], `[^\\n]{0,200}?\\s-p(?=[^\\s-])`],
  [
    ['htpasswd'],
    `\\s[^\\n]{0,60}?-\\w{0,4}b\\w{0,4}\\s{1,4}(?:\\S{1,200}\\s{1,4}){1,2}?(?=\\S{1,200}\\s{0,4}(?:$|\\n))`,
  ],
  [['useradd', 'usermod'], `[^\\n]{0,200}?\\s(?:-p|--password)\\s{1,4}`, 'password hash'],
  [['schtasks'], `[^\\n]{0,300}?\\s/r?p\\s{1,4}`],
  [['psexec', 'psftp', 'plink', 'pscp'], `[^\\n]{0,300}?\\s-pw?\\s{1,4}`],
  [['snmp'], `\\w{1,8}\\s[^\\n]{0,200}?\\s-[AX]\\s{1,4}`],
  [['snmpwalk', 'snmpget'], `[^\\n]{0,200}?\\s-c\\s{1,4}`],
  [['rabbitmqctl'], `[^\\n]{0,60}?(?:add_user|change_password|authenticate_user)\\s{1,4}\\S{1,64}\\s{1,4}`],
  [['reset-admin-password', 'reset_admin_password'], `\\s{1,4}(?=[^\\s<-])`],
  [['-pass'], `(?:in|out)?\\s{1,4}pass:`],
  [['/p:'], '(?![\\w.]{1,64}=)'],
  [['to-securestring'], `\\s{1,4}(?:-String\\s{1,4})?(?=["'])`],
  [['credential('], `\\s{0,4}["'][^"'\\n]{1,128}["']\\s{0,4},\\s{0,4}`],
  [
    ['identified by', 'identified with'],
    `(?:\\s{1,4}\\w{1,40}\\s{1,4}(?:BY|AS))?(?:\\s{1,4}(?:PASSWORD|VALUES))?\\s{1,4}(?=['"])`,
  ],
  [['password('], `\\s{0,4}(?=['"])`],
  [['connect '], `(?:-\\w\\s)?[\\w$#]{1,64}\\/(?=[^\\s/@]{1,64}@\\w)`],
];

export const commandSecrets: readonly Rule[] = commands.map(([anchors, pattern, kind = 'password']) => {
  const shape = new RegExp(
    `(?:${anchors.map((anchor) => anchor.replace(/[.()]/g, '\\$&')).join('|')})${pattern}`,
    'y',
  );
  const anyCase = new RegExp(shape.source, 'iy');
  // "-p" and "-P" are different options; everything else is looked at regardless of case.
  const sticky = /\\s-|-[pPuUaw]/.test(pattern) ? shape : anyCase;
  return {
    anchors,
    find(text, at) {
      const match = matchAt(sticky, text, at);
      if (!match) return nothing;
      const from = at + match[0].length;
      const value = quotedAt(text, from) ?? unquotedAt(text, from, { nameStart: from, colon: false });
      const secret = text.slice(value.start, value.end);
      if (isStandIn(secret) || isProse(secret) || secret.startsWith('-')) return nothing;
      return [{ start: value.start, end: value.end, kind }];
    },
  };
});

/** What is piped into `chpasswd` or `passwd --stdin`: the secret stands before the command. */
export const pipedPasswords: Rule = {
  anchors: ['chpasswd', 'passwd --stdin', 'docker login'],
  find(text, at) {
    const lineStart = Math.max(lineStartOf(text, at), at - 300);
    const line = text.slice(lineStart, at);
    const match =
      /\b(?:echo|printf)\s{1,4}(?:-\w{1,2}\s{1,4})?["']?(?:'?%s\\n'?\s{1,4}["']?)?([^\n|]{1,200}?)["']?\s{0,4}\|\s{0,4}(?:sudo\s{1,4})?$/.exec(
        line,
      );
    const piped = match?.[1];
    if (!match || piped === undefined) return nothing;
    const secret = piped.slice(piped.indexOf(':') + 1);
    if (isStandIn(secret)) return nothing;
    const end = lineStart + match.index + match[0].lastIndexOf(piped) + piped.length;
    return [{ start: end - secret.length, end, kind: 'password' }];
  },
};
