import { isOdd, looksRandom } from './looks.ts';
import { lineStartOf, matchAt, nothing, type Rule, type Span } from './secret.ts';
import { isStandIn } from './stand-ins.ts';
import { quotedAt } from './values.ts';

/*
 * Passwords that a command reads from its standard input: piped into it by echo or printf, in a here-string, or in a
 * here-document. Of what `chpasswd` reads, the user before ":" stays.
 */

/** Each with what has to follow it; the pipe stands before, the here-string and the here-document behind. */
const readers: ReadonlyArray<readonly [anchor: string, follows: RegExp]> = [
  ['sudo ', /sudo (?:-[\w-]{1,20} (?:'' )?){0,4}?-\w{0,4}S/y],
  ['kinit', /kinit\b/y],
  ['chpasswd', /chpasswd\b/y],
  ['passwd', /passwd\b/y],
  ['smbpasswd', /smbpasswd\b/y],
  ['cryptsetup', /cryptsetup\b/y],
  ['gpg ', /gpg2? [^\n|]{0,80}passphrase-fd/y],
  ['docker login', /docker login\b/y],
  ['podman login', /podman login\b/y],
  ['helm registry', /helm registry login/y],
  ['gh auth login', /gh auth login\b/y],
  ['realm join', /realm join\b/y],
  ['adcli join', /adcli join\b/y],
  ['ipa-', /ipa-\w/y],
  ['vault login', /vault login\b/y],
  ['su -', /su -/y],
  ['pdbedit', /pdbedit\b/y],
  ['secret create', /secret create\b/y],
];

const MAX_BEFORE = 400;
const pipe = /\|[ \t]{0,4}(?:sudo (?:-\w{1,4} ){0,3}|\/(?:usr\/)?s?bin\/)?[a-z]{0,8}$/;
const said = /\b(?:echo|printf)[ \t]{1,4}(?:-\w{1,3}[ \t]{1,4})?/g;
const format = /(["']?)[^\n"'|%]{0,40}%s(?:\\n)?\1[ \t]{1,4}/y;
const hereString = /[^\n|;<]{0,160}<<<[ \t]{0,4}/y;
const hereDocument = /[^\n|;<]{0,160}<<-?[ \t]{0,4}\\?["']?(\w{1,40})["']?[^\n]{0,80}\n/y;
/** No here-document with passwords is longer. */
const MAX_LINES = 50;

export const fedPasswords: readonly Rule[] = readers.map(([anchor, follows]) => ({
  anchors: [anchor],
  find(text, at) {
    if (!matchAt(follows, text, at)) return nothing;
    const withUsers = anchor === 'chpasswd';
    return [
      ...piped(text, at, withUsers),
      ...inHereString(text, at, withUsers),
      ...inHereDocument(text, at, withUsers),
    ];
  },
}));

function piped(text: string, at: number, withUsers: boolean): Span[] {
  const lineStart = Math.max(lineStartOf(text, at), at - MAX_BEFORE);
  const before = text.slice(lineStart, at);
  const end = pipe.exec(before)?.index;
  if (end === undefined) return [];
  const spans: Span[] = [];
  const source = before.slice(0, end);
  // What stands before an earlier pipe is no input of this command.
  const from = source.lastIndexOf('|') + 1;
  for (const { index, 0: word } of source.matchAll(said)) {
    if (index < from) continue;
    let start = lineStart + index + word.length;
    start += matchAt(format, text, start)?.[0].length ?? 0;
    const limit = lineStart + end;
    const quoted = quotedAt(text, start);
    const plain = quoted ?? { start, end: Math.min(endOfArgument(text, start), limit) };
    spans.push(...password(text, plain.start, Math.min(plain.end, limit), withUsers));
  }
  return spans;
}

function endOfArgument(text: string, from: number): number {
  return from + (matchAt(/[^\n|;)&]{0,400}/y, text, from)?.[0].trimEnd().length ?? 0);
}

function inHereString(text: string, at: number, withUsers: boolean): readonly Span[] {
  const match = matchAt(hereString, text, at);
  if (!match) return nothing;
  const from = at + match[0].length;
  const quoted = quotedAt(text, from);
  return password(
    text,
    quoted?.start ?? from,
    quoted?.end ?? from + (matchAt(/\S{0,400}/y, text, from)?.[0].length ?? 0),
    withUsers,
  );
}

function inHereDocument(text: string, at: number, withUsers: boolean): readonly Span[] {
  const match = matchAt(hereDocument, text, at);
  const mark = match?.[1];
  if (!match || mark === undefined) return nothing;
  const spans: Span[] = [];
  let from = at + match[0].length;
  for (let line = 0; line < MAX_LINES && from < text.length; line++) {
    const content = matchAt(/[^\n]{0,1000}/y, text, from)?.[0] ?? '';
    if (content.trim() === mark) break;
    if (content.trim() !== '')
      spans.push(...password(text, from, from + content.trimEnd().length, withUsers));
    from += content.length + 1;
  }
  return spans;
}

function password(text: string, start: number, end: number, withUser: boolean): Span[] {
  const whole = text.slice(start, end);
  const colon = withUser ? whole.indexOf(':') + 1 : 0;
  const secret = whole.slice(colon);
  return isStandIn(secret) || secret.length < 3 ? [] : [{ start: start + colon, end, kind: 'password' }];
}

const sent = /send(?:_user)?(?: --)? \\{0,7}"([^"\n]{3,200}?)\\{1,4}[rn]\\{0,7}"/y;

/** What an expect script sends: after it has seen a prompt for a password, or if nobody would type it else. */
export const sentPasswords: Rule = {
  anchors: ['send "', 'send -- "', 'send \\"'],
  find(text, at) {
    const match = matchAt(sent, text, at);
    const value = match?.[1];
    if (!match || value === undefined || isStandIn(value) || value.includes(' ')) return nothing;
    const prompted = /pass(?:word|phrase)|passwort|kennwort/i.test(text.slice(Math.max(0, at - 80), at));
    if (!prompted && !looksRandom(value, 8) && !(isOdd(value) && value.length >= 8)) return nothing;
    const start = at + match[0].indexOf(value);
    return [{ start, end: start + value.length, kind: 'password' }];
  },
};
