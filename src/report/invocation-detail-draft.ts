/** What a first page says beside output, the most important first, as long as there is room for it. */

import { clip } from './budget.ts';
import type { InvocationAccount } from './invocation-account.ts';
import type { FullOutput, InvocationDetail } from './invocation-detail.ts';
import { toFullOutput } from './invocation-detail-parts.ts';
import { classOf } from './statuses.ts';
import type { AccountStep } from './step-account.ts';
import { isoSeconds } from './words.ts';

export type Draft = {
  readonly fields: Partial<InvocationDetail>;
  /** Steps, by their place in the account. */
  readonly named: ReadonlySet<number>;
  readonly places: readonly FullOutput[];
  /** What there was no room for, counted by kind. */
  readonly leftOut: Readonly<Record<string, number>>;
};

export type Addition = {
  readonly add: (draft: Draft) => Draft;
  /** What becomes of the draft when there is no room: what is left out is counted. */
  readonly leave: (draft: Draft) => Draft;
  /** Share of the page that output must still find free. */
  readonly reserve: number;
};

/** What a page says beside output, the most important first. */
export function additionsOf(account: InvocationAccount, notes: readonly string[]): Addition[] {
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
    ...field({ comment: clip(account.comment, 100) }, 0.3),
    ...field({ instance_name: clip(account.instanceName, 60) }, 0.3),
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
export function emptyDraft({ steps, deciding }: InvocationAccount): Draft {
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
