/** The accounts and Regions of a result that is of several; those that were not read to their end stand first. */

import type { InvocationList } from './answers.ts';
import { type Child, el } from './elements.ts';
import { integer, plural } from './figures.ts';

type Place = {
  readonly region: string;
  readonly profile?: string | undefined;
  readonly account_id?: string | undefined;
};

export function placeName({ region, profile, account_id }: Place): string {
  const places = region === '*' ? 'all Regions' : region;
  const account = account_id === undefined ? '' : `, account ${account_id}`;
  return `${profile === undefined ? '' : `${profile === '*' ? 'all profiles' : profile}, `}${places}${account}`;
}

export function placeTable({ places, places_omitted: omitted }: InvocationList): Child {
  if (places === undefined) return false;
  return [
    el(
      'table',
      {},
      el(
        'thead',
        {},
        el(
          'tr',
          {},
          el('th', { scope: 'col' }, 'Place'),
          el('th', { scope: 'col', class: 'number' }, 'Invocations'),
          el('th', { scope: 'col' }, 'Read'),
        ),
      ),
      el(
        'tbody',
        {},
        places.map((place) =>
          el(
            'tr',
            {},
            el('th', { scope: 'row' }, placeName(place)),
            el('td', { class: 'number' }, integer(place.invocations)),
            el(
              'td',
              {},
              place.complete ? 'whole' : el('span', { class: 'problem' }, place.error ?? 'not whole'),
            ),
          ),
        ),
      ),
    ),
    omitted !== undefined && el('p', { class: 'faint' }, `${plural(omitted, 'further place')}, not shown.`),
  ];
}
