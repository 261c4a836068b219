/**
 * Counts invocations as they arrive and stores of each only what an answer needs: a row of a few fields, and what it
 * brings to the grouping. Outputs are dropped at once; what nodes wrote is sanitized first.
 */

import {
  type CauseGroup,
  createGrouper,
  finish,
  foldGroups,
  messageOf,
  type Work,
} from '../../causes/index.ts';
import { createMeter, type StringPool } from '../../results/index.ts';
import {
  decidingPlugin,
  type Invocation,
  isCutBySsm,
  type OutputStoreName,
  type Plugin,
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
import { countStatuses, type DurationSpread, durationSpread, spanOf } from '../figures.ts';
import { createPlaces } from '../later-state.ts';
import { BUCKET_NAME, durationOf, exitCodeOf, printsNothing, runTimesOf } from '../plugin-facts.ts';
import { createFindings, type Finding } from './findings.ts';
import { inTurns, othersTurn } from './in-turns.ts';
import { byRank, byTime, type Grouping, splitByStart, toGrouping } from './ranking.ts';
import {
  type CommandHead,
  CUT_BY_SSM,
  NO_OUTPUT,
  type OutputTraits,
  type Row,
  SILENT,
  TO_S3,
} from './row.ts';
import { type CommandTimes, commandTimesOf } from './times.ts';

/** What is known of the invocations counted so far. Plain data that never changes; a longer walk makes another. */
export type Count = {
  readonly rows: readonly Row[];
  readonly fine: Grouping;
  /** For answers that have no room for `fine`. */
  readonly folded: Grouping;
  readonly byStatus: Readonly<Record<string, number>>;
  readonly requestedAtMs?: { readonly first: number; readonly last: number };
  readonly durationSeconds?: DurationSpread;
  /** When each command was requested: the earliest time that any of its invocations has. */
  readonly requestedAt: CommandTimes['requestedAt'];
  /** Secrets redacted so far. */
  readonly redactions: number;
  /** Invocations whose output took too long to read. */
  readonly withheld: number;
  /** Comparing what the nodes wrote took too long, so that there are no groups. */
  readonly ungrouped: boolean;
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
  /** Those of nodes that did not succeed; groups of one status do not depend on the others. */
  failures(): Promise<readonly CauseGroup[]>;
  /** What the whole output of a member comes down to; `undefined` of a member that is none, and where it takes too long. */
  read(member: number, output: string, from?: OutputStoreName): Finding | undefined;
  /** From now on `finding` is what the member's output comes down to. */
  correct(member: number, finding: Finding): void;
  /** Rows of an earlier count keep their places; the new ones are ranked behind them, or `inTime` newest first. */
  count(readsOn: boolean, inTime?: boolean): Promise<Count>;
  readonly size: number;
  readonly bytes: number;
};

/** Twenty thousand outputs without a word in common take half a second. */
const GROUPING_LIMIT_MS = 10_000;

/** One invocation on its way to its row. */
type Arrival = { readonly invocation: Invocation; readonly member: number };

/** Goes on counting from `earlier`, where there is one. */
export function createTally(
  { sanitizer, strings }: { readonly sanitizer: Sanitizer; readonly strings: StringPool },
  details: boolean,
  earlier?: Count,
  groupingLimitMs = GROUPING_LIMIT_MS,
): InvocationTally {
  const rows: Row[] = [];
  for (const row of earlier?.rows ?? []) rows[row.member] = row;
  const findings = [...(earlier?.findings ?? [])];
  const stored = createFindings(findings);
  /** By command and node. */
  const places = createPlaces(
    rows.map((row) => ({ id: idOf(row.command.commandId, row.instanceId), status: row.status })),
  );
  const heads = new Map(rows.map(({ command }) => [command.commandId, command]));
  const cutOutputs = new Map<number, CutOutput>();
  const meter = createMeter();
  meter.add([rows, findings]);
  const reader = createBatchReader(interpret, record);

  /** All that looks at what others wrote. */
  function interpret({ invocation, member }: Arrival) {
    const safe = countRedactions(sanitizer);
    const plugins = pluginsThatRan(invocation);
    const plugin = decidingPlugin(plugins);
    const status = places.statusAt(member);
    const responseCode = plugin && exitCodeOf(plugin, status);
    const times = runTimesOf(plugins);
    const instanceName = safe.line(invocation.instanceName);
    const s3Bucket = plugin ? bucketOf(plugin, safe.path(plugin.outputS3BucketName)) : undefined;
    const row = {
      member,
      instanceId: cleanLine(invocation.instanceId),
      instanceName,
      status,
      responseCode: responseCode || undefined,
      durationSeconds: durationOf(status, times),
      requestedAtMs: invocation.requestedAtMs,
      started: times.started,
      startedAtMs: times.startedAtMs,
      endedAtMs: times.endedAtMs,
      output: plugin === undefined ? 0 : outputTraitsOf(plugin),
    };
    const outcome =
      details || rankOf(status) < 2
        ? {
            ending: { status, plugin: plugin && safe.line(plugin.name), responseCode },
            message: messageOf({ status, nodeName: instanceName, output: safe.text(plugin?.output ?? '') }),
          }
        : undefined;
    // The grouping would ask for it where no time limit holds.
    outcome?.message.describe();
    const { redactions, withheld } = safe;
    const command = countRedactions(sanitizer);
    const head = heads.get(cleanLine(invocation.commandId)) ?? {
      commandId: cleanLine(invocation.commandId),
      documentName: command.line(invocation.documentName),
      comment: command.line(invocation.comment),
      redactions: command.redactions,
    };
    return { row: { ...row, redactions, withheld }, head, s3Bucket, outcome, plugin };
  }

  function record(interpreted: ReturnType<typeof interpret> | undefined, arrival: Arrival): void {
    const withheld = interpreted === undefined ? 1 : 0;
    const { row, head, s3Bucket, outcome, plugin } =
      interpreted ?? interpret({ ...arrival, invocation: withoutTexts(arrival.invocation) });
    const { member, invocation } = arrival;
    const command = headFor(head, s3Bucket);
    const own = {
      ...row,
      command,
      instanceId: strings.share(row.instanceId),
      instanceName: strings.share(row.instanceName),
      withheld: row.withheld + withheld,
    };
    const finding =
      outcome &&
      stored.store(
        { ...outcome.ending, plugin: outcome.ending.plugin && strings.share(outcome.ending.plugin) },
        outcome.message,
      );
    rows[member] = own;
    findings[member] = finding;
    if (plugin && row.status !== 'Success' && isCutBySsm('output', plugin.output)) {
      const { commandId, instanceId } = invocation;
      cutOutputs.set(member, { commandId, instanceId, pluginName: plugin.name });
    } else cutOutputs.delete(member);
    meter.add(own);
    meter.add(finding);
  }

  function headFor(head: CommandHead, s3Bucket: string | undefined): CommandHead {
    const known = heads.get(head.commandId);
    const command = known ?? {
      ...head,
      commandId: strings.share(head.commandId),
      documentName: strings.share(head.documentName),
      comment: strings.share(head.comment),
    };
    if (known === undefined) heads.set(command.commandId, command);
    if (s3Bucket !== undefined) command.s3Bucket ??= strings.share(s3Bucket);
    return command;
  }

  /** None where comparing them takes too long. */
  async function groups(wanted: (finding: Finding) => boolean): Promise<readonly CauseGroup[]> {
    reader.flush();
    const causes = await inTurns(compare(wanted), groupingLimitMs);
    return causes === OUT_OF_TIME ? [] : causes;
  }

  function* compare(wanted: (finding: Finding) => boolean): Work<readonly CauseGroup[]> {
    const grouper = createGrouper();
    for (const [member, finding] of findings.entries()) {
      if (finding && wanted(finding)) grouper.add(finding.ending, finding.message, member);
      yield;
    }
    return splitByStart(yield* grouper.groups(), rows);
  }

  /** Each cause apart, and related ones folded. */
  function* arrange(
    causes: readonly CauseGroup[],
    times: CommandTimes | undefined,
  ): Work<Pick<Count, 'fine' | 'folded'>> {
    const fine = yield* toGrouping(causes, rows, times);
    const families = yield* foldGroups(causes);
    const isSame = families.length === causes.length;
    return { fine, folded: isSame ? fine : yield* toGrouping(families, rows, times) };
  }

  return {
    add(invocation) {
      const instanceId = cleanLine(invocation.instanceId);
      const status = strings.share(cleanLine(statusOf(invocation)));
      // A reply without ids is malformed, but two of them are still two.
      const id = instanceId === '' ? undefined : idOf(cleanLine(invocation.commandId), instanceId);
      const taken = places.take(id, status);
      if (taken === undefined) return false;
      reader.add({ invocation, member: taken.place });
      return taken.isNew;
    },

    get cutOutputs() {
      reader.flush();
      return cutOutputs;
    },

    failures: () => groups(({ ending }) => ending.status !== 'Success'),

    read(member, output, from) {
      const row = rows[member];
      const ending = findings[member]?.ending;
      if (!row || !ending) return undefined;
      const read = withTimeLimit(() => {
        const { text, redactions } = sanitizer.text(output);
        const message = messageOf({ status: row.status, nodeName: row.instanceName, output: text });
        message.describe();
        return { message, redactions };
      });
      if (read === OUT_OF_TIME) return undefined;
      // Whatever secret the cut output held, the whole one holds too.
      const redactions = Math.max(row.redactions, read.redactions);
      rows[member] = { ...row, redactions, readWhole: true, ...(from && { readFrom: from }) };
      return stored.store(ending, read.message);
    },

    correct(member, finding) {
      findings[member] = finding;
    },

    async count(readsOn, inTime = false) {
      const causes = await groups(() => true);
      const requestedAt = earliestRequests(rows);
      const times = commandTimesOf(requestedAt);
      const arranged = await inTurns(arrange(causes, times), groupingLimitMs);
      const { fine, folded } = arranged === OUT_OF_TIME ? finish(arrange([], times)) : arranged;
      await othersTurn();
      // Rows already shown keep their order, so that a cursor's offset goes on meaning the same place.
      const shown = (earlier?.rows ?? []).flatMap(({ member }) => rows[member] ?? []);
      const fresh = rows.slice(shown.length).sort(inTime ? byTime : byRank(fine.groupOf));
      const requestedAtMs = spanOf(rows.map((row) => row.requestedAtMs));
      return {
        rows: [...shown, ...fresh],
        fine,
        folded,
        byStatus: countStatuses(rows),
        ...(requestedAtMs && { requestedAtMs }),
        ...durationSpread(rows),
        requestedAt,
        redactions: sumOfRedactions(rows),
        withheld: rows.reduce((sum, row) => sum + row.withheld, 0),
        ungrouped: fine.groups.length === 0 && findings.some((finding) => finding !== undefined),
        ...(readsOn && { findings }),
      };
    },

    get size() {
      return places.size;
    },

    get bytes() {
      return meter.bytes;
    },
  };
}

function idOf(commandId: string, instanceId: string): string {
  return `${commandId}/${instanceId}`;
}

function bucketOf({ outputS3BucketName }: Plugin, safe: string): string | undefined {
  return outputS3BucketName !== '' && BUCKET_NAME.test(safe) ? safe : undefined;
}

function sumOfRedactions(rows: readonly Row[]): number {
  const heads = new Set(rows.map(({ command }) => command));
  return [...rows, ...heads].reduce((sum, { redactions }) => sum + redactions, 0);
}

function earliestRequests(rows: readonly Row[]): CommandTimes['requestedAt'] {
  const earliest = new Map<CommandHead, number | undefined>();
  for (const { command, requestedAtMs = Number.POSITIVE_INFINITY } of rows) {
    earliest.set(command, Math.min(earliest.get(command) ?? requestedAtMs, requestedAtMs));
  }
  for (const [command, atMs] of earliest)
    if (atMs === Number.POSITIVE_INFINITY) earliest.set(command, undefined);
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

/** An invocation of which something took too long to read: what it is and how it ended is shown all the same. */
function withoutTexts(invocation: Invocation): Invocation {
  return {
    ...invocation,
    instanceName: '',
    documentName: '',
    comment: '',
    plugins: invocation.plugins.map((plugin) => ({ ...plugin, output: '' })),
  };
}
