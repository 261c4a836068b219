/** Breaches of the service model's constraints, each in the words that SSM uses; none where a value keeps them. */

const INSTANCE_ID = String.raw`(^i-(\w{8}|\w{17})$)|(^mi-\w{17}$)`;
const INSTANCE_ID_PATTERN = new RegExp(INSTANCE_ID);

export function missing(required: boolean, at: string, value: unknown): readonly string[] {
  if (!required || value !== undefined) return [];
  return [`Value null at '${at}' failed to satisfy constraint: Member must not be null`];
}

export function length(at: string, value: string | undefined, min: number, max?: number): readonly string[] {
  if (value === undefined) return [];
  // The service counts code points, not UTF-16 units.
  const size = [...value].length;
  if (size < min) return [breach(value, at, `have length greater than or equal to ${min}`)];
  if (max !== undefined && size > max) return [breach(value, at, `have length less than or equal to ${max}`)];
  return [];
}

export function range(at: string, value: number | undefined, min: number, max: number): readonly string[] {
  if (value === undefined) return [];
  if (value < min) return [breach(value, at, `have value greater than or equal to ${min}`)];
  if (value > max) return [breach(value, at, `have value less than or equal to ${max}`)];
  return [];
}

export function pattern(at: string, value: string | undefined): readonly string[] {
  if (value === undefined || INSTANCE_ID_PATTERN.test(value)) return [];
  return [breach(value, at, `satisfy regular expression pattern: ${INSTANCE_ID}`)];
}

export function breach(value: string | number, at: string, must: string): string {
  return `Value '${value}' at '${at}' failed to satisfy constraint: Member must ${must}`;
}
