/**
 * Counts invocations as they arrive and keeps of each only what an answer needs: a row of a few fields, and
 * its say in the grouping. Full outputs are let go at once; what nodes wrote is sanitized first.
 */

import { createGrouper, messageOf } from '../../causes/index.ts';
import {
  decidingPlugin,
  type Invocation,
  neverRan,
  pluginsThatRan,
  rankOf,
  statusOf,
} from '../../run-command/index.ts';
import {
  cleanLine,
  countRedactions,
  createBatchReader,
  OUT_OF_TIME,
  type Sanitizer,
  withTimeLimit,
} from '../../sanitize/index.ts';
import { countStatuses, durationSpread, requestedSpan, spanSeconds } from '../figures.ts';
import { byRank, foldedGrouping, type Grouping, toGrouping } from './ranking.ts';
import type { CommandHead, Row } from './row.ts';

/** What is known of the invocations counted so far. Never changes; a longer walk makes another. */
export type Count = {
  readonly rows: readonly Row[];
  readonly fine: Grouping;
  /** For answers that have no room for `fine`; made when one asks. */
  readonly folded: Grouping;
  readonly byStatus: Readonly<Record<string, number>>;
  readonly requestedAtMs?: { readonly first: number; readonly last: number };
  readonly durationSeconds?: { readonly median: number; readonly p95: number; readonly max: number };
  /** Secrets redacted so far. */
  readonly redactions: number;
  /** Invocations whose output took too long to read. */
  readonly withheld: number;
  /** Comparing what the nodes wrote took too long, so that there are no groups. */
  readonly ungrouped: boolean;
};

export type Tally = {
  /** False when this (command, node) was counted before. */
  add(invocation: Invocation): boolean;
  /** Rows of an earlier count keep their places; the new ones are ranked behind them. */
  count(earlier?: Count): Count;
  readonly size: number;
};

/** Twenty thousand outputs without a word in common take half a second. */
const GROUPING_LIMIT_MS = 10_000;

export function createTally(
  sanitizer: Sanitizer,
  details: boolean,
  groupingLimitMs = GROUPING_LIMIT_MS,
): Tally {
  const seen = new Map<string, Set<string>>();
  const heads = new Map<string, CommandHead>();
  const rows: Row[] = [];
  const grouper = createGrouper();
  let redactions = 0;
  let withheld = 0;
  const reader = createBatchReader(read, keep);

  /** All that looks at what others wrote. */
  function read(invocation: Invocation) {
    const safe = countRedactions(sanitizer);
    const status = cleanLine(statusOf(invocation));
    const plugins = pluginsThatRan(invocation);
    const plugin = decidingPlugin(plugins);
    const instanceName = safe.line(invocation.instanceName);
    const { commandId } = invocation;
    const head = heads.get(commandId) ?? {
      commandId: cleanLine(commandId),
      documentName: safe.line(invocation.documentName),
      comment: safe.line(invocation.comment),
    };
    const row = {
      command: head,
      instanceId: cleanLine(invocation.instanceId),
      instanceName,
      status,
      responseCode: neverRan(status) ? undefined : plugin?.responseCode || undefined,
      durationSeconds: spanSeconds(plugins),
      requestedAtMs: invocation.requestedAtMs,
    };
    const outcome =
      details || rankOf(status) < 2
        ? {
            ending: { status, plugin: plugin && safe.line(plugin.name), responseCode: plugin?.responseCode },
            message: messageOf({ status, nodeName: instanceName, output: safe.text(plugin?.output ?? '') }),
          }
        : undefined;
    // The grouper would ask for it where no time limit holds.
    outcome?.message.tell();
    return { row, outcome, redactions: safe.redactions, withheld: safe.withheld };
  }

  function keep(result: ReturnType<typeof read> | undefined, invocation: Invocation): void {
    if (result === undefined) withheld += 1;
    const { row, outcome, ...counts } = result ?? read(withoutTexts(invocation));
    redactions += counts.redactions;
    withheld += counts.withheld;
    const command = heads.get(invocation.commandId) ?? row.command;
    heads.set(invocation.commandId, command);
    if (outcome) grouper.add(outcome.ending, outcome.message, rows.length);
    rows.push({ member: rows.length, ...row, command });
  }

  return {
    add(invocation) {
      const { commandId, instanceId } = invocation;
      const nodes = seen.get(commandId) ?? new Set();
      seen.set(commandId, nodes);
      // A reply without ids is malformed, but two of them are still two.
      if (instanceId !== '' && nodes.has(instanceId)) return false;
      nodes.add(instanceId);
      reader.add(invocation);
      return true;
    },

    count(earlier) {
      reader.flush();
      const compared = withTimeLimit(() => grouper.groups(), groupingLimitMs);
      const causes = compared === OUT_OF_TIME ? [] : compared;
      const fine = toGrouping(causes, rows);
      let folded: Grouping | undefined;
      // Rows already shown keep their order, so that a cursor's offset goes on meaning the same place.
      const shown = earlier?.rows ?? [];
      const fresh = rows.slice(shown.length).sort(byRank(fine.groupOf));
      return {
        rows: [...shown, ...fresh],
        fine,
        get folded() {
          folded ??= foldedGrouping(causes, fine, rows);
          return folded;
        },
        byStatus: countStatuses(rows),
        ...requestedSpan(rows),
        ...durationSpread(rows),
        redactions,
        withheld,
        ungrouped: compared === OUT_OF_TIME,
      };
    },

    get size() {
      return rows.length + reader.waiting;
    },
  };
}

/** An invocation of which something took too long to read: what it is and how it ended is told all the same. */
function withoutTexts(invocation: Invocation): Invocation {
  return {
    ...invocation,
    instanceName: '',
    documentName: '',
    comment: '',
    plugins: invocation.plugins.map((plugin) => ({ ...plugin, output: '' })),
  };
}
