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
import type { Pattern } from '../../patterns/index.ts';
import { compactCopy, createMeter, type StringPool } from '../../results/index.ts';
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
import { createNodeDescriber } from './group-nodes.ts';
import { inTurns, othersTurn } from './in-turns.ts';
import { createJudge, type Judgement } from './judge.ts';
import { unmatchedOf } from './match.ts';
import { countMatches, keeps, type MatchCount } from './match-count.ts';
import type { NodeLookup } from './node-lookup.ts';
import { byRank, byTime, type GroupFacts, type Grouping, splitByStart, toGrouping } from './ranking.ts';
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
import { byValue, byValueGroup } from './value-groups.ts';

/** What is known of the invocations counted so far. Plain data that never changes; a longer walk makes another. */
export type Count = {
  readonly rows: readonly Row[];
  /** What a pattern without a capture group leaves out of `rows`: a later state of them may match. */
  readonly others: readonly Row[];
  readonly match?: MatchCount;
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
  /** Of nodes without a match, the outputs that SSM cut. */
  unmatchedCuts(): ReadonlyMap<number, readonly CutOutput[]>;
  /** Tries the pattern on whole outputs of a member. */
  matchWhole(member: number, outputs: readonly string[], cut: boolean): void;
  /** Tries the pattern on what was added, before it is counted; what is left when `signal` aborts is withheld. */
  settle(signal: AbortSignal): Promise<void>;
  /** By `member`: all so far, with those of an earlier count. */
  readonly rows: readonly Row[];
  /** Those of nodes that did not succeed; groups of one status do not depend on the others. */
  failures(): Promise<readonly CauseGroup[]>;
  /** What the whole output of a member comes down to; `undefined` of a member that is none, and where it takes too long. */
  read(member: number, output: string, from?: OutputStoreName): Finding | undefined;
  /** From now on `finding` is what the member's output comes down to. */
  correct(member: number, finding: Finding): void;
  /** Rows of an earlier count keep their places; the new ones are ranked behind them, or `inTime` newest first. */
  count(
    readsOn: boolean,
    more?: { readonly inTime?: boolean; readonly lookup?: NodeLookup | undefined },
  ): Promise<Count>;
  readonly size: number;
  readonly bytes: number;
};

/** Twenty thousand outputs without a word in common take half a second. */
const GROUPING_LIMIT_MS = 10_000;

/** One invocation on its way to its row. */
type Arrival = { readonly invocation: Invocation; readonly member: number };

/** Goes on counting from `earlier`, where there is one. */
export function createTally(
  {
    sanitizer,
    strings,
    pattern,
  }: { readonly sanitizer: Sanitizer; readonly strings: StringPool; readonly pattern?: Pattern | undefined },
  details: boolean,
  earlier?: Count,
  groupingLimitMs = GROUPING_LIMIT_MS,
): InvocationTally {
  const rows: Row[] = [];
  for (const row of [...(earlier?.rows ?? []), ...(earlier?.others ?? [])]) rows[row.member] = row;
  const findings = [...(earlier?.findings ?? [])];
  const stored = createFindings(findings);
  /** By command and node. */
  const places = createPlaces(
    rows.map((row) => ({ id: idOf(row.command.commandId, row.instanceId), status: row.status })),
  );
  const heads = new Map(rows.map(({ command }) => [command.commandId, command]));
  const cutOutputs = new Map<number, CutOutput>();
  const judge = pattern && createJudge(pattern);
  const cutsToMatch = new Map<number, readonly CutOutput[]>();
  let told: readonly CauseGroup[] | undefined;
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
    // A pattern is tried on all that a node printed.
    const outputs = plugins.map((each) => (pattern || each === plugin ? safe.text(each.output) : ''));
    const output = plugin ? (outputs[plugins.indexOf(plugin)] ?? '') : '';
    // Captured values are the groups then.
    const outcome =
      !pattern?.captures && (details || rankOf(status) < 2)
        ? {
            ending: { status, plugin: plugin && safe.line(plugin.name), responseCode },
            message: messageOf({ status, nodeName: instanceName, output }),
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
    return { row: { ...row, redactions, withheld }, head, s3Bucket, outcome, plugin, outputs };
  }

  function record(interpreted: ReturnType<typeof interpret> | undefined, arrival: Arrival): void {
    const withheld = interpreted === undefined ? 1 : 0;
    const { row, head, s3Bucket, outcome, plugin, outputs } =
      interpreted ?? interpret({ ...arrival, invocation: withoutTexts(arrival.invocation) });
    const { member, invocation } = arrival;
    told = undefined;
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
    const known = rows[member]?.match;
    rows[member] = { ...own, ...(known && { match: known }) };
    findings[member] = finding;
    if (judge) {
      const cuts = cutsOf(invocation);
      if (cuts.length > 0) cutsToMatch.set(member, cuts);
      else cutsToMatch.delete(member);
      const { instanceName: name } = own;
      const otherwise = unmatchedOf(own, own.withheld > 0, cuts.length > 0);
      judge.add({ member, outputs, name, comment: command.comment, otherwise });
    }
    if (plugin && row.status !== 'Success' && isCutBySsm('output', plugin.output)) {
      const { commandId, instanceId } = invocation;
      cutOutputs.set(member, { commandId, instanceId, pluginName: plugin.name });
    } else cutOutputs.delete(member);
    meter.add(own);
    meter.add(finding);
  }

  function keepMatch(member: number, { match, line }: Judgement): void {
    const row = rows[member];
    // What was listed for its match keeps its place, whatever a later state says.
    if (row === undefined || (row.match?.found && !match.found && !pattern?.captures)) return;
    rows[member] = { ...row, match };
    told = undefined;
    if (match.found) cutsToMatch.delete(member);
    const finding = findings[member];
    if (finding && line !== undefined) finding.line ??= compactCopy(line);
    meter.add([match, finding?.line]);
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

  /** Undefined where comparing them takes too long. */
  async function groups(wanted: (finding: Finding) => boolean): Promise<readonly CauseGroup[] | undefined> {
    reader.flush();
    const causes = await inTurns(compare(wanted), groupingLimitMs);
    return causes === OUT_OF_TIME ? undefined : causes;
  }

  /** Those that were told stand until something comes or is corrected. */
  async function failures(): Promise<readonly CauseGroup[] | undefined> {
    reader.flush();
    told ??= await groups(({ ending }) => ending.status !== 'Success');
    return told;
  }

  async function allGroups(): Promise<readonly CauseGroup[]> {
    const [failed, succeeded] = [await failures(), await groups(({ ending }) => ending.status === 'Success')];
    return failed && succeeded ? [...failed, ...succeeded] : [];
  }

  function* compare(wanted: (finding: Finding) => boolean): Work<readonly CauseGroup[]> {
    const grouper = createGrouper();
    for (const [member, finding] of findings.entries()) {
      if (finding && wanted(finding) && isListed(rows[member]))
        grouper.add(finding.ending, finding.message, member);
      yield;
    }
    return splitByStart(yield* grouper.groups(), rows);
  }

  function isListed(row: Row | undefined): boolean {
    return row !== undefined && (pattern === undefined || keeps(pattern, row));
  }

  function lineOf(member: number): string | undefined {
    return findings[member]?.line;
  }

  /** Each cause apart, and related ones folded. */
  function* arrange(causes: readonly CauseGroup[], facts: GroupFacts): Work<Pick<Count, 'fine' | 'folded'>> {
    const fine = yield* toGrouping(causes, rows, facts);
    const families = yield* foldGroups(causes);
    const isSame = families.length === causes.length;
    return { fine, folded: isSame ? fine : yield* toGrouping(families, rows, facts) };
  }

  /** Where SSM gave the invocation no name, and knows the node's. */
  function nameRows({ nodes }: NodeLookup): void {
    for (const [member, row] of rows.entries()) {
      const instanceName = row.instanceName || nodes.get(row.instanceId)?.computerName;
      if (instanceName && instanceName !== row.instanceName) {
        rows[member] = { ...row, instanceName: strings.share(instanceName) };
      }
    }
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

    get rows() {
      reader.flush();
      return rows;
    },

    failures: async () => (await failures()) ?? [],

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

    unmatchedCuts: () => cutsToMatch,

    matchWhole(member, outputs, cut) {
      const row = rows[member];
      if (!judge || !row) return;
      const read = withTimeLimit(() => outputs.map((output) => sanitizer.text(output)));
      if (read === OUT_OF_TIME) return;
      const judgement = judge.of(
        { outputs: read.map(({ text }) => text), name: '', comment: '' },
        unmatchedOf(row, row.withheld > 0, cut),
      );
      const redactions = read.reduce((sum, { redactions }) => sum + redactions, 0);
      rows[member] = { ...row, redactions: Math.max(row.redactions, redactions), readWhole: true };
      if (judgement) keepMatch(member, judgement);
    },

    async settle(signal) {
      if (!judge) return;
      reader.flush();
      await judge.settle(keepMatch, signal);
    },

    correct(member, finding) {
      told = undefined;
      findings[member] = finding;
    },

    async count(readsOn, { inTime = false, lookup } = {}) {
      reader.flush();
      if (lookup) nameRows(lookup);
      const requestedAt = earliestRequests(rows.filter(isListed));
      const times = commandTimesOf(requestedAt);
      const facts = { times, describeNodes: createNodeDescriber(lookup, rows), lineOf };
      const arranged = await inTurns(
        pattern?.captures ? byValue(rows, times) : arrange(await allGroups(), facts),
        groupingLimitMs,
      );
      const { fine, folded } = arranged === OUT_OF_TIME ? finish(arrange([], facts)) : arranged;
      await othersTurn();
      // Rows already shown keep their order, so that a cursor's offset goes on meaning the same place.
      const shown = (earlier?.rows ?? []).flatMap(({ member }) => rows[member] ?? []);
      const places = new Set(shown.map(({ member }) => member));
      const order = pattern?.captures ? byValueGroup(fine.groupOf) : inTime ? byTime : byRank(fine.groupOf);
      const fresh = rows.filter((row) => !places.has(row.member) && isListed(row)).sort(order);
      const listed = [...shown, ...fresh];
      const requestedAtMs = spanOf(listed.map((row) => row.requestedAtMs));
      return {
        rows: listed,
        others: listed.length < rows.length ? rows.filter((row) => !isListed(row)) : [],
        ...(pattern && { match: countMatches(rows) }),
        fine,
        folded,
        byStatus: countStatuses(rows.filter(isListed)),
        ...(requestedAtMs && { requestedAtMs }),
        ...durationSpread(listed),
        requestedAt,
        redactions: sumOfRedactions(rows) + (lookup?.redactions ?? 0),
        withheld: rows.reduce((sum, row) => sum + row.withheld, 0),
        ungrouped:
          fine.groups.length === 0 &&
          rows.some((row) => isListed(row) && (pattern?.captures || findings[row.member] !== undefined)),
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

/** Where GetCommandInvocation has more of what the node printed. */
function cutsOf({ commandId, instanceId, plugins }: Invocation): CutOutput[] {
  return plugins.flatMap(({ name, output }) =>
    isCutBySsm('output', output) ? { commandId, instanceId, pluginName: name } : [],
  );
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
