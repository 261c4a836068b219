/** The places of one answer, those that were not read to their end before all others. */

import { clip, formatInteger, plural, summarizeError } from '../answer/index.ts';
import type { ListRequest, PlaceReading, WalkEnd } from '../results/index.ts';
import { type AwsPlace, SsmInvocationsError } from '../run-command/index.ts';
import { type Accounts, describeWhere, type Located, namesOf, type Where } from './places.ts';

export type ListedPlace = {
  readonly profile?: string | undefined;
  readonly account_id?: string | undefined;
  readonly region: string;
  readonly invocations: number;
  readonly complete: boolean;
  readonly error?: string | undefined;
};

/** Tokens of a page for each place that is listed, about: as JSON, with an error. */
const TOKENS_A_PLACE = 120;

/** Where a list is from, as every page of it says; the first one with the places of several. */
export type ShownPlaces = Where & {
  readonly places?: ListedPlace[] | undefined;
  readonly places_omitted?: number | undefined;
};

export function shownPlaces(
  {
    request,
    readings,
    located,
  }: {
    readonly request: Pick<ListRequest, 'query' | 'places'>;
    readonly readings?: readonly PlaceReading[];
    readonly located?: Located;
  },
  maxTokens: number,
): ShownPlaces {
  return {
    ...(located?.where ?? namesOf(request.places ?? [request.query])),
    ...(readings && listPlaces(readings, located?.accounts ?? new Map(), maxTokens)),
  };
}

/** What is not listed was read to its end, and had less than the others. */
export function listPlaces(
  readings: readonly PlaceReading[],
  accounts: Accounts,
  maxTokens: number,
): Pick<ShownPlaces, 'places' | 'places_omitted'> {
  const ranked = readings.toSorted(
    (one, other) => Number(isComplete(one)) - Number(isComplete(other)) || other.items - one.items,
  );
  const missing = readings.filter((reading) => !isComplete(reading)).length;
  const room = Math.max(Math.min(missing, MAX_MISSING), Math.floor(maxTokens / TOKENS_A_PLACE));
  const omitted = ranked.length - Math.min(room, ranked.length);
  return {
    places: ranked.slice(0, room).map((reading) => toListed(reading, accounts)),
    ...(omitted > 0 && { places_omitted: omitted }),
  };
}

/** More than this many missing ones would leave no room for an answer; they are counted. */
const MAX_MISSING = 40;

function toListed({ place, items, end }: PlaceReading, accounts: Accounts): ListedPlace {
  const account = accounts.get(place.profile ?? '');
  const error = end && errorOf(end);
  return {
    ...named(place),
    ...(account !== undefined && { account_id: account }),
    invocations: items,
    complete: end?.kind === 'complete',
    ...(error !== undefined && { error }),
  };
}

function named({ profile, region }: AwsPlace) {
  return { ...(profile !== undefined && { profile: clip(profile, 24) }), region };
}

function isComplete({ end }: PlaceReading): boolean {
  return end?.kind === 'complete';
}

function errorOf(end: WalkEnd): string | undefined {
  switch (end.kind) {
    case 'fault':
      return end.error instanceof SsmInvocationsError ? end.error.code : summarizeError(end.error);
    case 'timeLimit':
      return 'TimeLimit';
    case 'stuckToken':
      return 'Unavailable';
    case 'maxItems':
      return 'MaxItems';
    default:
      return undefined;
  }
}

/** "us-east-1", "18 places (all profiles, all Regions)" */
export function describeShownPlaces(where: ShownPlaces): string {
  const name = describeWhere(where);
  return where.places === undefined ? name : `${plural(countOf(where), 'place')} (${name})`;
}

function countOf({ places = [], places_omitted: omitted = 0 }: ShownPlaces): number {
  return places.length + omitted;
}

/** " 2 of 18 places are not read to the end: dev us-east-1 (AccessDenied), prod eu-west-1 (Throttled)." */
export function missingPlaces(where: ShownPlaces): string {
  const missing = (where.places ?? []).filter(({ complete }) => !complete);
  if (missing.length === 0) return '';
  const named = missing
    .slice(0, MAX_NAMED)
    .map((place) => `${labelOf(place)} (${place.error ?? 'not read'})`);
  const more = missing.length - named.length;
  const of = `${formatInteger(missing.length)} of ${plural(countOf(where), 'place')}`;
  return ` ${of} not read to the end: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`;
}

const MAX_NAMED = 8;

/** "By place: prod us-east-1 120, dev us-east-1 34 and 16 more." */
export function placeLines(where: ShownPlaces): string[] {
  if (where.places === undefined) return [];
  const named = where.places
    .toSorted((one, other) => other.invocations - one.invocations)
    .slice(0, MAX_NAMED)
    .map((place) => `${labelOf(place)} ${formatInteger(place.invocations)}`);
  const more = countOf(where) - named.length;
  return [`By place: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`];
}

function labelOf({ profile, account_id: account, region }: ListedPlace): string {
  return [profile, account && `(${account})`, region].filter(Boolean).join(' ');
}

/** Why a place ended early, in words, each reason once. */
export function placeNotes(readings: readonly PlaceReading[]): string[] {
  const reasons = new Set(
    readings.flatMap(({ end }) => (end?.kind === 'fault' ? [`${summarizeError(end.error)}.`] : [])),
  );
  const notes = [...reasons].slice(0, MAX_REASONS);
  if (readings.some(({ end }) => end?.kind === 'maxItems'))
    notes.push('MaxItems: as many were read of a place as one call reads by default; max_items reads more.');
  if (readings.some(({ end }) => end?.kind === 'timeLimit'))
    notes.push('TimeLimit: no page came for 10 s while others were read to their end.');
  return notes.length > 0 ? [...notes, 'read_on goes on in the places that are missing.'] : [];
}

const MAX_REASONS = 4;

/** That the command was not where it was looked for; and that nobody was asked which accounts these are. */
export function elsewhereNotes({ located }: { readonly located?: Located }): string[] {
  return located?.elsewhere === undefined ? [] : [located.elsewhere];
}
