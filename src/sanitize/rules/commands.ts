import { matchAt, nothing, type Rule, type SecretKind, type Span } from './secret.ts';
import { isProse, isStandIn } from './stand-ins.ts';
import { valueAt } from './values.ts';

/*
 * Secrets that a command takes without naming them: the letter of the option means a password to this program and
 * something harmless to the next, so each is tied to its command.
 */

type Command = {
  /** How the program, perhaps with its first words, begins; in any letter case. */
  readonly programs: readonly string[];
  /** What stands right before the secret, each alternative behind a blank, a quote or a comma; letter case counts. */
  readonly before: string;
  readonly kind?: SecretKind;
  /** Nothing but `before` stands between the program and its secret. */
  readonly first?: true;
};

/** An option with its value behind a blank, or behind "=". */
const separate = (options: string): string => `(?:${options})[ \\t=]{1,4}`;
/** The same, or with the value joined to it. */
const joined = (options: string): string => `(?:${options})(?:[ \\t]{1,4}|(?=[^\\s=-]))`;
/** Only joined: a blank behind it makes the program ask. */
const onlyJoined = (options: string): string => `(?:${options})(?=[^\\s=-])`;
/** `user:` or `user%` before the password of the same argument. */
const afterUser = (sign: string): string => `\\\\{0,7}["']?[^\\s${sign}"']{0,128}${sign}`;

const commands: readonly Command[] = [
  // Databases
  { programs: ['mysql', 'mariadb', 'mydumper', 'xtrabackup', 'innobackupex'], before: onlyJoined('-p') },
  { programs: ['mysqladmin'], before: 'password[ \\t]{1,4}(?=\\S)' },
  { programs: ['mongo', 'cqlsh', 'beeline', 'snowsql', 'clickhouse-client'], before: separate('-p') },
  { programs: ['redis-cli', 'valkey-cli'], before: separate('-a') },
  { programs: ['sqlcmd', 'osql', 'bcp ', 'isql'], before: joined('-P') },
  { programs: ['isql '], before: '(?:-\\w{1,3} )?[\\w.]{1,64} [\\w.]{1,64} (?=[^\\s-])', first: true },
  {
    programs: ['sqlplus', 'expdp', 'impdp', 'rman target', 'sqlldr', 'exp ', 'imp '],
    before: `\\\\{0,7}["']?[\\w$#]{1,64}/(?=[^\\s@/"']{1,64}(?:["'@\\s]|$))`,
  },
  { programs: ['db2 '], before: 'using[ \\t]{1,4}' },
  { programs: ['influx '], before: separate('-password') },
  // Directories and domains
  { programs: ['ldap'], before: separate('-w|-s(?= \\S{1,200} (?:uid|cn)=)') },
  { programs: ['ipa-'], before: separate('-w|-a|-p(?= \\S{1,100} -a)') },
  {
    programs: [
      'net ads',
      'net rpc',
      'net rap',
      'smbclient',
      'rpcclient',
      'winexe',
      'wmic ',
      'crackmapexec',
      'smbmap',
      'wmiexec',
    ],
    before: `(?:-U|--user=)[ \\t]{0,4}${afterUser('%')}`,
  },
  { programs: ['netdom', 'dsmod', 'nltest'], before: '/(?:passwordd|passwordo|pd|po|pwd):' },
  { programs: ['psexec', 'psftp', 'plink', 'pscp'], before: separate('-pw?') },
  { programs: ['winrs'], before: '[-/]p(?:assword)?:' },
  { programs: ['schtasks'], before: separate('/r?[pP]|/R?P') },
  {
    programs: ['net user', 'net1 user', 'net.exe user'],
    before: `(?:"[^"\\n]{1,64}"|[\\w.$\\\\-]{1,64})[ \\t]{1,4}(?=[^\\s/])`,
    first: true,
  },
  {
    programs: ['net use '],
    before: `(?:\\w:[ \\t]{1,4})?\\\\\\\\[^\\s]{1,200}[ \\t]{1,4}(?=[^\\s/][^\\n]{0,200}/user)`,
  },
  { programs: ['net use '], before: '/user:[^\\s]{1,128}[ \\t]{1,4}(?=[^\\s/])' },
  { programs: ['dsquery', 'dsget', 'security '], before: separate('-p|-P') },
  { programs: ['dscl '], before: '-passwd \\S{1,100} ' },
  // Transfers and web clients
  {
    programs: ['curl', 'curl.exe'],
    before: `(?:-[a-zA-Z]{0,8}[uU][ \\t]{0,4}|--(?:proxy-)?user[ =][ \\t]{0,4})${afterUser(':')}`,
  },
  { programs: ['http ', 'https ', 'xh '], before: `(?:-a|--auth)[ =]{1,4}${afterUser(':')}` },
  { programs: ['lftp'], before: `(?:-u)[ \\t]{0,4}["']?[^\\s,"']{1,64},` },
  { programs: ['sshpass'], before: joined('-p') },
  // Registries and clusters
  {
    programs: [
      'docker login',
      'podman login',
      'nerdctl login',
      'buildah login',
      'skopeo login',
      'az login',
      'helm registry',
      'oc login',
      'twine',
      'cf login',
      'cf auth',
    ],
    before: joined('-p'),
  },
  {
    programs: ['vault login', 'vault unwrap', 'operator unseal', 'consul login'],
    before: '(?=[\\w.+/=-]{20,400}(?:\\s|$))',
    kind: 'token',
  },
  // Certificates and archives
  { programs: ['openssl enc', 'openssl aes', 'openssl des'], before: separate('-k') },
  { programs: ['certutil'], before: separate('-p') },
  { programs: ['signtool', 'appcmd'], before: separate('/p') },
  { programs: ['ipmitool', 'zip ', 'unzip '], before: joined('-P') },
  { programs: ['7z ', '7za ', '7zr ', '7z.exe '], before: onlyJoined('-p') },
  { programs: ['rar ', 'unrar '], before: onlyJoined('-h?p') },
  // Accounts and devices
  {
    programs: ['htpasswd'],
    before: `-\\w{0,4}b\\w{0,4}[ \\t]{1,4}(?:[^\\s]{1,200}[ \\t]{1,4}){1,2}?(?=[^\\s]{1,200}[ \\t]{0,4}(?:$|\\n))`,
  },
  {
    programs: ['openssl passwd', 'mkpasswd'],
    before:
      '(?:-(?:[156]|apr1|aixmd5|crypt|m \\S{1,20}|S \\S{1,40}|salt \\S{1,40})[ \\t]{1,4}){0,3}(?=[^\\s-])',
    first: true,
  },
  { programs: ['secret-set-value'], before: separate('--base64'), kind: 'secret' },
  { programs: ['useradd', 'usermod'], before: separate('-p|--password'), kind: 'password hash' },
  { programs: ['snmp'], before: separate('-[AX]') },
  { programs: ['snmpwalk', 'snmpget', 'snmpset', 'snmpbulk'], before: joined('-c') },
  {
    programs: ['rabbitmqctl'],
    before: '(?:add_user|change_password|authenticate_user)[ \\t]{1,4}[^\\s]{1,64}[ \\t]{1,4}',
  },
  { programs: ['reset-admin-password', 'reset_admin_password'], before: '(?=[^\\s<-])', first: true },
  { programs: ['wpa_passphrase'], before: `(?:"[^"\\n]{1,64}"|[^\\s"]{1,64})[ \\t]{1,4}`, first: true },
  { programs: ['nmcli'], before: 'password[ \\t]{1,4}' },
];

/** A command is followed so far for its options, over lines that end in a backslash. */
const MAX_COMMAND = 500;
/** A command has no more secrets than this, and one option of another program's is not looked for. */
const MAX_SECRETS = 8;

const lineEnd = /[^\\`^]\r?\n|[|]/;

/** The rest of the command behind its name, continued lines joined, each character in its place. */
function restOf(text: string, from: number): string {
  const reach = text.slice(from, from + MAX_COMMAND);
  const end = reach.search(lineEnd);
  const rest = end === -1 ? reach : reach.slice(0, end + 1);
  return rest.includes('\n') ? rest.replace(/[\\`^](\r?)\n/g, (found) => ' '.repeat(found.length)) : rest;
}

export const commandSecrets: readonly Rule[] = commands.flatMap(
  ({ programs, before, kind = 'password', first }) => {
    const shape = first
      ? new RegExp(`^\\s{1,4}(?:${before})`, 'g')
      : new RegExp(`[\\s"',]\\s{0,40}(?:${before})`, 'g');
    return programs.map(
      (program): Rule => ({
        anchors: [program],
        find(text, at) {
          if (!beginsWord(text, at)) return nothing;
          const from = at + program.trimEnd().length;
          const rest = restOf(text, from);
          const spans: Span[] = [];
          shape.lastIndex = 0;
          for (let match = shape.exec(rest); match && spans.length < MAX_SECRETS; match = shape.exec(rest)) {
            const value = valueAt(text, from + match.index + match[0].length);
            const secret = text.slice(value.start, value.end);
            shape.lastIndex = Math.max(shape.lastIndex, value.end - from);
            if (isStandIn(secret) || isProse(secret) || secret.startsWith('-')) continue;
            spans.push({ start: value.start, end: value.end, kind });
          }
          return spans;
        },
      }),
    );
  },
);

/** Behind an escaped newline, too, where a log holds its lines as JSON. */
function beginsWord(text: string, at: number): boolean {
  return !/[A-Za-z0-9_]/.test(text[at - 1] ?? '') || /\\[nrt]$/.test(text.slice(Math.max(0, at - 2), at));
}

/** What stands right before a secret wherever it is found: options and words of many programs, statements of SQL. */
const phrases: ReadonlyArray<readonly [anchors: readonly string[], before: RegExp]> = [
  [['-pass'], /-pass(?:in|out)?\s{1,4}\\{0,7}["']?pass:/y],
  [['/p:'], /\/p:(?![\w.]{1,64}=)/iy],
  [
    ['identified by', 'identified with'],
    /(?<=\b(?:user|role|grant|to|database|public)\b[^\n]{0,160})identified (?:by|with(?:\s{1,4}\w{1,40}\s{1,4}(?:by|as))?)(?:\s{1,4}(?:password|values))?\s{1,4}(?![?:;,])/iy,
  ],
  [['password('], /password\(\s{0,4}(?=['"])/iy],
  [['sp_addlogin', 'sp_password'], /sp_\w{6,12}\s{1,4}N?'[^'\n]{0,100}'\s{0,4},\s{0,4}N?(?=')/iy],
  [['connect '], /connect (?:-\w\s)?[\w$#]{1,64}\/(?=[^\s/@]{1,64}@\w)/iy],
  [['auth '], /(?<![\w-])AUTH (?:[\w.-]{1,64} )?(?=\S{1,200}[ \t]{0,4}(?:\r?\n|$))/y],
  [
    ['credential(', 'pscredential]::new('],
    /credential(?:\]::new)?\(\s{0,4}["'][^"'\n]{1,128}["']\s{0,4},\s{0,4}(?=["'])/iy,
  ],
  [['open -u ', 'user -u '], /-u [^\s,]{1,64},|open -u [^\s,]{1,64},/iy],
];

export const phraseSecrets: readonly Rule[] = phrases.map(([anchors, before]) => ({
  anchors,
  find(text, at) {
    const match = matchAt(before, text, at);
    if (!match) return nothing;
    const value = valueAt(text, at + match[0].length);
    // A statement ends in ";", which is no part of its password.
    const end = value.quoted
      ? value.end
      : value.start + text.slice(value.start, value.end).replace(/[;)]{1,8}$/, '').length;
    const secret = text.slice(value.start, end);
    if (isStandIn(secret) || isProse(secret) || secret.startsWith('-')) return nothing;
    return [{ start: value.start, end, kind: 'password' }];
  },
}));
