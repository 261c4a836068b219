/** A cursor carries its whole query; arguments beside it may only repeat that query. */

import { InvalidInputError } from '../run-command/index.ts';

/** A query in the parameters of a call. */
export type AskedWith = Readonly<Record<string, unknown>>;

/**
 * Throws `InvalidInputError` naming the parameter that differs from what was asked with, whether as it was first
 * written or as it was resolved. `max_tokens` is not compared: it bounds one answer and says nothing about the query.
 */
export function assertSameQuery(given: AskedWith, resolved: AskedWith, written: AskedWith = resolved): void {
  const different = Object.keys(given).find(
    (name) =>
      given[name] !== undefined &&
      name !== 'cursor' &&
      name !== 'max_tokens' &&
      !isSame(given[name], resolved[name]) &&
      !isSame(given[name], written[name]),
  );
  if (different === undefined) return;
  throw new InvalidInputError(
    `${different} differs from what the cursor's result was asked with (${JSON.stringify(resolved[different]) ?? 'nothing'}).`,
    'Pass the cursor alone to go on, or leave cursor out to ask something new.',
  );
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
