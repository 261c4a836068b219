import { isDrawn } from '../looks.ts';
import { lineStartOf, matchAt, nothing, type Span } from '../secret.ts';
import type { SecretName } from '../secret-names.ts';
import { quotedAt, unquotedAt } from '../values.ts';
import { accepted, type Layout } from './layout.ts';

/* Nothing but blanks, a tab or a "|" between name and value, as lists of settings and key-value tables have it. */

const sqlPassword = /\s{1,8}(?:AS\s{1,8})?N?(?=')/iy;
const quotedAfterBlank = /[ \t]{1,8}(?=")/y;
const login =
  /\b(?:login|username|user|benutzer|usuario|utilisateur)\s{1,8}\S{1,256}\s{1,40}(?:account\s{1,8}\S{1,256}\s{1,40})?$/i;
const introduced = /\b(?:with|and|using|set|its|initial|new|temporary|default|generated|random) $/i;
/** One word up to the end of the line, or of the table's cell. */
const oneWord =
  /(\t[ \t]{0,40}|[ \t]{1,60}|[ \t]{0,60}\|[ \t]{1,40})(?=[^\s|]\S{0,4096}[ \t|]{0,200}(?:\r?\n|$|["']))/y;
/** Directives whose one argument is a secret even behind a single blank. */
const directive = /^(?:requirepass|masterauth|rootpw|bindpw|rootpassword)$/i;
const lineOpening = /^[ \t|>*+~-]{0,60}["']?$/;

export const columns: Layout = (text, { name, start, end, secret }) => {
  const sql = matchAt(sqlPassword, text, end) ?? matchAt(quotedAfterBlank, text, end);
  const quoted = sql ? quotedAt(text, end + sql[0].length) : undefined;
  if (quoted && text[quoted.start - 1] === "'") return accepted(text, quoted, secret);
  if (quoted && secret.proof === 'any' && introduced.test(text.slice(Math.max(0, start - 12), start)))
    return accepted(text, quoted, secret);
  if (
    quoted &&
    (secret.proof !== 'any' || opensLine(text, start) || directive.test(name)) &&
    endsLine(text, quoted.after)
  )
    return accepted(text, quoted, secret);
  if (name.startsWith('-') || /^(?:\w+ )?keys?$/i.test(name)) return nothing;
  if (!/[ \t|]/.test(text[end] ?? '')) return nothing;
  const netrc =
    /^(?:password|passwort|kennwort|contraseña)$/i.test(name) &&
    login.test(text.slice(Math.max(0, start - 300), start));
  const blank = netrc ? matchAt(/[ \t]{1,40}(?=\S)/y, text, end) : matchAt(oneWord, text, end);
  if (!blank) return betweenTabs(text, end, secret);
  const from = end + blank[0].length;
  const gap = blank[1] ?? '';
  const proof: SecretName['proof'] =
    netrc || directive.test(name) ? 'any' : proofInColumns(text, start, name, gap, secret);
  const value = unquotedAt(text, from, { nameStart: from, colon: false });
  if (/^\|/.test(gap.trim()) && isHeaderRow(text, end)) return nothing;
  const word = text.slice(value.start, value.end);
  if (
    proof === 'random' &&
    secret.kind === 'password' &&
    (isDrawn(word) || (opensLine(text, start) && /\d/.test(word)))
  )
    return accepted(text, value, { ...secret, proof: 'odd' });
  return accepted(text, value, { ...secret, proof });
};

/** Further columns follow, whose headings this may be: only what was drawn counts. */
function betweenTabs(text: string, end: number, secret: SecretName): readonly Span[] {
  const cell = matchAt(/\t([^\t\n]{8,200})\t/y, text, end)?.[1] ?? '';
  if (!isDrawn(cell)) return nothing;
  return accepted(
    text,
    { start: end + 1, end: end + 1 + cell.length, after: end + 1 + cell.length, quoted: true },
    secret,
  );
}

/** A wide gap, or a name that no sentence holds, at the beginning of a line: as good as an operator. */
function proofInColumns(
  text: string,
  start: number,
  name: string,
  gap: string,
  secret: SecretName,
): SecretName['proof'] {
  if (!opensLine(text, start)) return 'random';
  const wide = gap.length > 1 || gap.includes('\t') || gap.includes('|');
  if (wide || /[._-]|[a-z][A-Z]|[A-Z]{2}[a-z]/.test(name)) return secret.proof;
  return 'random';
}

function opensLine(text: string, start: number): boolean {
  return lineOpening.test(text.slice(Math.max(lineStartOf(text, start), start - 64), start));
}

const endsLine = (text: string, at: number): boolean =>
  matchAt(/[ \t;,)}]{0,40}(?:\r?\n|$)/y, text, at) !== null;

/** Where a line of dashes follows, the cells of this one are headings, see tables.ts. */
function isHeaderRow(text: string, at: number): boolean {
  const next = matchAt(/[^\n]{0,400}\n[ \t|+:-]{3,400}(?:\n([^\n]{0,400})|$)/y, text, at);
  return next?.[1]?.includes('|') ?? false;
}
