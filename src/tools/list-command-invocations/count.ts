/**
 * Counts invocations as they arrive and stores of each only what an answer needs: a row of a few fields, and what
 * it brings to the grouping. Outputs are let go at once; what nodes wrote is sanitized first.
 */

import { type CauseGroup, createGrouper, foldGroups, messageOf } from '../../causes/index.ts';
import { createMeter, type StringPool } from '../../results/index.ts';
import {
  decidingPlugin,
  type Invocation,
  isCutBySsm,
  neverRan,
  pluginsThatRan,
  rankOf,
  statusOf,
} from '../../run-command/index.ts';
import { cleanLine, countRedactions, type Sanitizer } from '../../sanitize/index.ts';
import { countStatuses, durationSpread, requestedSpan, spanSeconds } from '../figures.ts';
import { isLaterState } from '../later-state.ts';
import { createFindings, type Finding } from './findings.ts';
import { byRank, type Grouping, toGrouping } from './ranking.ts';
import type { CommandHead, Row } from './row.ts';

/** What is known of the invocations counted so far. Plain data that never changes; a longer walk makes another. */
export type Count = {
  readonly rows: readonly Row[];
  readonly fine: Grouping;
  /** For answers that have no room for `fine`. */
  readonly folded: Grouping;
  readonly byStatus: Readonly<Record<string, number>>;
  readonly requestedAtMs?: { readonly first: number; readonly last: number };
  readonly durationSeconds?: { readonly median: number; readonly p95: number; readonly max: number };
  /** Secrets redacted so far. */
  readonly redactions: number;
  /** By `member`: what a longer count groups anew. Left out where there is nothing to read on. */
  readonly findings?: readonly (Finding | undefined)[];
};

/** Where GetCommandInvocation has more of an output; ids and names as AWS sent them. */
export type CutOutput = {
  readonly commandId: string;
  readonly instanceId: string;
  readonly pluginName: string;
};

export type InvocationTally = {
  /** False when this (command, node) was counted before; where its state is a later one, it takes the place of the other. */
  add(invocation: Invocation): boolean;
  /** Outputs of nodes that did not succeed and that SSM cut, by `member`: of those added, not of an earlier count. */
  readonly cutOutputs: ReadonlyMap<number, CutOutput>;
  groups(): readonly CauseGroup[];
  /** What the whole output of a member comes down to; `undefined` of a member that is none. */
  read(member: number, output: string): Finding | undefined;
  /** From now on `finding` is what the member's output comes down to. */
  correct(member: number, finding: Finding): void;
  /** Rows of an earlier count keep their places; the new ones are ranked behind them. */
  count(readsOn: boolean): Count;
  readonly size: number;
  readonly bytes: number;
};

type Entry = { readonly head: CommandHead; readonly members: Map<string, number> };

/** Goes on counting from `earlier`, where there is one. */
export function createTally(
  { sanitizer, strings }: { readonly sanitizer: Sanitizer; readonly strings: StringPool },
  details: boolean,
  earlier?: Count,
): InvocationTally {
  const rows: Row[] = [];
  for (const row of earlier?.rows ?? []) rows[row.member] = row;
  const findings = [...(earlier?.findings ?? [])];
  const stored = createFindings(findings);
  const commands = new Map<string, Entry>();
  for (const row of rows) entryOf(row.command).members.set(row.instanceId, row.member);
  const cutOutputs = new Map<number, CutOutput>();
  const safe = countRedactions(sanitizer);
  const meter = createMeter();
  meter.add([rows, findings]);

  function entryOf(head: CommandHead): Entry {
    const known = commands.get(head.commandId);
    if (known) return known;
    const entry = { head, members: new Map<string, number>() };
    commands.set(head.commandId, entry);
    return entry;
  }

  function commandOf({ commandId: raw, documentName, comment }: Invocation): Entry {
    const commandId = cleanLine(raw);
    const known = commands.get(commandId);
    if (known) return known;
    const before = safe.redactions;
    const head = {
      commandId: strings.share(commandId),
      documentName: strings.share(safe.line(documentName)),
      comment: strings.share(safe.line(comment)),
    };
    return entryOf({ ...head, redactions: safe.redactions - before });
  }

  function groups(): readonly CauseGroup[] {
    const grouper = createGrouper();
    for (const [member, finding] of findings.entries()) {
      if (finding) grouper.add(finding.ending, finding.message, member);
    }
    return grouper.groups();
  }

  return {
    add(invocation) {
      const { head, members } = commandOf(invocation);
      const instanceId = strings.share(cleanLine(invocation.instanceId));
      const status = strings.share(cleanLine(statusOf(invocation)));
      // A reply without ids is malformed, but two of them are still two.
      const place = instanceId === '' ? undefined : members.get(instanceId);
      const known = place === undefined ? undefined : rows[place];
      if (known && !isLaterState(status, known.status)) return false;

      const member = place ?? rows.length;
      const before = safe.redactions;
      const plugins = pluginsThatRan(invocation);
      const plugin = decidingPlugin(plugins);
      const instanceName = strings.share(safe.line(invocation.instanceName));
      let finding: Finding | undefined;
      if (details || rankOf(status) < 2) {
        const ending = {
          status,
          plugin: plugin && strings.share(safe.line(plugin.name)),
          responseCode: plugin?.responseCode,
        };
        const output = safe.text(plugin?.output ?? '');
        finding = stored.store(ending, messageOf({ status, nodeName: instanceName, output }));
      }
      if (plugin && status !== 'Success' && isCutBySsm('output', plugin.output)) {
        const { commandId, instanceId } = invocation;
        cutOutputs.set(member, { commandId, instanceId, pluginName: plugin.name });
      } else cutOutputs.delete(member);

      const row = {
        member,
        command: head,
        instanceId,
        instanceName,
        status,
        responseCode: neverRan(status) ? undefined : plugin?.responseCode || undefined,
        durationSeconds: spanSeconds(plugins),
        requestedAtMs: invocation.requestedAtMs,
        redactions: safe.redactions - before,
      };
      rows[member] = row;
      findings[member] = finding;
      members.set(instanceId, member);
      meter.add(row);
      meter.add(finding);
      return known === undefined;
    },

    cutOutputs,
    groups,

    read(member, output) {
      const row = rows[member];
      const ending = findings[member]?.ending;
      if (!row || !ending) return undefined;
      const before = safe.redactions;
      const text = safe.text(output);
      // Whatever secret the cut output held, the whole one holds too.
      const redactions = Math.max(row.redactions, safe.redactions - before);
      rows[member] = { ...row, redactions, readWhole: true };
      return stored.store(
        ending,
        messageOf({ status: row.status, nodeName: row.instanceName, output: text }),
      );
    },

    correct(member, finding) {
      findings[member] = finding;
    },

    count(readsOn) {
      const causes = groups();
      const fine = toGrouping(causes, rows);
      const families = foldGroups(causes);
      // Rows already shown keep their order, so that a cursor's offset goes on meaning the same place.
      const shown = (earlier?.rows ?? []).flatMap(({ member }) => rows[member] ?? []);
      const fresh = rows.slice(shown.length).sort(byRank(fine.groupOf));
      return {
        rows: [...shown, ...fresh],
        fine,
        folded: families.length === causes.length ? fine : toGrouping(families, rows),
        byStatus: countStatuses(rows),
        ...requestedSpan(rows),
        ...durationSpread(rows),
        redactions: sumOfRedactions(rows),
        ...(readsOn && { findings }),
      };
    },

    get size() {
      return rows.length;
    },

    get bytes() {
      return meter.bytes;
    },
  };
}

function sumOfRedactions(rows: readonly Row[]): number {
  const heads = new Set(rows.map(({ command }) => command));
  return [...rows, ...heads].reduce((sum, { redactions }) => sum + redactions, 0);
}
