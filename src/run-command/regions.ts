/** Region names as people write them, into the form that AWS takes. */

/** The shape of every Region name of every partition; whether one exists only its endpoint can tell. */
export const REGION_NAME = /^[a-z]{2,5}(-[a-z]{2,12}){1,3}-\d{1,2}$/;

/** The name in lower case and without blanks around it; `undefined` where it cannot be a Region's. */
export function normalizeRegion(name: string): string | undefined {
  const region = name.trim().toLowerCase();
  return REGION_NAME.test(region) ? region : undefined;
}

/** By partition, the most used Regions first: those of the AWS SDK's endpoint rules, in November 2026. */
const PARTITIONS: readonly (readonly string[])[] = [
  [
    ...['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'af-south-1', 'ap-east-1', 'ap-east-2'],
    ...['ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1', 'ap-south-2', 'ap-southeast-1'],
    ...['ap-southeast-2', 'ap-southeast-3', 'ap-southeast-4', 'ap-southeast-5', 'ap-southeast-6'],
    ...['ap-southeast-7', 'ca-central-1', 'ca-west-1', 'eu-central-1', 'eu-central-2', 'eu-north-1'],
    ...['eu-south-1', 'eu-south-2', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'il-central-1', 'me-central-1'],
    ...['me-south-1', 'me-west-1', 'mx-central-1', 'sa-east-1', 'sa-west-1'],
  ],
  ['us-gov-east-1', 'us-gov-west-1'],
  ['cn-north-1', 'cn-northwest-1'],
  ['eusc-de-east-1'],
  ['us-iso-east-1', 'us-iso-west-1'],
  ['us-isob-east-1', 'us-isob-west-1'],
  ['eu-isoe-west-1'],
  ['us-isof-east-1', 'us-isof-south-1'],
];

export const REGIONS: readonly string[] = PARTITIONS.flat();

/**
 * What a list of names and patterns such as `us-*` stands for, each Region once, in the order of the list. A pattern
 * means Regions of one partition, as credentials do: that of the first name in the list, or of `home`, else the first
 * partition that has one. `undefined` stands beside an entry that is neither a Region's name nor matches one.
 */
export function regionsNamed(
  list: readonly string[],
  home?: string,
): readonly { readonly entry: string; readonly regions: readonly string[] | undefined }[] {
  const known = [...list, home ?? ''].map(normalizeRegion).find((name) => name && REGIONS.includes(name));
  const partition = PARTITIONS.find((regions) => known !== undefined && regions.includes(known));
  return list.map((entry) => {
    if (!entry.includes('*')) {
      const region = normalizeRegion(entry);
      return { entry, regions: region === undefined ? undefined : [region] };
    }
    const matching = (partition ? [partition] : PARTITIONS)
      .map((regions) => regions.filter((region) => matches(region, entry.toLowerCase())))
      .find(({ length }) => length > 0);
    return { entry, regions: matching };
  });
}

/** `*` stands for any letters, also none. */
function matches(region: string, pattern: string): boolean {
  const [first = '', ...others] = pattern.split('*');
  const last = others.pop() ?? '';
  let at = region.startsWith(first) ? first.length : -1;
  for (const part of others) {
    const found = at < 0 ? -1 : region.indexOf(part, at);
    at = found < 0 ? -1 : found + part.length;
  }
  return at >= 0 && region.length - last.length >= at && region.endsWith(last);
}
