/** One change as an answer lists it, from its least to its most. */

import { clip } from '../../answer/index.ts';
import { hintOf } from '../list-command-invocations/groups/evidence.ts';
import { withoutCause } from '../list-command-invocations/groups/excerpt.ts';
import type { RankedGroup } from '../list-command-invocations/groups/ranking.ts';
import type { Change, NodeChange, Outcome } from './comparison.ts';
import type { ListedChange } from './schema.ts';
import type { ComparisonSnapshot } from './snapshot.ts';

/** How much of a change is shown. */
export type Shown = {
  readonly ids: 'none' | 'some' | 'all';
  readonly quoted: boolean;
  /** Where even the name of the change is too long. */
  readonly brief?: true;
};

/** Nodes named of many. */
const SAMPLE_NODES = 3;

/** A cause has at most 200 characters; two of them have to fit the smallest page. */
const MAX_CAUSE_TOKENS = 70;
const BRIEF_CAUSE_TOKENS = 20;
const MAX_EXCERPT_TOKENS = 260;

export type ChangeDraft = { at(shown: Shown): ListedChange };

export function draftOf(
  change: NodeChange,
  { count, runs }: ComparisonSnapshot,
  nowMs: number,
  cursor: string,
): ChangeDraft {
  const { now, was, instanceIds } = change;
  const groupOf = (outcome: Outcome | undefined) => count.fine.groups[(outcome?.group ?? 0) - 1];
  const group = groupOf(now);
  const named = {
    change: change.change,
    ...(now && change.change !== 'fixed' && outcomeIn(now, group)),
    ...(was && !SAYS_HOW_IT_WAS.has(change.change) && before(outcomeIn(was, groupOf(was)))),
    nodes: instanceIds.length,
  };
  const hint = group && hintOf(group, nowMs, runs.command.head.executionTimeout);
  const excerpt = group && clip(withoutCause(group.excerpt ?? '', group.cause), MAX_EXCERPT_TOKENS);
  return {
    at: ({ ids, quoted, brief }) => {
      const shown = ids === 'none' ? [] : ids === 'some' ? instanceIds.slice(0, SAMPLE_NODES) : instanceIds;
      return {
        ...named,
        ...(brief && shortened(named)),
        instance_ids: shown.map((id) => clip(id, 32)),
        ...(quoted && excerpt && { excerpt }),
        ...(quoted && hint && { hint }),
        ...(shown.length < instanceIds.length && { cursor }),
      };
    },
  };
}

/** A node that fails newly succeeded before, and one that still fails ended before as it ended now. */
const SAYS_HOW_IT_WAS = new Set<Change>(['newly_failing', 'still_failing']);

function outcomeIn({ status }: Outcome, group: RankedGroup | undefined) {
  const responseCode = group?.evidence.responseCode;
  return {
    status: clip(status || 'unknown', 8),
    ...(group?.plugin && { plugin: clip(group.plugin, 30) }),
    ...(responseCode !== undefined && { response_code: responseCode }),
    ...(group?.cause && { cause: clip(group.cause, MAX_CAUSE_TOKENS) }),
  };
}

function before({ status, response_code, cause }: ReturnType<typeof outcomeIn>) {
  return {
    was_status: status,
    ...(response_code !== undefined && { was_response_code: response_code }),
    ...(cause !== undefined && { was_cause: cause }),
  };
}

function shortened({ cause, was_cause }: { readonly cause?: string; readonly was_cause?: string }) {
  return {
    ...(cause !== undefined && { cause: clip(cause, BRIEF_CAUSE_TOKENS) }),
    ...(was_cause !== undefined && { was_cause: clip(was_cause, BRIEF_CAUSE_TOKENS) }),
  };
}
