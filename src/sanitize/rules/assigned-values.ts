import { endOverWraps } from './line-wraps.ts';
import { isProse, isStandIn } from './looks.ts';
import { lineStartOf, matchAt, nothing, type Rule, type Span } from './secret.ts';
import { isSecretValue, namingAnchors, type SecretName, secretNameOf } from './secret-names.ts';
import { endOfWhole, quotedAt, unquotedAt, type Value } from './values.ts';

/*
 * A telling name with a value beside it, in all the ways in which configuration, code, command lines
 * and dumps set one beside the other.
 */

/** Longer names exist, but none whose telling part stands farther than this from either end. */
const nameReach = 64;

export const assignedValues: Rule = {
  anchors: namingAnchors,
  find(text, at) {
    let start = at;
    while (start > 0 && at - start < nameReach && isNamePart(text.charCodeAt(start - 1))) start -= 1;
    let end = at;
    while (end < text.length && end - at < nameReach && isNamePart(text.charCodeAt(end))) end += 1;
    while (end > start && text[end - 1] === '.') end -= 1;
    const name = spacedName(text, start, end);
    const telling = secretNameOf(name);
    if (!telling) return nothing;
    for (const form of forms) {
      const spans = form(text, { name, start, end, telling });
      if (spans.length > 0) return spans;
    }
    return nothing;
  },
};

type Named = {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly telling: SecretName;
};
type Form = (text: string, named: Named) => readonly Span[];

function isNamePart(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x30 && code <= 0x39) ||
    code === 0x5f ||
    code === 0x2d ||
    code === 0x2e
  );
}

/** "API key", "Secret Access Key": the words before count where a space joins them to the name. */
function spacedName(text: string, start: number, end: number): string {
  const before =
    /(?:api|app|access|secret|auth|private|encryption|account|shared|signing|client|master|bot|session|security)(?: access)? $/i.exec(
      text.slice(Math.max(0, start - 24), start),
    );
  return (before?.[0] ?? '') + text.slice(start, end);
}

const assignment = /(\\*["'`]?\]?)[ \t]{0,40}(=>|:=|==?|::?)[ \t]{0,40}/y;
const wrapper =
  /(?:[bruf@$](?=["'])|\(?ConvertTo-SecureString\s{1,8}(?:-String\s{1,8})?|(?:Bearer|Basic|Token|Bot)\s{1,4})/iy;

/** `name=value`, `name: value`, `"name": "value"`, `name => value`, `"name": ["value"]`. */
const assigned: Form = (text, named) => {
  const match = matchAt(assignment, text, named.end);
  if (!match) return nothing;
  const operator = match[2] ?? '';
  let from = named.end + match[0].length;
  const list = matchAt(/\[\s{0,40}(?=\\*["'])/y, text, from);
  if (list) return listed(text, from + list[0].length, named.telling);
  from += matchAt(wrapper, text, from)?.[0].length ?? 0;
  if (matchAt(placeholder, text, from) || isArnPart(text, named.start)) return nothing;
  if (isWorkingDirectory(named.name, text, from)) return nothing;
  const quoted = quotedAt(text, from);
  if (quoted) return accepted(text, quoted, named.telling);
  const block = matchAt(/[|>][+-]?\d?[ \t]*(?=\n)/y, text, from);
  if (block) return indentedBlock(text, named, from + block[0].length);
  const colon = operator.startsWith(':') && operator !== ':=';
  const value = unquotedAt(text, from, { nameStart: named.start, colon });
  if (colon && !isPlausibleAfterColon(text, named, value)) return nothing;
  return accepted(text, value, named.telling);
};

function listed(text: string, from: number, telling: SecretName): readonly Span[] {
  const spans: Span[] = [];
  for (let at = from; ; ) {
    const item = quotedAt(text, at);
    if (!item) return spans;
    spans.push(...accepted(text, item, telling));
    const comma = matchAt(/\s{0,40},\s{0,40}/y, text, item.after);
    if (!comma) return spans;
    at = item.after + comma[0].length;
  }
}

function accepted(text: string, value: Value, telling: SecretName): readonly Span[] {
  const cut = value.after === text.length;
  const whole = text.slice(value.start, value.end);
  const bare = value.quoted ? whole : whole.replace(/[)\]}.,;:]{1,4}$/, '');
  if (!isSecretValue(whole, telling, cut) || !isSecretValue(bare, telling, cut)) return nothing;
  const end = value.quoted ? value.end : endOverWraps(text, endOfWhole(text, value));
  return [{ start: value.start, end, kind: telling.kind }];
}

const placeholder =
  /\{\{[^}\n]{0,200}\}\}|\$\{[^}\n]{0,200}\}|\$\([^)\n]{0,400}\)|<[A-Za-z][^<>\n]{0,60}>(?!<)/y;

/** arn:aws:secretsmanager:region:account:secret:name */
function isArnPart(text: string, nameStart: number): boolean {
  return (
    text[nameStart - 1] === ':' &&
    /\barn:[\w:*/.-]{0,120}:$/.test(text.slice(Math.max(0, nameStart - 128), nameStart))
  );
}

/** PWD and OLDPWD are where a shell stands, not what opens it. */
function isWorkingDirectory(name: string, text: string, from: number): boolean {
  return /^-{0,2}(?:old)?pwd$/i.test(name) && /^(?:[/~.]|[A-Za-z]:\\)/.test(text.slice(from, from + 3));
}

/** Prose puts colons after "password" and "passwd" too; so do log lines after the program's name. */
function isPlausibleAfterColon(text: string, named: Named, value: Value): boolean {
  const word = text.slice(value.start, value.end);
  if (
    /[/([]/.test(text[named.start - 1] ?? '') &&
    !/^\/p(?:ass|assword|wd)?$/i.test(text.slice(named.start - 1, named.end))
  ) {
    return false;
  }
  if (named.name === 'PASS') return false;
  const plainWord = /^[A-Za-z][a-z']*[,.]?$/.test(word);
  const goesOn = /[ \t]\S/.test(text.slice(value.end, value.end + 3));
  return !(plainWord && (goesOn || isProse(word)));
}

function indentedBlock(text: string, { start, telling }: Named, from: number): readonly Span[] {
  const lineStart = lineStartOf(text, start);
  const indent = /^[ \t]*/.exec(text.slice(lineStart, start))?.[0].length ?? 0;
  let end = from;
  let contentStart = -1;
  while (end < text.length) {
    const next = text.indexOf('\n', end + 1);
    const line = text.slice(end + 1, next === -1 ? text.length : next);
    const margin = line.length - line.trimStart().length;
    if (line.trim() !== '' && margin <= indent) break;
    if (contentStart === -1 && line.trim() !== '') contentStart = end + 1 + margin;
    end = next === -1 ? text.length : next;
  }
  const content = contentStart === -1 ? '' : text.slice(contentStart, end);
  return isStandIn(content) ? nothing : [{ start: contentStart, end, kind: telling.kind }];
}

const xmlValue =
  /[^<>\n]{0,120}>\s{0,80}(?:<(?:Value|string|PlainText)>\s{0,20}|<!\[CDATA\[)?([^<\s@:][^<]{0,8000})/iy;
const plistValue = /<\/key>\s{0,80}<string>([^<]{1,8000})/y;
const endTag = /<\//y;

/** `<password>value</password>`, `<Password><Value>value</Value>`, `<key>password</key><string>value</string>`. */
const xmlElement: Form = (text, { start, end, telling }) => {
  const plist = matchAt(plistValue, text, end);
  const isElement = /<(?:[\w-]{1,30}:)?$/.test(text.slice(Math.max(0, start - 32), start));
  const match =
    plist ?? (isElement && !matchAt(endTag, text, start - 2) ? matchAt(xmlValue, text, end) : null);
  const body = match?.[1]?.trimEnd();
  if (!match || !body) return nothing;
  const valueStart = end + match[0].length - (match[1] ?? '').length;
  return accepted(
    text,
    { start: valueStart, end: valueStart + body.length, after: valueStart + body.length, quoted: true },
    telling,
  );
};

const besideValue = /\\?["']?\s{0,40},?\s{0,80}(?:- )?\\?["']?value\\?["']?[ \t]{0,8}[:=][ \t]{0,8}/iy;

/** `"name": "DB_PASSWORD", "value": "..."`, `key="DbPassword" value="..."`, and the same over two lines of YAML. */
const nameAndValue: Form = (text, { end, telling }) => {
  const match = matchAt(besideValue, text, end);
  if (!match) return nothing;
  const from = end + match[0].length;
  return accepted(
    text,
    quotedAt(text, from) ?? unquotedAt(text, from, { nameStart: from, colon: false }),
    telling,
  );
};

const optionBoundary = /(?:^|[\s"'`,[({;|&])$/;

/** PASSWORD, as the usage texts of programs say it. */
const usageWord = /[A-Z][A-Z_]{2,30}(?![\w!-])/y;

/** `--password value`, `-Password value`, `/pass:value` is an assignment. */
const option: Form = (text, { name, start, end, telling }) => {
  if (!name.startsWith('-') || !optionBoundary.test(text.slice(Math.max(0, start - 1), start)))
    return nothing;
  const gap = matchAt(
    /(?:\\?["'],\s{0,4}|[ \t]{1,40})(?:\(?ConvertTo-SecureString\s{1,8}(?:-String\s{1,8})?)?(?!-)/iy,
    text,
    end,
  );
  if (!gap) return nothing;
  const from = end + gap[0].length;
  if (matchAt(usageWord, text, from)) return nothing;
  const proof = telling.proof === 'random' ? { ...telling, proof: 'odd' as const } : telling;
  return accepted(
    text,
    quotedAt(text, from) ?? unquotedAt(text, from, { nameStart: from, colon: false }),
    proof,
  );
};

const sqlPassword = /\s{1,8}(?:AS\s{1,8})?(?=')/iy;
const login = /\blogin\s{1,8}\S{1,256}\s{1,40}(?:account\s{1,8}\S{1,256}\s{1,40})?$/;
const oneWord = /[ \t]{1,40}(?:\|[ \t]{1,40})?(?=\S{1,4096}[ \t|]*(?:\r?\n|$|["']))/y;

/** SQL's `PASSWORD 'value'`, netrc's `login x password value`, and files that part name and value by blanks. */
const blankBetween: Form = (text, { name, start, end, telling }) => {
  const sql = matchAt(sqlPassword, text, end);
  const quoted = sql ? quotedAt(text, end + sql[0].length) : undefined;
  if (quoted) return accepted(text, quoted, telling);
  const blank = matchAt(/[ \t]{1,40}(?=\S)/y, text, end);
  if (!blank) return nothing;
  const netrc = /^password$/i.test(name) && login.test(text.slice(Math.max(0, start - 300), start));
  const setting = matchAt(oneWord, text, end);
  if (!netrc && !setting) return nothing;
  const from = end + (netrc ? blank : (setting ?? blank))[0].length;
  const proof: SecretName['proof'] =
    netrc || /^(?:requirepass|masterauth|rootpw|bindpw)$/i.test(name) ? 'any' : 'random';
  return accepted(text, unquotedAt(text, from, { nameStart: from, colon: false }), { ...telling, proof });
};

const forms: readonly Form[] = [assigned, xmlElement, nameAndValue, option, blankBetween];
