/**
 * One pass over an output for all that read it next. Most outputs hold no secret, no word of failure and nothing
 * to clean, and to learn that is most of the work on them.
 */

import { COMMON_SIGNAL_PARTS } from '../causes/find/line-weight.ts';
import { type Anchored, createAnchorFinder, type Looked } from './anchors.ts';
import { anchors as secretAnchors } from './rules/index.ts';

export type FirstLook = {
  /** `cleanText` has nothing to do. */
  readonly plain: boolean;
  /** Where a secret may begin; meant for a text that is clean. */
  readonly anchored: Anchored;
  /** False where no common word of failure stands. */
  readonly complains: boolean;
};

let find: ((text: string) => Looked) | undefined;

export function firstLook(text: string): FirstLook {
  // Made on first use: starting the server must not wait for it.
  find ??= createAnchorFinder([...secretAnchors.map(({ word }) => word), ...COMMON_SIGNAL_PARTS]);
  const { plain, anchored } = find(text);
  if (anchored.length === 0) return { plain, anchored, complains: false };
  const secrets = anchored.filter(([anchor]) => anchor < secretAnchors.length);
  return { plain, anchored: secrets, complains: secrets.length < anchored.length };
}
