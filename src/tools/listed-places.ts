/** The places of one answer, those that were not read to their end before all others. */

import { clip, formatInteger, plural, summarizeError } from '../answer/index.ts';
import type { ListRequest, PlaceReading, WalkEnd } from '../results/index.ts';
import { type AwsPlace, SsmInvocationsError } from '../run-command/index.ts';
import { type Accounts, describeWhere, type Located, namesOf } from './places.ts';
import type { ListedPlace, ShownPlaces } from './where-schema.ts';

/** One place takes some 35 tokens, and a page has more to say: 18 places at the default of 2,500. */
const TOKENS_A_PLACE = 120;
const TOKENS_FOR_THE_REST = 300;

/** As every page of a list says it; the first one with the places of several. */
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

/** What could not be read first, then what was not read to its end; what is not listed is counted. */
export function listPlaces(
  readings: readonly PlaceReading[],
  accounts: Accounts,
  maxTokens: number,
): Pick<ShownPlaces, 'places' | 'places_omitted' | 'places_incomplete'> {
  const ranked = readings.toSorted((one, other) => rankOf(one) - rankOf(other) || other.items - one.items);
  const room = Math.max(1, Math.floor((maxTokens - TOKENS_FOR_THE_REST) / TOKENS_A_PLACE));
  const incomplete = readings.filter((reading) => !isComplete(reading)).length;
  return {
    places: ranked.slice(0, room).map((reading) => toListed(reading, accounts)),
    ...(ranked.length > room && { places_omitted: ranked.length - room }),
    ...(incomplete > 0 && { places_incomplete: incomplete }),
  };
}

/** Faults and places that were too slow, then those with more than was asked for, then the whole ones. */
function rankOf({ end }: PlaceReading): number {
  if (end?.kind === 'complete') return 2;
  return end?.kind === 'maxItems' ? 1 : 0;
}

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
  const { places_incomplete: count = 0 } = where;
  if (count === 0) return '';
  const missing = (where.places ?? []).filter(({ complete }) => !complete);
  const named = missing
    .slice(0, MAX_NAMED)
    .map((place) => `${labelOf(place)} (${place.error ?? 'not read'})`);
  const more = count - named.length;
  const of = `${formatInteger(count)} of ${plural(countOf(where), 'place')}`;
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

/** Why places ended early, in words: of each kind of error the first one. */
export function placeNotes(readings: readonly PlaceReading[]): string[] {
  const byCode = new Map<string, { readonly first: unknown; places: number }>();
  for (const { end } of readings) {
    if (end?.kind !== 'fault') continue;
    const code = errorOf(end) ?? '';
    const known = byCode.get(code);
    if (known) known.places += 1;
    else byCode.set(code, { first: end.error, places: 1 });
  }
  const notes = [...byCode.values()].map(
    ({ first, places }) =>
      `${summarizeError(first)}${places > 1 ? `, and so in ${plural(places - 1, 'more place')}` : ''}.`,
  );
  if (readings.some(({ end }) => end?.kind === 'maxItems'))
    notes.push('MaxItems: as many were read of a place as one call reads by default; max_items reads more.');
  if (readings.some(({ end }) => end?.kind === 'timeLimit'))
    notes.push('TimeLimit: no page came for 10 s while others were read to their end.');
  return [...notes, 'read_on goes on in the places that are missing.'];
}

/** That the command was not where it was looked for; and, where there are several accounts, that nobody said which. */
export function elsewhereNotes({ located }: { readonly located?: Located }): string[] {
  if (located === undefined) return [];
  const { elsewhere, accounts, where } = located;
  return [
    ...(elsewhere === undefined ? [] : [elsewhere]),
    ...(where.profile !== undefined && accounts?.size === 0 ? [NO_ACCOUNTS_NOTE] : []),
  ];
}

const NO_ACCOUNTS_NOTE =
  'Account ids are missing: STS gave none, or was not asked because SSM has an endpoint of its own and STS none (AWS_ENDPOINT_URL_STS).';
