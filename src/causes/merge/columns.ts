import { wordsOf } from '../key/words.ts';
import type { Work } from '../work.ts';
import { type Column, isVolatile, type Thresholds } from './thresholds.ts';

/** One normalized text and how many nodes printed it. */
export type Template = { readonly key: string; readonly nodes: number };

export type Merged<T> = {
  readonly templates: readonly T[];
  /** The text most of its nodes printed. */
  readonly key: string;
  /** Indexes of the words that differ between the templates. */
  readonly varying: readonly number[] | 'all';
};

type Row<T> = { readonly template: T; readonly words: readonly string[]; readonly nodes: number };
/** Texts with less than this share of their words in common are no variants of one. */
const MIN_IN_COMMON = 0.5;

/**
 * Joins texts that differ only in words with nearly one value per node. Words with few values, each
 * shared by many nodes, keep their texts apart. Linear in the number of templates: every split makes
 * one column constant, so a template is visited no more often than it has words.
 */
export function* mergeColumns<T extends Template>(
  templates: readonly T[],
  thresholds: Thresholds,
): Work<Merged<T>[]> {
  const byLength = new Map<number, Row<T>[]>();
  for (const template of templates) {
    const words = wordsOf(template.key);
    const row = { template, words, nodes: template.nodes };
    const rows = byLength.get(words.length);
    if (rows) rows.push(row);
    else byLength.set(words.length, [row]);
    yield;
  }
  const merged: Merged<T>[] = [];
  for (const rows of byLength.values()) yield* split(rows, thresholds, merged);
  return merged;
}

function* split<T extends Template>(
  rows: readonly Row<T>[],
  thresholds: Thresholds,
  merged: Merged<T>[],
): Work<void> {
  const first = rows[0];
  if (first === undefined) return;
  if (rows.length === 1) {
    merged.push({ templates: [first.template], key: first.template.key, varying: [] });
    return;
  }
  const { columns, constantShare } = yield* differingColumns(rows, first);
  const nodes = rows.reduce((sum, row) => sum + row.nodes, 0);
  const distinguishing: Column[] = [];
  for (const column of columns) {
    if (!isVolatile(column, nodes, thresholds)) distinguishing.push(column);
    yield;
  }
  if (distinguishing.length === 0 && constantShare >= MIN_IN_COMMON) {
    const typical = rows.reduce((most, row) => (row.nodes > most.nodes ? row : most));
    merged.push({
      templates: rows.map((row) => row.template),
      key: typical.template.key,
      varying: columns.map(({ at }) => at),
    });
    return;
  }
  const candidates = distinguishing.length > 0 ? distinguishing : columns;
  const by = candidates.reduce((least, column) => (column.values.size < least.values.size ? column : least));
  const parts = new Map<string, Row<T>[]>();
  for (const row of rows) {
    const word = row.words[by.at] ?? '';
    const part = parts.get(word);
    if (part) part.push(row);
    else parts.set(word, [row]);
  }
  for (const part of parts.values()) yield* split(part, thresholds, merged);
}

function* differingColumns<T>(
  rows: readonly Row<T>[],
  first: Row<T>,
): Work<{ readonly columns: readonly Column[]; readonly constantShare: number }> {
  const columns: Column[] = [];
  let words = 0;
  let constant = 0;
  for (let at = 0; at < first.words.length; at++) {
    const isWord = /[\p{L}\p{N}¤]/u.test(first.words[at] ?? '');
    if (isWord) words++;
    // Most columns hold one value; that is seen without counting.
    if (rows.every((row) => row.words[at] === first.words[at])) {
      if (isWord) constant++;
      continue;
    }
    if (!isWord) words++;
    const values = new Map<string, number>();
    for (const row of rows) {
      const word = row.words[at] ?? '';
      values.set(word, (values.get(word) ?? 0) + row.nodes);
    }
    let singles = 0;
    for (const count of values.values()) if (count === 1) singles++;
    columns.push({ at, values, singles });
    yield;
  }
  return { columns, constantShare: words === 0 ? 1 : constant / words };
}
