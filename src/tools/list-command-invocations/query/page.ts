/**
 * One page of what `query` gave: whole values of an array, as many as fit; of a value that fits no page, its JSON in
 * parts, which put together are the value.
 */

import {
  clip,
  costOf,
  createBudget,
  cutBefore,
  fence,
  formatInteger,
  type Piece,
  plural,
  withinBound,
} from '../../../answer/index.ts';
import { notACursor, type Place } from '../../../results/index.ts';
import { listStatuses } from '../../figures.ts';
import { describeCounts, describeQuery, echoOf } from '../../list-request.ts';
import { describeShownPlaces, missingPlaces, placeLines, shownPlaces } from '../../listed-places.ts';
import type { InvocationList } from '../schema.ts';
import { queryNotes } from './notes.ts';
import type { QuerySnapshot } from './read.ts';

type QueryPage = { readonly list: InvocationList; readonly text: string };

/** Where a page begins: at a value, or within one. */
type QueryPlace = Extract<Place, { kind: 'rows' | 'output' }>;

/** Throws `InvalidInputError` for a place that the outcome does not have. */
export function projectQueryPage(
  snapshot: QuerySnapshot,
  place: Place,
  cursorTo: (place: Place) => string,
  maxTokens: number,
  boundary: string,
): QueryPage {
  const { values } = snapshot.outcome;
  const start = startOf(place);
  const first = place.kind === 'rows' && place.offset === 0;
  if (!first && start.offset >= (values[start.text]?.length ?? 0)) throw notACursor();

  const notes = first ? queryNotes(snapshot) : [];
  const pageOf = (shown: Shown): QueryPage => {
    const next = nextOf(shown, values);
    const list = {
      ...frameOf(snapshot, first, notes, maxTokens),
      ...shown.fields,
      ...(next && { next_cursor: cursorTo(next) }),
      untrusted_fields: ['result'],
    };
    return { list, text: textOf(list, shown, snapshot, boundary) };
  };
  const without = () => formsOf(pageOf(valuesAt(snapshot, start.text, 0)));
  // The last is the longest, and names what an answer of so few tokens has no room for.
  if (!withinBound(without(), maxTokens * 0.8)) notes.pop();

  const count = place.kind === 'rows' ? countFitting(values.slice(start.text), without(), maxTokens) : 0;
  // Values were charged one by one and a little high, so the first try holds as a rule.
  for (let shown = count; shown > 0 || values.length === 0; shown -= 1) {
    const page = pageOf(valuesAt(snapshot, start.text, shown));
    if (values.length === 0 || withinBound(formsOf(page), maxTokens)) return page;
  }
  return largestPart(values[start.text] ?? '', start, pageOf, maxTokens);
}

/** A value begins with the first character of its JSON. */
function startOf(place: Place): Extract<Place, { kind: 'output' }> {
  if (place.kind === 'output') return place;
  if (place.kind === 'rows') return { kind: 'output', text: place.offset, offset: 0 };
  throw notACursor();
}

function countFitting(values: readonly string[], without: Piece, maxTokens: number): number {
  const budget = createBudget(maxTokens);
  budget.spend(costOf(without));
  const end = values.findIndex((value) => {
    const cost = costOf({ text: `${value}\n`, json: `${value},` });
    if (!budget.fits(cost)) return true;
    budget.spend(cost);
    return false;
  });
  return end < 0 ? values.length : end;
}

/** What a page shows: whole values, or a part of one. */
type Shown = {
  readonly from: QueryPlace;
  /** Values, or characters. */
  readonly count: number;
  readonly lines: readonly string[];
  readonly fields: { readonly result: unknown; readonly shown: number };
};

function valuesAt({ outcome }: QuerySnapshot, from: number, count: number): Shown {
  const lines = outcome.values.slice(from, from + count);
  const parsed: unknown[] = lines.map((line) => JSON.parse(line));
  return {
    from: { kind: 'rows', offset: from },
    count,
    lines,
    fields: { result: outcome.isArray ? parsed : (parsed[0] ?? null), shown: outcome.isArray ? count : 0 },
  };
}

function largestPart(
  value: string,
  from: Extract<Place, { kind: 'output' }>,
  pageOf: (shown: Shown) => QueryPage,
  maxTokens: number,
): QueryPage {
  for (let length = maxTokens * 4; ; length = Math.floor(length * 0.8)) {
    const end = cutBefore(value, from.offset, Math.min(value.length, from.offset + Math.max(1, length)));
    const part = value.slice(from.offset, end);
    const page = pageOf({ from, count: part.length, lines: [part], fields: { result: part, shown: 0 } });
    if (length <= 1 || withinBound(formsOf(page), maxTokens)) return page;
  }
}

function nextOf({ from, count }: Shown, values: readonly string[]): QueryPlace | undefined {
  const offset = from.offset + count;
  const within = from.kind === 'output' && offset < (values[from.text]?.length ?? 0);
  if (within) return { ...from, offset };
  const next = from.kind === 'output' ? from.text + 1 : offset;
  return next < values.length ? { kind: 'rows', offset: next } : undefined;
}

function formsOf({ list, text }: QueryPage): Piece {
  return { text, json: JSON.stringify(list) };
}

/** Tokens of the expression that an answer repeats: it may have 1,000 characters. */
const ECHO_TOKENS = 60;

function frameOf(snapshot: QuerySnapshot, first: boolean, notes: readonly string[], maxTokens: number) {
  const { request, query, end, invocations, byStatus } = snapshot;
  return {
    ...shownPlaces(snapshot, maxTokens),
    query: {
      ...echoOf({ query: request.query }),
      details: request.query.details,
      ...(first && { query: clip(query.source, ECHO_TOKENS) }),
    },
    summary: { invocations, complete: end.kind === 'complete', by_status: listStatuses(byStatus) },
    groups: [],
    commands: [],
    ...(notes.length > 0 && { notes: [...notes] }),
  };
}

function textOf(list: InvocationList, shown: Shown, snapshot: QuerySnapshot, boundary: string): string {
  const { query, summary, notes = [], next_cursor } = list;
  const asked = describeQuery(query);
  const rest = next_cursor ? `; the rest: cursor "${next_cursor}"` : '';
  const nothing = shown.lines.length === 0 || list.result === null;
  return [
    summary.invocations === 0
      ? `No invocations in ${describeShownPlaces(list)}${asked && ` for ${asked}`}.${missingPlaces(list)}`
      : `${plural(summary.invocations, 'invocation')} in ${describeShownPlaces(list)}${asked && ` (${asked})`}: ${describeCounts(summary)}${missingPlaces(list)}`,
    ...placeLines(list),
    `${resultLine(shown, snapshot)}${rest}.`,
    ...notes.map((note) => `Note: ${note}`),
    ...(nothing ? [] : [fence(shown.lines.join('\n'), boundary)]),
  ].join('\n');
}

function resultLine({ from, count, fields }: Shown, { outcome }: QuerySnapshot): string {
  const of = outcome.values.length;
  if (from.kind === 'output') {
    const which = outcome.isArray
      ? `value ${formatInteger(from.text + 1)} of ${formatInteger(of)}`
      : 'the value';
    const length = outcome.values[from.text]?.length ?? 0;
    return `result: characters ${formatInteger(from.offset + 1)}-${formatInteger(from.offset + count)} of ${formatInteger(length)} of the JSON of ${which}, which fits no answer whole`;
  }
  if (!outcome.isArray) return fields.result === null ? 'result: null' : 'result: one value';
  if (of === 0) return 'result: []';
  if (count === of) return `result: ${plural(of, 'value')}${of > 1 ? ', one a line' : ''}`;
  return `result: values ${formatInteger(from.offset + 1)}-${formatInteger(from.offset + count)} of ${formatInteger(of)}, one a line`;
}
