/** Region names as people write them, into the form that AWS takes. */

/** The shape of every Region name of every partition; whether one exists only its endpoint can tell. */
export const REGION_NAME = /^[a-z]{2,5}(-[a-z]{2,12}){1,3}-\d{1,2}$/;

/** The name in lower case and without blanks around it; `undefined` where it cannot be a Region's. */
export function normalizeRegion(name: string): string | undefined {
  const region = name.trim().toLowerCase();
  return REGION_NAME.test(region) ? region : undefined;
}
