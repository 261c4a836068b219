/** One group at every depth in which a page may show it. */

import { type Piece, type Price, priceOf } from '../../../answer/index.ts';
import type { ListedGroup } from '../schema.ts';

/** How much of a group is shown, from least to most; `whole` has all its ids, where they are few. */
export type Depth = 'named' | 'listed' | 'sampled' | 'quoted' | 'whole';
export type Deeper = Exclude<Depth, 'named'>;

/** What each depth costs beyond the one before. */
export type GroupDraft = {
  at(depth: Depth): ListedGroup;
  readonly prices: Readonly<Record<Deeper, Price>>;
};

/** Samples a group names where it does not list all its nodes. */
export const SAMPLE_NODES = 3;

/** Of ids of nodes, each list on a line of its own, and of what else stands with them. */
export function priceOfIds(
  lists: readonly (readonly string[])[],
  more: Piece = { text: '', json: '' },
): Price {
  const filled = lists.filter((ids) => ids.length > 0);
  return priceOf({
    text:
      more.text +
      filled.map((ids) => `   output cut by SSM: ${ids.join(', ')} and 9,999 more nodes\n`).join(''),
    json: more.json + filled.map((ids) => JSON.stringify(ids)).join(''),
  });
}
