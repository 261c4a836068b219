/** The first page of one invocation: what became of it, why, its steps, and of each output as much as fits. */

import { costOf } from './budget.ts';
import type { InvocationAccount } from './invocation-account.ts';
import { type InvocationDetail, type ShownOutput, UNTRUSTED_DETAIL_FIELDS } from './invocation-detail.ts';
import { additionsOf, type Draft, emptyDraft } from './invocation-detail-draft.ts';
import {
  type DetailPage,
  fits,
  headOfStep,
  identityOf,
  largest,
  mostCharacters,
  NOT_NAMED,
  nextUnread,
  type OutputUnit,
  pageOf,
  type ShownLengths,
  unitsOf,
} from './invocation-detail-parts.ts';
import { cutAfter, cutBefore } from './text-cuts.ts';

export type DetailFacts = {
  readonly account: InvocationAccount;
  readonly notes: readonly string[];
  /** Where reading on begins: the number of a unit, from 0, and its characters shown before. Not called without need. */
  readonly cursorTo: (unit: number, offset: number) => string;
};

export type FirstPage = DetailPage & { readonly shown: ShownLengths };

/** Of what is shown of a long output this share is its head; the rest previews its end, where reasons stand. */
const HEAD_SHARE = 0.65;

/** A preview shorter than this tells nothing. */
const LEAST_PREVIEW = 60;

/** Characters of another step's output for one of the step that decided. */
const OTHER_STEPS_WEIGHT = 0.3;

export function projectFirstPage(facts: DetailFacts, maxTokens: number, boundary: string): FirstPage {
  const { account } = facts;
  const units = unitsOf(account);
  const layOut = (draft: Draft, level: number): FirstPage => {
    const cuts = units.map((unit) => cutOf(unit, draft, level, account));
    const shown = cuts.map((cut) => cut?.head ?? NOT_NAMED);
    const detail = toDetail(facts, draft, units, cuts, shown);
    return { ...pageOf(detail, { continues: false, total: account.steps.length }, boundary), shown };
  };
  const longest = Math.max(0, ...units.map(({ text }) => text?.text.length ?? 0));
  const everything = Math.ceil(longest / OTHER_STEPS_WEIGHT) + 1;
  const whole = additionsOf(account, facts.notes).reduce((draft, { add }) => add(draft), emptyDraft(account));
  const most = mostCharacters(maxTokens);
  if (longest <= most) {
    const page = layOut(whole, everything);
    if (fits(page, maxTokens)) return page;
  }

  const wanted = shareOf(units, maxTokens);
  let draft = emptyDraft(account);
  for (const { add, leave, reserve } of additionsOf(account, facts.notes)) {
    const larger = add(draft);
    draft = fits(layOut(larger, 0), maxTokens, Math.min(reserve, wanted)) ? larger : leave(draft);
  }
  const level = largest(Math.min(everything, Math.ceil(most / OTHER_STEPS_WEIGHT)), (candidate) =>
    fits(layOut(draft, candidate), maxTokens),
  );
  return layOut(draft, level);
}

/** The share of a page that all output would take, from 0 to 1. */
function shareOf(units: readonly OutputUnit[], maxTokens: number): number {
  const text = units.map((unit) => unit.text?.text ?? '').join('\n');
  if (text.length > mostCharacters(maxTokens)) return 1;
  const cost = costOf({ text, json: JSON.stringify(text) });
  return Math.min(1, Math.max(cost.text, cost.json) / maxTokens);
}

/** Where the head of a unit ends and the preview of its end begins. */
type Cut = { readonly head: number; readonly tail: number };

function cutOf(
  { step, text }: OutputUnit,
  { named }: Draft,
  level: number,
  account: InvocationAccount,
): Cut | undefined {
  if (!named.has(step)) return undefined;
  const full = text?.text ?? '';
  const weight = step === account.deciding ? 1 : OTHER_STEPS_WEIGHT;
  const room = Math.floor(level * weight);
  if (room >= full.length) return { head: full.length, tail: full.length };
  const head = room === 0 ? 0 : cutBefore(full, 0, Math.ceil(room * HEAD_SHARE));
  const preview = Math.floor(room * (1 - HEAD_SHARE));
  const tail = preview < LEAST_PREVIEW ? full.length : cutAfter(full, Math.max(head, full.length - preview));
  return { head, tail };
}

function toDetail(
  { account, cursorTo }: DetailFacts,
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
    return [{ step: unit.step, output: toOutput(unit.text, cut, cursor) }];
  });
  return {
    ...identityOf(account),
    ...fields,
    ...(notes && { notes }),
    ...(Object.keys(draft.leftOut).length > 0 && { left_out: draft.leftOut }),
    ...(next && { next_cursor: cursorTo(next.unit, next.offset) }),
    steps: account.steps.flatMap((step, index) =>
      draft.named.has(index)
        ? [
            {
              ...headOfStep(step),
              outputs: outputs.flatMap(({ step: owner, output }) => (owner === index ? [output] : [])),
            },
          ]
        : [],
    ),
    ...(draft.places.length > 0 && { full_output: [...draft.places] }),
    untrusted_fields: UNTRUSTED_DETAIL_FIELDS,
  };
}

function toOutput(
  { stream, text, cutBySsm }: NonNullable<OutputUnit['text']>,
  { head, tail }: Cut,
  cursor: string | undefined,
): ShownOutput {
  const whole = head === text.length;
  return {
    stream,
    text: text.slice(0, head),
    ...(!whole && { length: text.length, omitted: tail - head }),
    ...(tail < text.length && { tail_preview: text.slice(tail) }),
    ...(!whole && cursor !== undefined && { cursor }),
    ...(cutBySsm && { cut_by_ssm: true as const }),
  };
}
