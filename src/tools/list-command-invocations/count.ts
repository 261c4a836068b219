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
import { cleanLine, countRedactions, type Sanitizer } from '../../sanitize/index.ts';
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
};

export type Tally = {
  /** False when this (command, node) was counted before. */
  add(invocation: Invocation): boolean;
  /** Rows of an earlier count keep their places; the new ones are ranked behind them. */
  count(earlier?: Count): Count;
  readonly size: number;
};

export function createTally(sanitizer: Sanitizer, details: boolean): Tally {
  const seen = new Map<string, { head: CommandHead; nodes: Set<string> }>();
  const rows: Row[] = [];
  const grouper = createGrouper();
  const safe = countRedactions(sanitizer);

  function entryFor(invocation: Invocation) {
    const known = seen.get(invocation.commandId);
    if (known) return known;
    const entry = {
      head: {
        commandId: cleanLine(invocation.commandId),
        documentName: safe.line(invocation.documentName),
        comment: safe.line(invocation.comment),
      },
      nodes: new Set<string>(),
    };
    seen.set(invocation.commandId, entry);
    return entry;
  }

  return {
    add(invocation) {
      const { head, nodes } = entryFor(invocation);
      // A reply without ids is malformed, but two of them are still two.
      if (invocation.instanceId !== '' && nodes.has(invocation.instanceId)) return false;
      nodes.add(invocation.instanceId);

      const status = cleanLine(statusOf(invocation));
      const plugins = pluginsThatRan(invocation);
      const plugin = decidingPlugin(plugins);
      const instanceName = safe.line(invocation.instanceName);
      if (details || rankOf(status) < 2) {
        const output = safe.text(plugin?.output ?? '');
        grouper.add(
          { status, plugin: plugin && safe.line(plugin.name), responseCode: plugin?.responseCode },
          messageOf({ status, nodeName: instanceName, output }),
          rows.length,
        );
      }
      rows.push({
        member: rows.length,
        command: head,
        instanceId: cleanLine(invocation.instanceId),
        instanceName,
        status,
        responseCode: neverRan(status) ? undefined : plugin?.responseCode || undefined,
        durationSeconds: spanSeconds(plugins),
        requestedAtMs: invocation.requestedAtMs,
      });
      return true;
    },

    count(earlier) {
      const causes = grouper.groups();
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
        redactions: safe.redactions,
      };
    },

    get size() {
      return rows.length;
    },
  };
}
