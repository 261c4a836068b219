import type { Span } from './secret.ts';
import { overColumn, type SecretName, secretNameOf } from './secret-names.ts';
import { isSecretValue } from './secret-values.ts';

/*
 * Tables whose heading names the column: of mysql and psql, csv and tab-separated exports, PowerShell's Format-Table,
 * and lists in columns of blanks. Each line is read as a heading at most once, and as a row of one table at most, so
 * that all of it together is linear.
 */

/** A line of a text, `start` to `end` (exclusive, without its line end). */
type Line = { readonly start: number; readonly end: number; readonly text: string };
type Cell = { readonly start: number; readonly text: string };
type Split = (line: Line) => readonly Cell[];

type Table = {
  /** Cells of the heading. */
  readonly headings: readonly Cell[];
  /** Cells of a row, in the order of the headings; none where the table has ended. */
  readonly cellsOf: Split;
  /** How many lines below the heading the rows begin. */
  readonly offset: number;
};

/** A heading is no longer, and no row has a secret beyond this. */
const MAX_LINE = 4_096;

/** `anchors` are the places of names, by rising place. */
export function secretsInTables(text: string, anchors: readonly number[]): readonly Span[] {
  const spans: Span[] = [];
  let readTo = 0;
  for (const at of anchors) {
    if (at < readTo) continue;
    const line = lineAt(text, at);
    readTo = line.end + 1;
    const table = line.text.length <= MAX_LINE ? tableBelow(text, line) : undefined;
    if (!table) continue;
    const secrets = table.headings.map(({ text: heading }) => {
      const secret = secretNameOf(unquoted(heading));
      return secret && overColumn(secret);
    });
    if (!secrets.some(Boolean)) continue;
    readTo = Math.max(readTo, readRows(text, line, table, secrets, spans));
  }
  return spans;
}

function readRows(
  text: string,
  heading: Line,
  { cellsOf, headings, offset }: Table,
  secrets: ReadonlyArray<SecretName | undefined>,
  spans: Span[],
): number {
  let line = heading;
  for (let count = 0; count < offset; count++) line = nextLine(text, line) ?? line;
  for (let row = nextLine(text, line); row; row = nextLine(text, row)) {
    if (isRule(row.text)) {
      line = row;
      continue;
    }
    const cells = row.text.length <= MAX_LINE ? cellsOf(row) : [];
    // The last line may be cut.
    if (cells.length !== headings.length && (row.end < text.length || cells.length === 0)) break;
    line = row;
    for (const [index, secret] of secrets.entries()) {
      const cell = cells[index];
      if (!secret || !cell) continue;
      const value = unquoted(cell.text);
      const start = cell.start + cell.text.indexOf(value);
      if (isCellSecret(value, secret)) spans.push({ start, end: start + value.length, kind: secret.kind });
    }
  }
  return line.end + 1;
}

/** Flags and types stand in columns, too. */
const isCellSecret = (value: string, secret: SecretName): boolean =>
  value.length >= 3 &&
  !/^(?:true|false|enabled|disabled|null|text|never|character varying.*)$/i.test(value) &&
  isSecretValue(value, secret);

function tableBelow(text: string, line: Line): Table | undefined {
  const next = nextLine(text, line);
  if (!next) return undefined;
  if (isRule(next.text)) {
    if (line.text.includes('|')) return { headings: barCells(line), cellsOf: barCells, offset: 1 };
    return dashedTable(line, next);
  }
  for (const separator of [',', ';', '\t']) {
    const headings = separatedCells(separator)(line);
    if (headings.length < 2 || !headings.every(({ text: cell }) => isHeading(unquoted(cell)))) continue;
    const cells = separatedCells(separator)(next).length;
    if (cells === headings.length || (cells > 1 && cells < headings.length && next.end === text.length))
      return { headings, cellsOf: separatedCells(separator), offset: 0 };
  }
  return blankTable(line);
}

const isHeading = (cell: string): boolean => /^[\p{L}_][\p{L}\p{N}_. -]{0,40}$/u.test(cell);
/** A line of dashes that parts the heading from the rows, or ends the table. */
const isRule = (line: string): boolean =>
  line.length <= MAX_LINE && line.includes('--') && /^[\s|+:=-]+$/.test(line);

const barCells: Split = (line) => {
  if (!line.text.includes('|')) return [];
  const cells = split(line, '|');
  const inner = line.text.trimStart().startsWith('|') ? cells.slice(1) : cells;
  return line.text.trimEnd().endsWith('|') ? inner.slice(0, -1) : inner;
};

const separatedCells =
  (separator: string): Split =>
  (line) =>
    line.text.includes(separator) ? split(line, separator) : [];

/** Parts a line at a character that stands outside of double quotes. */
function split(line: Line, separator: string): readonly Cell[] {
  const cells: Cell[] = [];
  let from = 0;
  let quoted = false;
  for (let at = 0; at <= line.text.length; at++) {
    const character = line.text[at];
    if (character === '"') quoted = !quoted;
    if (at < line.text.length && (character !== separator || (quoted && separator !== '|'))) continue;
    cells.push({ start: line.start + from, text: line.text.slice(from, at) });
    from = at + 1;
  }
  return cells;
}

/** PowerShell's: groups of dashes say where the columns begin. */
function dashedTable(heading: Line, rule: Line): Table | undefined {
  const starts = [...rule.text.matchAll(/-+/g)].map(({ index }) => index);
  return starts.length < 2 ? undefined : columnsFrom(starts, heading, 1);
}

/** Headings in capitals, parted by two blanks or more; the rows keep to their columns. */
function blankTable(heading: Line): Table | undefined {
  if (
    !/^[ \t]{0,8}[A-Z][A-Z0-9_-]*(?: {1,80}[A-Z][A-Z0-9_-]*)+\s*$/.test(heading.text) ||
    !heading.text.includes('  ')
  )
    return undefined;
  const starts = [...heading.text.matchAll(/\S+(?: \S+)*/g)].map(({ index }) => index);
  return starts.length < 2 ? undefined : columnsFrom(starts, heading, 0);
}

function columnsFrom(starts: readonly number[], heading: Line, offset: number): Table {
  const cellsOf: Split = (line) => {
    if (line.text.trim() === '') return [];
    return starts.map((from, index) => {
      // A value that is too wide for its column pushes the next one to the right.
      const begins = endOfWord(line.text, from);
      const to = Math.max(starts[index + 1] ?? line.text.length, begins);
      const next = index + 1 < starts.length ? endOfWord(line.text, to) : line.text.length;
      return { start: line.start + begins, text: line.text.slice(begins, Math.max(begins, next)) };
    });
  };
  return { headings: cellsOf(heading), cellsOf, offset };
}

/** `at`, or the end of the word in whose middle it lies. */
function endOfWord(line: string, at: number): number {
  let end = at;
  if (at === 0 || /\s/.test(line[at - 1] ?? ' ')) return at;
  while (end < line.length && !/\s/.test(line[end] ?? ' ')) end += 1;
  return end;
}

function unquoted(cell: string): string {
  const trimmed = cell.trim();
  return trimmed.length > 1 && trimmed.startsWith('"') && trimmed.endsWith('"')
    ? trimmed.slice(1, -1)
    : trimmed;
}

function lineAt(text: string, at: number): Line {
  const start = at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
  return lineFrom(text, start);
}

function nextLine(text: string, line: Line): Line | undefined {
  return line.end >= text.length ? undefined : lineFrom(text, line.end + 1);
}

function lineFrom(text: string, start: number): Line {
  const newline = text.indexOf('\n', start);
  const end = newline === -1 ? text.length : newline;
  return { start, end, text: text.slice(start, end) };
}
