/** A page that reads on: output from where an earlier page ended, as much as fits, then what else was cut. */

import { cutBefore } from '../../answer/index.ts';
import type { DetailFacts } from './first-page.ts';
import type { SanitizedInvocation } from './invocation.ts';
import {
  type DetailPage,
  fits,
  headOfPlugin,
  identityOf,
  largest,
  mostCharacters,
  NOT_NAMED,
  nameOfPlugin,
  type OutputUnit,
  pageOf,
  placeOf,
  restOf,
  type ShownLengths,
} from './parts.ts';
import type { WholePart } from './plugin.ts';
import {
  type InvocationDetail,
  type ShownOutput,
  type ShownPlugin,
  UNTRUSTED_DETAIL_FIELDS,
} from './schema.ts';

/** A unit of output that is left to read, and the characters of it that were shown before. */
type Unread = { readonly unit: OutputUnit; readonly index: number; readonly shown: number };

export type NextPageFacts = Omit<DetailFacts, 'notes'> & {
  /** With the piece of a whole that is read on, in place of its first one. */
  readonly units: readonly OutputUnit[];
  readonly notes?: readonly string[];
};

/** `firstShown` is what the first page showed; `from` is the place that a cursor names. */
export function projectNextPage(
  facts: NextPageFacts,
  firstShown: ShownLengths,
  from: { readonly unit: number; readonly offset: number },
  maxTokens: number,
  boundary: string,
): DetailPage {
  const { invocation, units } = facts;
  const unread = unreadFrom(units, firstShown, from);
  const layOut = (characters: number): DetailPage =>
    pageOf(toDetail(facts, unread, characters), placeOf(invocation, true), boundary);
  const all = unread.reduce((sum, { unit, shown }) => sum + restOf(unit, shown), 0);
  const most = Math.min(all, mostCharacters(maxTokens));
  // At least one, so that a page always goes on, whatever the text is.
  return layOut(
    Math.max(
      1,
      largest(most, (characters) => fits(layOut(characters), maxTokens)),
    ),
  );
}

function unreadFrom(
  units: readonly OutputUnit[],
  firstShown: ShownLengths,
  from: { readonly unit: number; readonly offset: number },
): Unread[] {
  return units.flatMap((unit, index) => {
    const first = firstShown[index] ?? NOT_NAMED;
    // A plugin that the first page did not name is named where its output begins.
    const shown = index === from.unit && !(first === NOT_NAMED && from.offset === 0) ? from.offset : first;
    return index >= from.unit && restOf(unit, shown) > 0 ? [{ unit, index, shown }] : [];
  });
}

function toDetail(
  { invocation, cursorTo, notes = [] }: NextPageFacts,
  unread: readonly Unread[],
  characters: number,
): InvocationDetail {
  const plugins: ShownPlugin[] = [];
  let named: number | undefined;
  let room = characters;
  let next: string | undefined;
  for (const { unit, index, shown } of unread) {
    const from = Math.max(0, shown);
    if (room <= 0) {
      next = cursorTo(index, from);
      break;
    }
    room -= restOf(unit, shown);
    if (unit.plugin !== named) plugins.push({ ...pluginOf(invocation, unit.plugin, shown), outputs: [] });
    named = unit.plugin;
    if (unit.text === undefined) continue;
    const { text, whole } = unit.text;
    const to = room >= 0 ? text.length : cutBefore(text, from, Math.min(text.length, text.length + room));
    plugins.at(-1)?.outputs.push(toOutput(unit.text, from, to));
    // Of a whole a page shows one piece at most; the next one is read when it is asked for.
    if (to < text.length || whole?.more) {
      next = cursorTo(index, to);
      break;
    }
  }
  return {
    ...identityOf(invocation),
    ...(notes.length > 0 && { notes: [...notes] }),
    ...(next !== undefined && { next_cursor: next }),
    plugins,
    untrusted_fields: UNTRUSTED_DETAIL_FIELDS,
  };
}

function pluginOf(
  { plugins }: SanitizedInvocation,
  index: number,
  shown: number,
): Omit<ShownPlugin, 'outputs'> {
  const plugin = plugins[index];
  if (plugin === undefined) return { name: '', status: '' };
  return shown === NOT_NAMED ? headOfPlugin(plugin) : nameOfPlugin(plugin);
}

function toOutput(
  { stream, text, cutBySsm, whole }: NonNullable<OutputUnit['text']>,
  from: number,
  to: number,
): ShownOutput {
  if (whole !== undefined && (whole.more || whole.piece > 0)) {
    const { output, size } = whole;
    return {
      stream,
      read_from: output.store,
      ...(size !== undefined && { size, share: shareUpTo(whole, text === '' ? 1 : to / text.length, size) }),
      text: text.slice(from, to),
      ...((to < text.length || whole.more) && { more: true as const }),
    };
  }
  return {
    stream,
    ...(whole && { read_from: whole.output.store, ...(whole.size !== undefined && { size: whole.size }) }),
    ...(from > 0 && { from }),
    text: text.slice(from, to),
    ...((from > 0 || to < text.length) && { length: text.length }),
    ...(to < text.length && { omitted: text.length - to }),
    ...(cutBySsm && { cut_by_ssm: true as const }),
  };
}

/** Of the whole's bytes, to a thousandth; `done` is the share of the piece. What was cleaned away counts evenly. */
function shareUpTo({ from, to }: WholePart, done: number, size: number): number {
  return size === 0 ? 1 : Math.round(((from + done * (to - from)) / size) * 1_000) / 1_000;
}
