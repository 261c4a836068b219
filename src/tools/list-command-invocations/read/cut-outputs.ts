/**
 * The cause where SSM cut the output before it: ListCommandInvocations has 2,500 bytes of an output,
 * GetCommandInvocation 24,000 and 8,000, and where that is cut as well its end lies in S3 or CloudWatch Logs, if the
 * sender wished it. A few nodes of each group are read whole and speak for the others.
 */

import type { CauseGroup } from '../../../causes/index.ts';
import { inParallel, type ReadContext } from '../../../results/index.ts';
import {
  AccessDeniedError,
  isCutBySsm,
  NotFoundError,
  type OutputStoreName,
  outputOfStreams,
  type RunCommandReader,
  SsmInvocationsError,
} from '../../../run-command/index.ts';
import type { Sanitizer } from '../../../sanitize/index.ts';
import { createEndReader, type EndReader } from './cut-ends.ts';
import type { CutOutput } from './cut-output.ts';
import type { Finding } from './findings.ts';
import type { InvocationTally } from './tally.ts';

/** GetCommandInvocation has a rate limit that the whole account shares. */
const MAX_READS = 20;
const MAX_READS_A_GROUP = 3;
const MAX_READS_AT_A_TIME = 10;

/**
 * Reads outputs that SSM cut and corrects in `tally` what they come down to. Until `signal` aborts: the list is the
 * answer, and a better cause is worth no failure of it. `denied` when the identity may not call GetCommandInvocation;
 * `storeFault` is why an end could not be read outside of SSM.
 */
export async function readCutOutputs(
  tally: InvocationTally,
  failures: readonly CauseGroup[],
  context: Pick<ReadContext, 'reader' | 'outputs'> & { readonly sanitizer: Sanitizer },
  signal: AbortSignal,
): Promise<{ readonly denied: boolean; readonly storeFault: unknown }> {
  const read = createWholeReader(context.reader, signal);
  const { denied, reads } = await matchCutOutputs(tally, read);
  if (denied) return { denied, storeFault: undefined };
  const ends = createEndReader(context, signal);
  const found = await findCutCauses(tally, failures, MAX_READS - reads, (cuts, take) =>
    read(cuts, take, ends),
  );
  return { ...found, storeFault: ends.fault };
}

/** Where few enough outputs without a match were cut, each is read whole. */
async function matchCutOutputs(
  tally: InvocationTally,
  read: WholeReader,
): Promise<{ readonly denied: boolean; readonly reads: number }> {
  const unmatched = [...tally.unmatchedCuts()];
  const reads = unmatched.reduce((sum, [, cuts]) => sum + cuts.length, 0);
  if (reads > MAX_READS) return { denied: false, reads: 0 };
  const wholes = new Map<CutOutput, WholeOutput>();
  const { denied } = await read(
    unmatched.flatMap(([, cuts]) => cuts),
    (cut, whole) => wholes.set(cut, whole),
  );
  for (const [member, cuts] of unmatched) {
    const own = cuts.flatMap((cut) => wholes.get(cut) ?? []);
    const cut = own.length < cuts.length || own.some((whole) => whole.cut);
    if (own.length > 0)
      tally.matchWhole(
        member,
        own.map(({ text }) => text),
        cut,
      );
  }
  return { denied, reads };
}

async function findCutCauses(
  tally: InvocationTally,
  failures: readonly CauseGroup[],
  most: number,
  read: WholeReader,
): Promise<{ readonly denied: boolean }> {
  const { cutOutputs } = tally;
  if (cutOutputs.size === 0) return { denied: false };
  const samples = samplesOf(tally, failures, most);
  const members = new Map(
    samples.flatMap((sample) =>
      sample.members.flatMap((member) => {
        const cut = cutOutputs.get(member);
        return cut ? [[cut, member] as const] : [];
      }),
    ),
  );
  const found = new Map<number, Finding>();
  const { denied } = await read([...members.keys()], (cut, { text, from }) => {
    const member = members.get(cut);
    const finding = member === undefined ? undefined : tally.read(member, text, from);
    if (member !== undefined && finding) found.set(member, finding);
  });
  for (const sample of samples) correct(tally, sample, found);
  return { denied };
}

type WholeOutput = {
  readonly text: string;
  /** SSM cut even this. */
  readonly cut: boolean;
  /** Where its end was read outside of SSM. */
  readonly from?: OutputStoreName;
};

/** Gives each output to `take`, until one call fails for a reason that the next would meet too. */
type WholeReader = (
  cuts: readonly CutOutput[],
  take: (cut: CutOutput, whole: WholeOutput) => void,
  ends?: EndReader,
) => Promise<{ readonly denied: boolean }>;

function createWholeReader(reader: RunCommandReader, signal: AbortSignal): WholeReader {
  return async (cuts, take, ends) => {
    let denied = false;
    await inParallel(cuts, MAX_READS_AT_A_TIME, async (cut) => {
      if (signal.aborted) return false;
      try {
        const kept = await reader.getPluginOutput(cut, cut.pluginName, signal);
        const { standardOutput, standardError } = kept;
        // Both are empty where the agent speaks in place of the streams: then the list has all there is.
        if (standardOutput + standardError === '') return true;
        const read = await ends?.readOn(cut, kept);
        take(cut, {
          text: outputOfStreams(read?.stdout ?? standardOutput, read?.stderr ?? standardError),
          ...(read?.from && { from: read.from }),
          cut: isCutBySsm('stdout', standardOutput) || isCutBySsm('stderr', standardError),
        });
        return true;
      } catch (error) {
        if (!signal.aborted && !(error instanceof SsmInvocationsError)) throw error;
        denied ||= error instanceof AccessDeniedError;
        // What else one call met (no permission, throttling, no connection) the next would meet too.
        return error instanceof NotFoundError;
      }
    });
    return { denied };
  };
}

type Sample = {
  /** All of the group whose output SSM cut. */
  readonly cut: readonly number[];
  /** Those of them to read. */
  readonly members: readonly number[];
};

/** Groups without a reason first, of these as of the others the largest first. */
function samplesOf(
  { cutOutputs }: InvocationTally,
  failures: readonly CauseGroup[],
  most: number,
): readonly Sample[] {
  const samples: Sample[] = [];
  let left = most;
  for (const { members } of failures.toSorted(byNeed)) {
    if (left === 0) break;
    const cut = members.filter((member) => cutOutputs.has(member));
    if (cut.length === 0) continue;
    const read = cut.slice(0, Math.min(MAX_READS_A_GROUP, left));
    samples.push({ cut, members: read });
    left -= read.length;
  }
  return samples;
}

function byNeed(one: CauseGroup, other: CauseGroup): number {
  return (
    Number(one.cause !== undefined) - Number(other.cause !== undefined) ||
    other.members.length - one.members.length
  );
}

/** Where the nodes read agree they speak for all of the group that SSM cut, else each for itself. */
function correct(
  tally: InvocationTally,
  { cut, members }: Sample,
  found: ReadonlyMap<number, Finding>,
): void {
  for (const member of members) {
    const finding = found.get(member);
    if (finding) tally.correct(member, finding);
  }
  const findings = members.flatMap((member) => found.get(member) ?? []);
  const [first] = findings;
  if (first === undefined || first.message.key === '') return;
  if (findings.some(({ message }) => message.key !== first.message.key)) return;
  for (const member of cut) if (!found.has(member)) tally.correct(member, first);
}
