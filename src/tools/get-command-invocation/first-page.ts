/** The first page of one invocation: what became of it, why, its plugins, and of each output as much as fits. */

import { costOf, cutAfter, cutBefore } from '../../answer/index.ts';
import { classOf } from '../../run-command/index.ts';
import { additionsOf, countLeft, type Draft, emptyDraft } from './draft.ts';
import type { SanitizedInvocation } from './invocation.ts';
import {
  type DetailPage,
  fits,
  headOfPlugin,
  identityOf,
  largest,
  mostCharacters,
  NOT_NAMED,
  nextUnread,
  type OutputUnit,
  pageOf,
  placeOf,
  type ShownLengths,
  unitsOf,
} from './parts.ts';
import { type InvocationDetail, type ShownOutput, UNTRUSTED_DETAIL_FIELDS } from './schema.ts';

export type DetailFacts = {
  readonly invocation: SanitizedInvocation;
  readonly notes: readonly string[];
  /** Where reading on begins: the number of a unit, from 0, and its characters shown before. Not called without need. */
  readonly cursorTo: (unit: number, offset: number) => string;
};

export type FirstPage = DetailPage & { readonly shown: ShownLengths };

/** Of what is shown of a long output this share is its head; the rest previews its end, where reasons stand. */
const HEAD_SHARE = 0.65;

/** A shorter preview is of no use. */
const MIN_PREVIEW = 60;

/** Tokens. A text that takes no more is not cut: the words about the cut, with its cursor, would take as many. */
const NOT_WORTH_CUTTING = 25;

/** Characters of other output for one of what matters most: of the deciding plugin, and of a failure its stderr. */
const OTHER_STEPS_WEIGHT = 0.3;
const BESIDE_STDERR_WEIGHT = 0.6;

export function projectFirstPage(facts: DetailFacts, maxTokens: number, boundary: string): FirstPage {
  const { invocation } = facts;
  const units = unitsOf(invocation);
  const longest = Math.max(0, ...units.map(({ text }) => text?.text.length ?? 0));
  const everything = Math.ceil(longest / OTHER_STEPS_WEIGHT) + 1;
  const neverCut = new Set(units.filter(isNotWorthCutting));
  const layOut = (draft: Draft, level: number): FirstPage => {
    const cuts = units.map((unit) =>
      draft.named.has(unit.plugin)
        ? cutOf(unit, neverCut.has(unit) ? everything : level, invocation)
        : undefined,
    );
    const shown = cuts.map((cut) => cut?.head ?? NOT_NAMED);
    const detail = toDetail(facts, draft, units, cuts, shown);
    return { ...pageOf(detail, placeOf(invocation, false), boundary), shown };
  };
  const whole = additionsOf(invocation, facts.notes).reduce(
    (draft, { add }) => add(draft),
    emptyDraft(invocation),
  );
  const most = mostCharacters(maxTokens);
  if (longest <= most) {
    const page = layOut(whole, everything);
    if (fits(page, maxTokens)) return page;
  }

  const shares = units.map((unit) => (neverCut.has(unit) ? 0 : shareOf(unit.text?.text ?? '', maxTokens)));
  const wantedBy = ({ named }: Draft) =>
    units.reduce((sum, { plugin }, index) => sum + (named.has(plugin) ? (shares[index] ?? 0) : 0), 0);
  let draft = emptyDraft(invocation);
  for (const addition of additionsOf(invocation, facts.notes)) {
    const larger = addition.add(draft);
    const reserve = Math.min(addition.reserve, wantedBy(larger));
    draft = fits(layOut(larger, 0), maxTokens, reserve)
      ? larger
      : { ...draft, left: [...draft.left, addition] };
  }

  const fill = (filled: Draft): FirstPage => {
    const highest = Math.min(everything, Math.ceil(most / OTHER_STEPS_WEIGHT));
    const level = largest(highest, (candidate) => fits(layOut(filled, candidate), maxTokens));
    return layOut(filled, level);
  };
  let page = fill(draft);
  // Room was left for output that turns out to need less of it: there goes another plugin, but nothing that is
  // whole is cut for it.
  for (const plugin of draft.left.filter(({ kind }) => kind === 'plugins')) {
    if (hasCut(page.detail)) break;
    for (const unit of units) if (draft.named.has(unit.plugin)) neverCut.add(unit);
    const larger = { ...plugin.add(draft), left: draft.left.filter((other) => other !== plugin) };
    if (!fits(layOut(larger, 0), maxTokens)) break;
    draft = larger;
    page = fill(draft);
  }
  return page;
}

function hasCut({ plugins }: InvocationDetail): boolean {
  return plugins.some(({ outputs }) => outputs.some(({ omitted, more }) => omitted !== undefined || more));
}

/** The share of a page that a text would take whole, from 0 to 1. */
function shareOf(text: string, maxTokens: number): number {
  return Math.min(1, tokensOf(text, maxTokens) / maxTokens);
}

function isNotWorthCutting(unit: OutputUnit): boolean {
  return !unit.text?.whole?.more && tokensOf(unit.text?.text ?? '', NOT_WORTH_CUTTING) <= NOT_WORTH_CUTTING;
}

/** What a text takes whole; not counted where it is certainly more than `most`. */
function tokensOf(text: string, most: number): number {
  if (text.length > mostCharacters(most)) return Number.POSITIVE_INFINITY;
  const cost = costOf({ text, json: JSON.stringify(text) });
  return Math.max(cost.text, cost.json);
}

/** Where the head of a unit ends and the preview of its end begins: in its text, or in the end of its whole. */
type Cut = { readonly head: number; readonly tail: number };

function cutOf({ plugin, text }: OutputUnit, level: number, invocation: SanitizedInvocation): Cut {
  const full = text?.text ?? '';
  const room = Math.floor(level * weightOf(plugin, text, invocation));
  const more = text?.whole?.more === true;
  if (room >= full.length && !more) return { head: full.length, tail: full.length };
  const ending = more ? (text.whole?.end ?? '') : full;
  const preview = Math.floor(room * (1 - HEAD_SHARE));
  if (preview < MIN_PREVIEW) return { head: room === 0 ? 0 : cutBefore(full, 0, room), tail: ending.length };
  const head = cutBefore(full, 0, room - preview);
  const tail = cutAfter(ending, Math.max(more ? 0 : head, ending.length - preview));
  return { head, tail };
}

function weightOf(
  plugin: number,
  text: OutputUnit['text'],
  { plugins, deciding }: SanitizedInvocation,
): number {
  if (plugin !== deciding) return OTHER_STEPS_WEIGHT;
  const { status = '', texts = [] } = plugins[deciding] ?? {};
  const failure = classOf(status) === 'notSucceeded' && texts.some(({ stream }) => stream === 'stderr');
  return failure && text?.stream === 'stdout' ? BESIDE_STDERR_WEIGHT : 1;
}

function toDetail(
  { invocation, cursorTo }: DetailFacts,
  draft: Draft,
  units: readonly OutputUnit[],
  cuts: readonly (Cut | undefined)[],
  shown: ShownLengths,
): InvocationDetail {
  const { notes, ...fields } = draft.fields;
  const next = nextUnread(units, shown);
  const severalCut = next !== undefined && nextUnread(units, shown, next.unit + 1) !== undefined;
  const outputs = units.flatMap((unit, index) => {
    const cut = cuts[index];
    if (cut === undefined || unit.text === undefined) return [];
    const cursor = severalCut ? cursorTo(index, cut.head) : undefined;
    return [{ plugin: unit.plugin, output: toOutput(unit.text, cut, cursor) }];
  });
  return {
    ...identityOf(invocation),
    ...fields,
    ...(notes && { notes }),
    ...(draft.left.length > 0 && { left_out: countLeft(draft) }),
    ...(next && { next_cursor: cursorTo(next.unit, next.offset) }),
    plugins: invocation.plugins.flatMap((plugin, index) =>
      draft.named.has(index)
        ? [
            {
              ...headOfPlugin(plugin),
              outputs: outputs.flatMap(({ plugin: owner, output }) => (owner === index ? [output] : [])),
            },
          ]
        : [],
    ),
    ...(draft.places.length > 0 && { full_output: [...draft.places] }),
    untrusted_fields: UNTRUSTED_DETAIL_FIELDS,
  };
}

function toOutput(
  { stream, text, cutBySsm, whole }: NonNullable<OutputUnit['text']>,
  { head, tail }: Cut,
  cursor: string | undefined,
): ShownOutput {
  const isAll = head === text.length && !whole?.more;
  const ending = whole?.more ? whole.end : text;
  return {
    stream,
    ...(whole && { read_from: whole.output.store, ...(whole.size !== undefined && { size: whole.size }) }),
    text: text.slice(0, head),
    ...(!isAll && (whole?.more ? { more: true as const } : { length: text.length, omitted: tail - head })),
    ...(tail < ending.length && { tail_preview: ending.slice(tail) }),
    ...(!isAll && cursor !== undefined && { cursor }),
    ...(cutBySsm && { cut_by_ssm: true as const }),
  };
}
