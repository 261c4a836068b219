/** In which places a group is, where a result is of several. */

import { formatInteger, plural } from '../../../answer/index.ts';
import { type AwsPlace, placeLabel } from '../../../run-command/index.ts';
import type { Row } from '../read/row.ts';
import type { ListedGroup } from '../schema.ts';

export type PlaceCount = { readonly place: AwsPlace; readonly invocations: number };

/** Those with the most first. */
export function countPlaces(rows: readonly Row[]): readonly PlaceCount[] {
  const counts = new Map<AwsPlace, number>();
  for (const { command } of rows) counts.set(command.place, (counts.get(command.place) ?? 0) + 1);
  const byLabel = new Map<string, PlaceCount>();
  for (const [place, invocations] of counts) {
    const before = byLabel.get(placeLabel(place))?.invocations ?? 0;
    byLabel.set(placeLabel(place), { place, invocations: before + invocations });
  }
  return [...byLabel.values()].sort((one, other) => other.invocations - one.invocations);
}

/** Places that a group names. */
const MAX_PLACES = 3;

export function placesIn({
  places = [],
}: {
  readonly places?: readonly PlaceCount[];
}): Pick<ListedGroup, 'by_place' | 'more_places'> {
  if (places.length === 0) return {};
  const more = places.length - MAX_PLACES;
  return {
    by_place: places.slice(0, MAX_PLACES).map(({ place, invocations }) => ({ ...place, invocations })),
    ...(more > 0 && { more_places: more }),
  };
}

/** "   by place: prod us-east-1 34, dev eu-west-1 12 and 3 more places" */
export function renderPlaces({
  by_place: places,
  more_places: more = 0,
}: Pick<ListedGroup, 'by_place' | 'more_places'>) {
  if (places === undefined) return '';
  const named = places.map(
    ({ profile, region, invocations }) =>
      `${[profile, region].filter(Boolean).join(' ')} ${formatInteger(invocations)}`,
  );
  return `   by place: ${named.join(', ')}${more > 0 ? ` and ${plural(more, 'more place')}` : ''}\n`;
}
