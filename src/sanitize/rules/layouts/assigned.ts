import { isGibberish } from '../letter-pairs.ts';
import { looksRandom } from '../looks.ts';
import type { Named } from '../name-at.ts';
import { matchAt, nothing, type Span } from '../secret.ts';
import type { SecretName } from '../secret-names.ts';
import { isProse, isStandIn, measure, remark } from '../stand-ins.ts';
import { enclosingQuote, quotedAt, unquotedAt, type Value } from '../values.ts';
import { indentedBlock, onNextLine } from './below.ts';
import { accepted, acceptedAt, type Layout } from './layout.ts';

/* `name=value`, `name: value`, `"name": "value"`, `name => value`, `name: ["value"]`, `name[value]`. */

/** Between a name and its operator: a closing quote or bracket, "?" of an optional member, a number as in "Unseal Key 1". */
const operator =
  /(\\{0,15}["'`]?\]?(?:\?|[ \t]#?\d{1,3})?)[ \t]{0,40}(=>|->|<-|:=|={1,3}|::(?=[ \t])|:(?!:)|：|＝)[ \t]{0,40}/y;

/** What may stand before a value without being a part of it: a string's prefix, a YAML tag or anchor, a scheme. */
const opening =
  /(?:[bruBRUNf@$](?=["'])|(?:!!\w{1,12}|&[\w-]{1,40})[ \t]{1,4}|(?:Bearer|Basic|Token|Bot)\s{1,4})/y;

const placeholder =
  /\{\{[^}\n]{0,200}\}\}|\$\{[^}\n]{0,200}\}|\$\([^)\n]{0,400}\)|<[A-Za-z][A-Za-z _./:-]{0,60}>(?!<)|%\(\w{1,64}\)|\(?ConvertTo-SecureString\b|\(New-Object\b|\((?:Get|Read)-\w/iy;

export const assigned: Layout = (text, named) => {
  const match = matchAt(operator, text, named.end);
  if (!match) return percentEncoded(text, named) ?? bracketed(text, named);
  const sign = match[2] ?? '';
  if (sign === '->' && match[1] === '' && !/[ \t]/.test(match[0])) return nothing;
  if (match[1]?.endsWith('?') && sign !== ':') return nothing;
  let from = named.end + match[0].length;
  const list = matchAt(/\[\s{0,40}(?=\\{0,7}["'])/y, text, from);
  if (list) return listed(text, from + list[0].length, named);
  const prefix = matchAt(opening, text, from);
  from += prefix?.[0].length ?? 0;
  if (matchAt(placeholder, text, from) || isArnPart(text, named.start)) return nothing;
  if (
    isWorkingDirectory(named.name, text, from) ||
    matchAt(remark, text, from) ||
    matchAt(measure, text, from)
  )
    return nothing;
  const below = onNextLine(text, named, from);
  if (below.length > 0) return below;
  if (closesEarlierQuote(text, named, from)) return nothing;
  // In a log "pass" says more often that a test did than that a password follows.
  const isSetting = sign === '=' || /["'`]/.test(match[1] ?? '');
  const secret: SecretName =
    isSetting && /^(?:pass|passwd)$/i.test(named.name) ? { ...named.secret, proof: 'any' } : named.secret;
  const quoted = quotedAt(text, from);
  if (quoted) return withSuccessor(text, quoted, accepted(text, quoted, secret), named);
  const block = matchAt(/[|>][+-]?\d?[ \t]{0,40}(?=\n)/y, text, from);
  if (block) return indentedBlock(text, named, from + block[0].length);
  if (isBareKey(text, named, from)) return nothing;
  const colon = sign.startsWith(':') && sign !== ':=';
  if (match[0] === ':' && isSlashOption(text, named.start))
    return acceptedAt(text, from, { ...named.secret, proof: 'any' });
  const value = unquotedAt(text, from, { nameStart: named.start, colon });
  if (colon && !isPlausibleAfterColon(text, named, value)) return nothing;
  if (sign === '===' || isItself(named.name, text.slice(value.start, value.end))) return nothing;
  if (sign === '==' || isArgument(text, value)) {
    if (isVariable(text.slice(value.start, value.end))) return nothing;
  }
  const direct = sign === '=' && match[0] === '=';
  return withSuccessor(text, value, accepted(text, value, secret, { direct }), named);
};

/** A plan shows both: `"old" -> "new"`, `"old" => "new"`. */
function withSuccessor(
  text: string,
  value: Value,
  spans: readonly Span[],
  { secret }: Named,
): readonly Span[] {
  const arrow = matchAt(/[ \t]{1,8}(?:->|=>)[ \t]{1,8}/y, text, value.after);
  if (!arrow) return spans;
  const from = value.after + arrow[0].length;
  if (matchAt(remark, text, from)) return spans;
  const next = quotedAt(text, from) ?? unquotedAt(text, from, { nameStart: from, colon: false });
  return [...spans, ...accepted(text, next, secret)];
}

const encodedOperator = /(?:%22|%27)?%3[AD](?:%22|%27)?/iy;

/** `password%3Dvalue`, `%22password%22%3A%22value%22`, as URLs and forms carry them. */
function percentEncoded(text: string, { end, secret }: Named): readonly Span[] | undefined {
  const sign = matchAt(encodedOperator, text, end);
  if (!sign) return undefined;
  const start = end + sign[0].length;
  const value = matchAt(/(?:[\w.~!*-]|%(?!22|26|27)[0-9a-f]{2}){1,500}/iy, text, start)?.[0] ?? '';
  const after = start + value.length;
  return accepted(text, { start, end: after, after, quoted: true }, secret, { direct: true });
}

/** `Password[value]`, `password(value)`: only what nobody would write as an index or an argument. */
function bracketed(text: string, { end, secret }: Named): readonly Span[] {
  const match = matchAt(/[[({]([^\s"'()[\]{}]{6,200})[\])}]/y, text, end);
  const value = match?.[1];
  if (value === undefined) return nothing;
  const start = end + 1;
  if (isStandIn(value) || !(looksRandom(value, 10) || isGibberish(value))) return nothing;
  return [{ start, end: start + value.length, kind: secret.kind }];
}

/** No list of secrets is longer. */
const MAX_ITEMS = 500;

function listed(text: string, from: number, { secret }: Named): readonly Span[] {
  const spans: Span[] = [];
  let at = from;
  for (let count = 0; count < MAX_ITEMS; count++) {
    const item = quotedAt(text, at);
    if (!item) return spans;
    spans.push(...accepted(text, item, secret));
    const comma = matchAt(/\s{0,40},\s{0,40}/y, text, item.after);
    if (!comma) return spans;
    at = item.after + comma[0].length;
  }
  return spans;
}

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

/** `message key: x`, `key=artifacts/app.zip`: `key` by itself says little; only one unbroken random word counts. */
function isBareKey(text: string, { name, start }: Named, from: number): boolean {
  if (!/^keys?$/i.test(name)) return false;
  if (/[a-z] $/i.test(text.slice(Math.max(0, start - 2), start)) && text[start + name.length] === ':')
    return true;
  return (
    matchAt(/["']?[\w+=~-]{16,400}(?![\w./:])/y, text, from) === null ||
    matchAt(/["']?[a-z]{1,20}\d{0,2}-[a-z]{1,20}-/y, text, from) !== null
  );
}

/** `/password:value`, `/processModel.password:value` */
const isSlashOption = (text: string, nameStart: number): boolean =>
  text[nameStart - 1] === '/' && /^[\s"']?$/.test(text.slice(Math.max(0, nameStart - 2), nameStart - 1));

/** `"Enter password:" value`: the quote was opened before the name. */
const closesEarlierQuote = (text: string, { start, end }: Named, from: number): boolean =>
  /["'`]/.test(text[from] ?? '') &&
  !/["'`\\]/.test(text[end] ?? '') &&
  (enclosingQuote(text, start) === text[from] || /^.[;),]/.test(text.slice(from, from + 2)));

/** `connect(password=password)`: a variable is handed on. */
const isArgument = (text: string, value: Value): boolean =>
  /[),]/.test(text[value.end] ?? '') || /\)[,;:]{0,2}$/.test(text.slice(value.start, value.end));

/** `self.key_password = key_password`, `proxy_pass=proxy_pass` */
function isItself(name: string, value: string): boolean {
  const bare = value.replace(/[;,)]{1,4}$/, '').toLowerCase();
  return bare.length > 3 && name.toLowerCase().endsWith(bare);
}

/** `other_password`, `newToken`: letters alone, a word for a secret among them. */
const isVariable = (value: string): boolean =>
  /^[a-z][A-Za-z_]{2,60}2?[),:;]{0,3}$/.test(value) && /pass|pwd|secret|token|key/i.test(value);

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
  const plainWord = /^[\p{L}][\p{Ll}']*[,.]?$/u.test(word);
  const goesOn =
    /^[ \t][^\s}\]]/.test(text.slice(value.end, value.end + 2)) &&
    !/^[ \t]{1,4}(?:[\w-]{1,40}[:=]|->|=>|\()/.test(text.slice(value.end, value.end + 48));
  return !(plainWord && (goesOn || isProse(word)));
}
