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
  unitsOf,
} from './parts.ts';
import {
  type InvocationDetail,
  type ShownOutput,
  type ShownPlugin,
  UNTRUSTED_DETAIL_FIELDS,
} from './schema.ts';

/** A unit of output that is left to read, and the characters of it that were shown before. */
type Unread = { readonly unit: OutputUnit; readonly index: number; readonly shown: number };

/** `firstShown` is what the first page showed; `from` is the place that a cursor names. */
export function projectNextPage(
  facts: Omit<DetailFacts, 'notes'>,
  firstShown: ShownLengths,
  from: { readonly unit: number; readonly offset: number },
  maxTokens: number,
  boundary: string,
): DetailPage {
  const { invocation } = facts;
  const unread = unreadFrom(unitsOf(invocation), firstShown, from);
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
  { invocation, cursorTo }: Omit<DetailFacts, 'notes'>,
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
    const { text } = unit.text;
    const to = room >= 0 ? text.length : cutBefore(text, from, text.length + room);
    plugins.at(-1)?.outputs.push(toOutput(unit.text, from, to));
    if (to < text.length) {
      next = cursorTo(index, to);
      break;
    }
  }
  return {
    ...identityOf(invocation),
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
  { stream, text, cutBySsm }: NonNullable<OutputUnit['text']>,
  from: number,
  to: number,
): ShownOutput {
  return {
    stream,
    ...(from > 0 && { from }),
    text: text.slice(from, to),
    ...((from > 0 || to < text.length) && { length: text.length }),
    ...(to < text.length && { omitted: text.length - to }),
    ...(cutBySsm && { cut_by_ssm: true as const }),
  };
}
