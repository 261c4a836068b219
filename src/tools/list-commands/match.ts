/** What a pattern of the caller finds in a command. */

import type { Pattern } from '../../patterns/index.ts';
import { lineAround } from '../line-around.ts';

/** As redacted. `others`, targets and parameters, are shown in part alone. */
export type CommandTexts = { readonly named: readonly string[]; readonly others: readonly string[] };

export type CommandHit = {
  readonly found: boolean;
  /** Of a target or parameter. */
  readonly line?: string;
};

export function commandHit(pattern: Pattern, { named, others }: CommandTexts): CommandHit {
  if (named.some((text) => pattern.matches(text))) return { found: true };
  const text = others.find((each) => pattern.matches(each));
  const at = text === undefined ? undefined : pattern.find(text);
  return text !== undefined && at ? { found: true, line: lineAround(text, at) } : { found: false };
}
