/** An account and Region that may be asked: Run Command lives in one Region of one account. */

import { InvalidInputError } from './errors.ts';

export type AwsPlace = {
  /** The profile of the account; left out where the server has one alone. */
  readonly profile?: string;
  readonly region: string;
};

/** What the person who started the server allows. Nothing else is ever asked. */
export type AllowedPlaces = {
  /** Empty where one account alone is asked. The first is the default. */
  readonly profiles: readonly string[];
  /** Empty where any Region may be named. The first is the default. */
  readonly regions: readonly string[];
};

/** Every place that is allowed, for a name that stands for all of them. */
export const EVERY = '*';

/**
 * The places that a call names, the default where it names none. Throws `InvalidInputError` for one that is not
 * allowed. `defaultRegion` is asked only where it is needed.
 */
export async function placesNamed(
  named: { readonly profile?: string | undefined; readonly region?: string | undefined },
  allowed: AllowedPlaces,
  defaultRegion: () => Promise<string>,
): Promise<readonly [AwsPlace, ...AwsPlace[]]> {
  const profiles = chosen('profile', named.profile, allowed.profiles);
  const regions = chosen('region', named.region, allowed.regions);
  const asked = regions.length > 0 ? regions : [named.region ?? (await defaultRegion())];
  const [first = { region: '' }, ...others] =
    profiles.length === 0
      ? asked.map((region) => ({ region }))
      : profiles.flatMap((profile) => asked.map((region) => ({ profile, region })));
  return [first, ...others];
}

function chosen(
  parameter: 'profile' | 'region',
  name: string | undefined,
  allowed: readonly string[],
): readonly string[] {
  if (name === EVERY && allowed.length > 1) return allowed;
  if (name === undefined) return allowed.slice(0, 1);
  if (allowed.includes(name)) return [name];
  if (allowed.length > 0) {
    throw new InvalidInputError(
      `${parameter}: ${JSON.stringify(name.slice(0, 60))} is not one that this server may ask.`,
      `It may ask ${allowed.join(', ')}${allowed.length > 1 ? ', or "*" for all' : ''}; the user allows others with --${parameter}s.`,
    );
  }
  if (name !== EVERY && parameter === 'region') return [];
  throw new InvalidInputError(
    `${parameter}: this server asks one ${parameter === 'region' ? 'Region at a time' : 'account alone'}.`,
    `Leave ${parameter} out${parameter === 'region' ? ', or name one Region' : ''}; the user allows several with --${parameter}s.`,
  );
}

/** The place of whatever has one. */
export function placeOf({ profile, region }: AwsPlace): AwsPlace {
  return { region, ...(profile !== undefined && { profile }) };
}

/** "prod eu-west-1" */
export function placeLabel({ profile, region }: AwsPlace): string {
  return profile === undefined ? region : `${profile} ${region}`;
}
