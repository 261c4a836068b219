/** Which documents recent commands ran, for whoever asked by a name that none of them has. */

import { clip, formatName } from '../answer/index.ts';
import { type ReadContext, type WalkEnd, withLimit } from '../results/index.ts';
import { type CommandQuery, placeOf } from '../run-command/index.ts';
import type { Sanitizer } from '../sanitize/index.ts';

/** A side request must not hold up the answer. */
const LIMIT_MS = 5_000;

/** AWS's largest page: the commands sent last. */
const RECENT = { size: 50 };

const MAX_NAMES = 6;
const MAX_NAME_TOKENS = 20;

type Empty = {
  readonly request: { readonly query: CommandQuery };
  readonly count: { readonly rows: readonly unknown[]; readonly others: readonly unknown[] };
  readonly end: WalkEnd;
};

/** `undefined` unless a filter by document found nothing, and where ListCommands does not answer. */
export async function documentNamesBeside(
  { request: { query }, count, end }: Empty,
  sanitizer: Sanitizer,
  { reader, signal }: ReadContext,
): Promise<readonly string[] | undefined> {
  const byName = query.filters.some(({ key }) => key === 'DocumentName');
  if (!byName || count.rows.length + count.others.length > 0 || end.kind !== 'complete') return undefined;
  try {
    const recent = { ...placeOf(query), filters: [] };
    const { items } = await reader.listCommands(recent, RECENT, withLimit(signal, LIMIT_MS));
    return [...new Set(items.map(({ documentName }) => sanitizer.line(documentName).text))]
      .filter((name) => name !== '')
      .slice(0, MAX_NAMES);
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

export function documentNamesNote(names: readonly string[] | undefined): string[] {
  if (names === undefined || names.length === 0) return [];
  return [
    `DocumentName is exact. Recent commands here ran ${names.map((name) => formatName(clip(name, MAX_NAME_TOKENS))).join(', ')}.`,
  ];
}
