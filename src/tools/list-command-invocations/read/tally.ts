/**
 * Counts invocations as they arrive and stores of each only what an answer needs: a row of a few fields, and what it
 * brings to the grouping. Outputs are dropped at once; what nodes wrote is sanitized first.
 */

import { type CauseGroup, createGrouper, messageOf, type Work } from '../../../causes/index.ts';
import type { Pattern } from '../../../patterns/index.ts';
import { compactCopy, createMeter, type StringPool } from '../../../results/index.ts';
import {
  type AwsPlace,
  type Invocation,
  isCutBySsm,
  type OutputStoreName,
  statusOf,
} from '../../../run-command/index.ts';
import {
  cleanLine,
  createBatchReader,
  OUT_OF_TIME,
  type Sanitizer,
  withTimeLimit,
} from '../../../sanitize/index.ts';
import { createPlaces } from '../../later-state.ts';
import { splitByStart } from '../groups/ranking.ts';
import { createJudge, type Judgement } from '../match/judge.ts';
import { unmatchedOf } from '../match/match.ts';
import type { NodeLookup } from '../nodes/lookup.ts';
import { type Count, countRows, isListed } from './count.ts';
import { type CutOutput, cutsOf } from './cut-output.ts';
import { createFindings, type Finding } from './findings.ts';
import { inTurns } from './in-turns.ts';
import { type Arrival, createInterpreter, type Interpreted, keyOf, withoutTexts } from './interpret.ts';
import type { CommandHead, Row } from './row.ts';

export type InvocationTally = {
  /** False when this (command, node) was counted before; where its state is a later one, it takes the place of the other. */
  add(invocation: Invocation, place: AwsPlace): boolean;
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
    rows.map(({ command, instanceId, status }) => ({ id: `${keyOf(command)}/${instanceId}`, status })),
  );
  const heads = new Map(rows.map(({ command }) => [keyOf(command), command]));
  const cutOutputs = new Map<number, CutOutput>();
  const judge = pattern && createJudge(pattern);
  const cutsToMatch = new Map<number, readonly CutOutput[]>();
  let told: readonly CauseGroup[] | undefined;
  const meter = createMeter();
  meter.add([rows, findings]);
  const interpret = createInterpreter({
    sanitizer,
    pattern,
    details,
    statusAt: (member) => places.statusAt(member),
    headOf: (key) => heads.get(key),
  });
  const reader = createBatchReader(interpret, record);

  function record(interpreted: Interpreted | undefined, arrival: Arrival): void {
    const withheld = interpreted === undefined ? 1 : 0;
    const { row, head, s3Bucket, outcome, plugin, outputs } =
      interpreted ?? interpret({ ...arrival, invocation: withoutTexts(arrival.invocation) });
    const { member, invocation, place } = arrival;
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
      const cuts = cutsOf(invocation, place);
      if (cuts.length > 0) cutsToMatch.set(member, cuts);
      else cutsToMatch.delete(member);
      const { instanceName: name } = own;
      const otherwise = unmatchedOf(own, own.withheld > 0, cuts.length > 0);
      judge.add({ member, outputs, name, comment: command.comment, otherwise });
    }
    if (plugin && row.status !== 'Success' && isCutBySsm('output', plugin.output)) {
      const { commandId, instanceId } = invocation;
      cutOutputs.set(member, { ...place, commandId, instanceId, pluginName: plugin.name });
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
    const known = heads.get(keyOf(head));
    const command = known ?? {
      ...head,
      commandId: strings.share(head.commandId),
      documentName: strings.share(head.documentName),
      comment: strings.share(head.comment),
    };
    if (known === undefined) heads.set(keyOf(command), command);
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
      if (finding && wanted(finding) && isListed(rows[member], pattern))
        grouper.add(finding.ending, finding.message, member);
      yield;
    }
    return splitByStart(yield* grouper.groups(), rows);
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
    add(invocation, place) {
      const instanceId = cleanLine(invocation.instanceId);
      const status = strings.share(cleanLine(statusOf(invocation)));
      // A reply without ids is malformed, but two of them are still two.
      const commandId = cleanLine(invocation.commandId);
      const id = instanceId === '' ? undefined : `${keyOf({ place, commandId })}/${instanceId}`;
      const taken = places.take(id, status);
      if (taken === undefined) return false;
      reader.add({ invocation, place, member: taken.place });
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
      const causes = pattern?.captures ? [] : await allGroups();
      const counted = { rows, findings, causes, shown: earlier?.rows ?? [] };
      return await countRows(counted, { pattern, lookup, inTime, readsOn, groupingLimitMs });
    },

    get size() {
      return places.size;
    },

    get bytes() {
      return meter.bytes;
    },
  };
}
