/** The first page of one invocation: what became of it, why, its steps, and of each output as much as fits. */

import { clip, costOf } from './budget.ts';
import type { AccountStep, InvocationAccount } from './invocation-account.ts';
import {
  type FullOutput,
  type InvocationDetail,
  type ShownOutput,
  UNTRUSTED_DETAIL_FIELDS,
} from './invocation-detail.ts';
import {
  type DetailPage,
  fits,
  headOfStep,
  identityOf,
  largest,
  NOT_NAMED,
  nextUnread,
  type OutputUnit,
  pageOf,
  type ShownLengths,
  toFullOutput,
  unitsOf,
} from './invocation-detail-parts.ts';
import { classOf } from './statuses.ts';
import { cutAfter, cutBefore } from './text-cuts.ts';
import { isoSeconds } from './words.ts';

export type DetailFacts = {
  readonly account: InvocationAccount;
  readonly notes: readonly string[];
  /** Where reading on begins: the number of a unit, from 0, and the characters of it shown before. */
  readonly cursorTo: (unit: number, offset: number) => string;
};

export type FirstPage = DetailPage & { readonly shown: ShownLengths };

/** Of what is shown of a long output this share is its head; the rest previews its end, where reasons stand. */
const HEAD_SHARE = 0.65;

/** A preview shorter than this tells nothing. */
const LEAST_PREVIEW = 60;

/** Characters of another step's output for one of the step that decided. */
const OTHER_STEPS_WEIGHT = 0.3;

/** The bytes a token may take at most (contract 2.1), and so the characters of a page. */
const MOST_CHARACTERS_PER_TOKEN = 4;

type Draft = {
  readonly fields: Partial<InvocationDetail>;
  readonly named: ReadonlySet<number>;
  readonly places: readonly FullOutput[];
  readonly leftOut: Readonly<Record<string, number>>;
};

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
  const whole = additionsOf(facts).reduce((draft, { add }) => add(draft), emptyDraft(account));
  const most = maxTokens * MOST_CHARACTERS_PER_TOKEN;
  if (longest <= most) {
    const page = layOut(whole, everything);
    if (fits(page, maxTokens)) return page;
  }

  const wanted = shareOf(units, maxTokens);
  let draft = emptyDraft(account);
  for (const { add, leave, reserve } of additionsOf(facts)) {
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
  if (text.length > maxTokens * MOST_CHARACTERS_PER_TOKEN) return 1;
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

type Addition = {
  readonly add: (draft: Draft) => Draft;
  /** What becomes of the draft when there is no room: what is left out is counted. */
  readonly leave: (draft: Draft) => Draft;
  /** Share of the page that output must still find free. */
  readonly reserve: number;
};

/** What a page says beside output, the most important first. */
function additionsOf({ account, notes }: DetailFacts): Addition[] {
  const field = (fields: Partial<InvocationDetail>, reserve: number): Addition[] => {
    const given = Object.values(fields).some((value) => value !== '');
    const add = (draft: Draft): Draft => ({ ...draft, fields: { ...draft.fields, ...fields } });
    return given ? [{ add, leave: counting('fields'), reserve }] : [];
  };
  const places = account.steps.flatMap((step) =>
    step.locations.map((location) => ({ location, place: toFullOutput(step, location) })),
  );
  const placesWhere = (wanted: boolean, reserve: number): Addition[] =>
    places
      .filter(({ location }) => location.onlyHere === wanted)
      .map(({ place }) => ({
        add: (draft) => ({ ...draft, places: [...draft.places, place] }),
        leave: counting('full_outputs'),
        reserve,
      }));
  const others = account.steps.map((step, index) => ({ step, index }));
  return [
    ...notes.map((note) => ({
      add: (draft: Draft): Draft => ({
        ...draft,
        fields: { ...draft.fields, notes: [...(draft.fields.notes ?? []), note] },
      }),
      leave: counting('notes'),
      reserve: 0.1,
    })),
    ...field({ cause: clip(account.cause ?? '', 90) }, 0.15),
    ...field({ hint: account.hint ?? '' }, 0.2),
    ...others
      .filter(({ index }) => index !== account.deciding)
      .sort(byImportance)
      .map(naming),
    ...field(
      account.requestedAtMs === undefined ? {} : { requested_at: isoSeconds(account.requestedAtMs) },
      0.3,
    ),
    ...field({ comment: clip(account.comment, 40) }, 0.3),
    ...field({ instance_name: clip(account.instanceName, 24) }, 0.3),
    ...placesWhere(true, 0.4),
    ...field(skippedOf(account), 0.4),
    ...field({ document_version: clip(account.documentVersion, 10) }, 0.5),
    ...field({ service_role: account.serviceRole }, 0.6),
    ...field({ notification_arn: account.notificationArn }, 0.6),
    ...field({ trace_output: clip(account.traceOutput, 300) }, 0.6),
    ...placesWhere(false, 0.7),
  ];
}

function skippedOf({ skipped }: InvocationAccount): Pick<InvocationDetail, 'skipped_steps'> {
  return skipped.length === 0
    ? {}
    : { skipped_steps: skipped.map(({ name, why }) => ({ name: clip(name, 40), why })) };
}

function naming({ index }: { index: number }): Addition {
  return {
    add: (draft) => ({ ...draft, named: new Set([...draft.named, index]) }),
    leave: counting('steps'),
    reserve: 0.4,
  };
}

function counting(what: string): (draft: Draft) => Draft {
  return (draft) => ({
    ...draft,
    leftOut: { ...draft.leftOut, [what]: (draft.leftOut[what] ?? 0) + 1 },
  });
}

/** The step that decided is named in any case: without it there is nothing to say. */
function emptyDraft({ steps, deciding }: InvocationAccount): Draft {
  return {
    fields: {},
    named: new Set(steps.length === 0 ? [] : [deciding]),
    places: [],
    leftOut: {},
  };
}

function byImportance(
  one: { step: AccountStep; index: number },
  other: { step: AccountStep; index: number },
): number {
  const rank = ({ step }: { step: AccountStep }) => (classOf(step.status) === 'succeeded' ? 1 : 0);
  return rank(one) - rank(other) || one.index - other.index;
}
