/**
 * Counts invocations as they arrive and holds of each only what an answer needs: a row of a few fields, and
 * its part in the grouping. Full outputs are dropped at once; what nodes wrote is sanitized first.
 */

import { createGrouper, messageOf } from '../../causes/index.ts';
import {
  decidingPlugin,
  type Invocation,
  isCutBySsm,
  type Plugin,
  pluginsThatRan,
  rankOf,
  statusOf,
} from '../../run-command/index.ts';
import { cleanLine, countRedactions, type Sanitizer } from '../../sanitize/index.ts';
import { countStatuses, type DurationSpread, durationSpread, requestedSpan } from '../figures.ts';
import { BUCKET_NAME, durationOf, exitCodeOf, printsNothing, runTimesOf } from '../plugin-facts.ts';
import { byRank, foldedGrouping, type Grouping, splitByStart, toGrouping } from './ranking.ts';
import {
  type CommandHead,
  CUT_BY_SSM,
  NO_OUTPUT,
  type OutputTraits,
  type Row,
  SILENT,
  TO_S3,
} from './row.ts';

/** What is known of the invocations counted so far. Never changes; a longer walk makes another. */
export type Count = {
  readonly rows: readonly Row[];
  readonly fine: Grouping;
  /** For answers that have no room for `fine`; made when one asks. */
  readonly folded: Grouping;
  readonly byStatus: Readonly<Record<string, number>>;
  readonly requestedAtMs?: { readonly first: number; readonly last: number };
  readonly durationSeconds?: DurationSpread;
  /** When each command was requested: the earliest time that any of its invocations has. */
  readonly requestedAt: ReadonlyMap<CommandHead, number>;
  /** Secrets redacted so far. */
  readonly redactions: number;
  /** Invocations whose output took too long to read. */
  readonly withheld: number;
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
    const head: CommandHead = {
      commandId: cleanLine(invocation.commandId),
      documentName: safe.line(invocation.documentName),
      comment: safe.line(invocation.comment),
    };
    const entry = { head, nodes: new Set<string>() };
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
      const exitCode = plugin && exitCodeOf(plugin, status);
      const times = runTimesOf(plugins);
      const instanceName = safe.line(invocation.instanceName);
      if (details || rankOf(status) < 2) {
        const output = safe.text(plugin?.output ?? '');
        grouper.add(
          { status, plugin: plugin && safe.line(plugin.name), responseCode: exitCode },
          messageOf({ status, nodeName: instanceName, output }),
          rows.length,
        );
      }
      if (head.s3Bucket === undefined && plugin?.outputS3BucketName) {
        const bucket = safe.path(plugin.outputS3BucketName);
        if (BUCKET_NAME.test(bucket)) head.s3Bucket = bucket;
      }
      rows.push({
        member: rows.length,
        command: head,
        instanceId: cleanLine(invocation.instanceId),
        instanceName,
        status,
        responseCode: exitCode || undefined,
        durationSeconds: durationOf(status, times),
        requestedAtMs: invocation.requestedAtMs,
        started: times.started,
        startedAtMs: times.startedAtMs,
        endedAtMs: times.endedAtMs,
        output: plugin === undefined ? 0 : outputTraitsOf(plugin),
      });
      return true;
    },

    count(earlier) {
      const causes = splitByStart(grouper.groups(), rows);
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
        requestedAt: earliestRequests(rows),
        redactions: safe.redactions,
        withheld: safe.withheld,
      };
    },

    get size() {
      return rows.length;
    },
  };
}

function earliestRequests(rows: readonly Row[]): ReadonlyMap<CommandHead, number> {
  const earliest = new Map<CommandHead, number>();
  for (const { command, requestedAtMs } of rows) {
    if (requestedAtMs === undefined) continue;
    earliest.set(command, Math.min(earliest.get(command) ?? requestedAtMs, requestedAtMs));
  }
  return earliest;
}

function outputTraitsOf({ output, outputS3BucketName, standardOutputUrl }: Plugin): OutputTraits {
  let traits = 0;
  if (output === '') traits |= NO_OUTPUT;
  if (printsNothing(output)) traits |= SILENT;
  if (isCutBySsm('output', output)) traits |= CUT_BY_SSM;
  if (outputS3BucketName !== '' || standardOutputUrl !== '') traits |= TO_S3;
  return traits;
}
