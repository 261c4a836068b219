/** A captured value with its nodes, or the nodes without a match, as a page shows them. */

import { clip, type Price, priceOf } from '../../../answer/index.ts';
import { listStatuses } from '../../figures.ts';
import type { RankedGroup } from '../groups/ranking.ts';
import { type GroupDraft, priceOfIds, SAMPLE_NODES } from '../page/group-draft.ts';
import { renderGroup } from '../page/text.ts';
import type { ListedGroup } from '../schema.ts';
import { commandsIn, timesIn } from '../time/listed.ts';
import { renderCommands } from '../time/text.ts';

const MAX_VALUE_TOKENS = 60;

export function draftOfValue(group: RankedGroup, cursor: string | undefined, boundary: string): GroupDraft {
  const { number, nodes, invocations, value, withoutMatch, byStatus, instanceIds } = group;
  const named: ListedGroup = {
    group: number,
    ...(value !== undefined && { value: clip(value, MAX_VALUE_TOKENS) }),
    status: clip(group.status || 'unknown', 8),
    ...(byStatus && { by_status: listStatuses(byStatus) }),
    nodes,
    ...(invocations !== nodes && { invocations }),
    instance_ids: [],
    ...(withoutMatch && { without_match: reasonsOf(withoutMatch, 0) }),
  };
  const fitsWhole = nodes === instanceIds.length && nodes === invocations;
  const timed: ListedGroup = { ...named, ...timesIn(group) };
  const withIds = (from: ListedGroup, most: number): ListedGroup => ({
    ...from,
    ...(withoutMatch
      ? { without_match: reasonsOf(withoutMatch, most) }
      : { instance_ids: idsOf(instanceIds, most) }),
  });
  // The one node takes no more room than a cursor to it.
  const isOne = fitsWhole && nodes === 1;
  const listed: ListedGroup = isOne ? withIds(timed, 1) : { ...timed, ...(cursor && { cursor }) };
  const commands = commandsIn(group);
  const sampled: ListedGroup = { ...(isOne ? listed : withIds(listed, SAMPLE_NODES)), ...commands };
  // A cursor to the nodes is of no use where all of them stand here.
  const whole: ListedGroup = fitsWhole ? { ...withIds(timed, nodes), ...commands } : sampled;
  const levels = { named, listed, sampled, quoted: sampled, whole };
  const lists = withoutMatch?.map((reason) => reason.instanceIds) ?? [instanceIds];
  const between = (from: number, to: number, more: Partial<ListedGroup> = {}): Price =>
    priceOfIds(
      lists.map((ids) => ids.slice(from, to)),
      { text: renderCommands(more), json: JSON.stringify(more) },
    );
  return {
    at: (depth) => levels[depth],
    prices: {
      listed: priceOf({ text: `${renderGroup(listed, boundary)}\n`, json: `${JSON.stringify(listed)},` }),
      sampled: between(0, SAMPLE_NODES, commands),
      quoted: between(0, 0),
      whole: between(SAMPLE_NODES, fitsWhole ? nodes : 0),
    },
  };
}

function reasonsOf(
  reasons: NonNullable<RankedGroup['withoutMatch']>,
  most: number,
): ListedGroup['without_match'] {
  return reasons.map(({ why, nodes, instanceIds }) => ({
    why,
    nodes,
    instance_ids: idsOf(instanceIds, most),
  }));
}

function idsOf(ids: readonly string[], most: number): string[] {
  return ids.slice(0, most).map((id) => clip(id, 32));
}
