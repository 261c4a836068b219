/**
 * Counts invocations as they arrive and keeps of each only what an answer needs: a row of a few fields, and
 * its say in the grouping. Full outputs are let go at once; what nodes wrote is cleaned and masked first.
 */

import { createGrouper, type Ending } from '../../causes/grouper.ts';
import { decidingPlugin, pluginsThatRan } from '../../run-command/deciding-plugin.ts';
import { neverRan, rankOf } from '../../run-command/statuses.ts';
import { type Invocation, statusOf } from '../../run-command/types.ts';
import { cleanLine } from '../../sanitize/clean.ts';
import type { Redacted } from '../../sanitize/redactor.ts';
import { safeLine } from '../../sanitize/safe-line.ts';
import { countStatuses, durationSpread, requestedSpan, spanSeconds } from '../figures.ts';
import type { OutputReader } from './output-reader.ts';
import { byRank, foldedGrouping, type Grouping, toGrouping } from './ranking.ts';
import type { CommandHead, Row } from './row.ts';
import { isUnchanged, type Told } from './unchanged.ts';

/** What is known of the invocations counted so far. Never changes; a longer walk makes another. */
export type Count = {
  readonly rows: readonly Row[];
  readonly fine: Grouping;
  /** For answers that have no room for `fine`; made when one asks. */
  readonly folded: Grouping;
  readonly byStatus: Readonly<Record<string, number>>;
  readonly requestedAtMs?: { readonly first: number; readonly last: number };
  readonly durationSeconds?: { readonly median: number; readonly p95: number; readonly max: number };
  /** Secrets masked so far. */
  readonly masked: number;
};

export type Tally = {
  /** False when this (command, node) was counted before. */
  add(invocation: Invocation): boolean;
  /** Rows of an earlier count keep their places; the new ones are ranked behind them. */
  count(earlier?: Count): Count;
  readonly size: number;
  /** What was counted; of a tally larger than `MAX_TOLD` only so much. */
  readonly told: readonly Told[];
};

/** More than a page or two of AWS are seldom the same again, and their outputs not all remembered. */
const MAX_TOLD = 256;

/** `before` is an earlier answer to the same request: its count is given again where nothing has changed. */
export function createTally(
  outputs: OutputReader,
  details: boolean,
  before?: { readonly tally: Tally; readonly count: Count },
): Tally {
  const seen = new Map<string, { head: CommandHead; nodes: Set<string> }>();
  const rows: Row[] = [];
  const told: Told[] = [];
  let previous = before;
  const grouper = createGrouper();
  let masked = 0;
  /** Few, and the same on every node. */
  const pluginNames = new Map<string, Redacted>();

  function redactLine(text: string): string {
    return text === '' ? text : counted(safeLine(text, outputs.redactor));
  }

  function redactPluginName(name: string): string {
    const known = pluginNames.get(name) ?? safeLine(name, outputs.redactor);
    pluginNames.set(name, known);
    return counted(known);
  }

  function counted({ text, count }: Redacted): string {
    masked += count;
    return text;
  }

  function entryFor(invocation: Invocation) {
    const known = seen.get(invocation.commandId);
    if (known) return known;
    const entry = {
      head: {
        commandId: cleanLine(invocation.commandId),
        documentName: redactLine(invocation.documentName),
        comment: redactLine(invocation.comment),
      },
      nodes: new Set<string>(),
    };
    seen.set(invocation.commandId, entry);
    return entry;
  }

  function repeats({ tally, count }: NonNullable<typeof before>): boolean {
    const whole =
      rows.length === told.length && rows.length === tally.size && rows.length === count.rows.length;
    return whole && masked === count.masked && isUnchanged(told, tally.told);
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
      const instanceName = redactLine(invocation.instanceName);
      let ending: Ending | undefined;
      let output: number | undefined;
      if (details || rankOf(status) < 2) {
        const read = outputs.read(plugin?.output ?? '', status, instanceName);
        masked += read.masked;
        ending = {
          status,
          plugin: plugin && redactPluginName(plugin.name),
          responseCode: plugin?.responseCode,
        };
        output = read.id;
        grouper.add(ending, read.message, rows.length);
      }
      const row = {
        member: rows.length,
        command: head,
        instanceId: cleanLine(invocation.instanceId),
        instanceName,
        status,
        responseCode: neverRan(status) ? undefined : plugin?.responseCode || undefined,
        durationSeconds: spanSeconds(plugins),
        requestedAtMs: invocation.requestedAtMs,
      };
      rows.push(row);
      if (told.length < MAX_TOLD) told.push({ row, ending, output });
      return true;
    },

    count(earlier) {
      const repeated = earlier === undefined && previous && repeats(previous) ? previous.count : undefined;
      // Held no longer, or each answer would hold all that came before it.
      previous = undefined;
      if (repeated) return repeated;
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
        masked,
      };
    },

    get size() {
      return rows.length;
    },

    told,
  };
}
