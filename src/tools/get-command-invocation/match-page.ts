/** A page of lines that match: how many there are in what was read, then as many of them as fit. */

import type { Hit } from '../matching-lines.ts';
import type { SanitizedInvocation } from './invocation.ts';
import type { Search, Stop } from './match-search.ts';
import {
  type DetailPage,
  fits,
  headOfPlugin,
  identityOf,
  largest,
  nameOfPlugin,
  type OutputUnit,
  pageOf,
  placeOf,
} from './parts.ts';
import { type InvocationDetail, type ShownPlugin, UNTRUSTED_DETAIL_FIELDS } from './schema.ts';

export type MatchFacts = {
  readonly invocation: SanitizedInvocation;
  readonly units: readonly OutputUnit[];
  readonly pattern: string;
  readonly search: Search;
  readonly notes: readonly string[];
  /** Whether an earlier page showed hits before these. */
  readonly continues: boolean;
  readonly cursorTo: (stop: Stop) => string;
};

export function projectMatchPage(facts: MatchFacts, maxTokens: number, boundary: string): DetailPage {
  const { invocation, search, continues } = facts;
  const cursors = new Map<Stop, string>();
  const cursorTo = (stop: Stop) => {
    const known = cursors.get(stop) ?? facts.cursorTo(stop);
    cursors.set(stop, known);
    return known;
  };
  const layOut = (shown: number, notes = facts.notes): DetailPage =>
    pageOf(
      toDetail({ ...facts, cursorTo, notes }, search.hits.slice(0, shown)),
      placeOf(invocation, continues),
      boundary,
    );
  const notes = fits(layOut(0), maxTokens, 0.3) ? facts.notes : facts.notes.slice(0, 1);
  const shown = largest(search.hits.length, (count) => fits(layOut(count, notes), maxTokens));
  // At least one, so that a page always goes on: of one hit there are five lines of 600 characters at most.
  return layOut(Math.max(Math.min(1, search.hits.length), shown), notes);
}

function toDetail(
  { invocation, units, pattern, search, notes, continues, cursorTo }: MatchFacts,
  hits: readonly Hit<Stop>[],
): InvocationDetail {
  const { end } = search;
  const left = search.hits[hits.length]?.at ?? (end.unit < units.length ? end : undefined);
  const sizes = units.map(({ text }) => text?.whole?.size ?? (text?.whole ? undefined : sizeOf(text?.text)));
  const size = sizes.reduce(
    (sum, one) => (sum === undefined || one === undefined ? undefined : sum + one),
    0,
  );
  return {
    ...identityOf(invocation),
    matched: {
      pattern,
      lines: end.matched,
      read_bytes: end.bytes,
      ...(end.unit < units.length && size !== undefined && { of_bytes: size }),
      complete: end.unit >= units.length,
      ...(units.some(({ text }) => text?.cutBySsm) && { cut_by_ssm: true as const }),
    },
    ...(notes.length > 0 && { notes: [...notes] }),
    ...(left && { next_cursor: cursorTo(left) }),
    plugins: pluginsOf(invocation, units, hits, continues),
    untrusted_fields: UNTRUSTED_DETAIL_FIELDS,
  };
}

function sizeOf(text = ''): number {
  return Buffer.byteLength(text);
}

function pluginsOf(
  { plugins }: SanitizedInvocation,
  units: readonly OutputUnit[],
  hits: readonly Hit<Stop>[],
  continues: boolean,
): ShownPlugin[] {
  const shown = new Map<number, ShownPlugin>();
  for (const [index, { plugin: number, text }] of units.entries()) {
    const own = hits.filter(({ at }) => at.unit === index);
    const plugin = plugins[number];
    if (own.length === 0 || plugin === undefined || text === undefined) continue;
    const head = continues ? nameOfPlugin(plugin) : headOfPlugin(plugin);
    const entry = shown.get(number) ?? { ...head, outputs: [] };
    shown.set(number, entry);
    const { stream, cutBySsm, whole } = text;
    entry.outputs.push({
      stream,
      ...(whole && { read_from: whole.output.store }),
      text: own.map(({ gap, lines }, at) => `${gap && at > 0 ? '--\n' : ''}${lines.join('\n')}\n`).join(''),
      ...(cutBySsm && { cut_by_ssm: true as const }),
    });
  }
  return [...shown.values()];
}
