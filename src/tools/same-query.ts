/** A cursor carries its whole request; arguments beside it may only repeat that request. */

import type { Result } from '../results/results.ts';
import { InvalidInputError } from '../run-command/errors.ts';

/** What a result was asked with: a parameter that the first call left out stands here with its default. */
export type Asked = Readonly<Record<string, unknown>>;

/**
 * Throws `InvalidInputError` naming the parameter that differs. `max_tokens` is not compared: it bounds one
 * answer and says nothing about the request.
 */
export function assertSameQuery(given: Asked, asked: Asked): void {
  const different = Object.entries(given).find(
    ([name, value]) =>
      value !== undefined && name !== 'cursor' && name !== 'max_tokens' && !same(value, asked[name]),
  );
  if (different === undefined) return;
  throw new InvalidInputError(
    `${different[0]} differs from what the cursor's result was asked with (${JSON.stringify(asked[different[0]]) ?? 'nothing'}).`,
    'Pass the cursor alone to go on, or leave cursor out to ask something new.',
  );
}

export function wrongTool(tool: Result['tool']): InvalidInputError {
  return new InvalidInputError(`the cursor belongs to a result of ${tool}.`, `Pass it to ${tool}.`);
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
