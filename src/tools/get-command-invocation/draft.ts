/** What a first page says beside output, the most important first, as long as there is room for it. */

import { clip, isoSeconds } from '../../answer/index.ts';
import { classOf } from '../../run-command/index.ts';
import type { SanitizedInvocation } from './invocation.ts';
import { toFullOutput } from './parts.ts';
import type { SanitizedPlugin } from './plugin.ts';
import type { FullOutput, InvocationDetail } from './schema.ts';

export type Draft = {
  readonly fields: Partial<InvocationDetail>;
  /** Plugins, by their place in the invocation. */
  readonly named: ReadonlySet<number>;
  readonly places: readonly FullOutput[];
  /** What there was no room for. */
  readonly left: readonly Addition[];
};

export type Addition = {
  readonly kind: 'notes' | 'plugins' | 'fields' | 'locations';
  readonly add: (draft: Draft) => Draft;
  /** Share of the page that output must still find free. */
  readonly reserve: number;
};

/** What a page says beside output, the most important first. */
export function additionsOf(invocation: SanitizedInvocation, notes: readonly string[]): Addition[] {
  const field = (fields: Partial<InvocationDetail>, reserve: number): Addition[] => {
    const given = Object.values(fields).some((value) => value !== '');
    const add = (draft: Draft): Draft => ({ ...draft, fields: { ...draft.fields, ...fields } });
    return given ? [{ kind: 'fields', add, reserve }] : [];
  };
  const places = invocation.plugins.flatMap((plugin) =>
    plugin.locations.map((location) => ({ location, place: toFullOutput(plugin, location) })),
  );
  const placesWhere = (wanted: boolean, reserve: number): Addition[] =>
    places
      .filter(({ location }) => location.onlyHere === wanted)
      .map(({ place }) => ({
        kind: 'locations',
        add: (draft) => ({ ...draft, places: [...draft.places, place] }),
        reserve,
      }));
  const others = invocation.plugins.map((plugin, index) => ({ plugin, index }));
  return [
    ...notes.map((note) => ({
      kind: 'notes' as const,
      add: (draft: Draft): Draft => ({
        ...draft,
        fields: { ...draft.fields, notes: [...(draft.fields.notes ?? []), note] },
      }),
      reserve: 0.1,
    })),
    ...field({ cause: clip(invocation.cause ?? '', 90) }, 0.15),
    ...field({ hint: invocation.hint ?? '' }, 0.2),
    ...others
      .filter(({ index }) => index !== invocation.deciding)
      .sort(byImportance)
      .map(naming),
    ...field(
      invocation.requestedAtMs === undefined ? {} : { requested_at: isoSeconds(invocation.requestedAtMs) },
      0.3,
    ),
    ...field({ comment: clip(invocation.comment, 100) }, 0.3),
    ...field({ instance_name: clip(invocation.instanceName, 60) }, 0.3),
    ...placesWhere(true, 0.4),
    ...field(skippedOf(invocation), 0.4),
    ...field({ document_version: clip(invocation.documentVersion, 10) }, 0.5),
    ...field({ service_role: invocation.serviceRole }, 0.6),
    ...field({ notification_arn: invocation.notificationArn }, 0.6),
    ...field({ trace_output: clip(invocation.traceOutput, 300) }, 0.6),
    ...placesWhere(false, 0.7),
  ];
}

function skippedOf({ skipped }: SanitizedInvocation): Pick<InvocationDetail, 'skipped_plugins'> {
  return skipped.length === 0
    ? {}
    : { skipped_plugins: skipped.map(({ name, why }) => ({ name: clip(name, 40), why })) };
}

function naming({ index }: { index: number }): Addition {
  return {
    kind: 'plugins',
    add: (draft) => ({ ...draft, named: new Set([...draft.named, index]) }),
    reserve: 0.4,
  };
}

export function countLeft({ left }: Draft): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of left) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

/** The plugin that decided is named in any case: without it there is nothing to say. */
export function emptyDraft({ plugins, deciding }: SanitizedInvocation): Draft {
  return {
    fields: {},
    named: new Set(plugins.length === 0 ? [] : [deciding]),
    places: [],
    left: [],
  };
}

function byImportance(
  one: { plugin: SanitizedPlugin; index: number },
  other: { plugin: SanitizedPlugin; index: number },
): number {
  const rank = ({ plugin }: { plugin: SanitizedPlugin }) => (classOf(plugin.status) === 'succeeded' ? 1 : 0);
  return rank(one) - rank(other) || one.index - other.index;
}
