/**
 * The cause where SSM cut the output before it: ListCommandInvocations has 2,500 bytes of an output,
 * GetCommandInvocation 24,000 and 8,000, and where that is cut as well its end lies in S3 or CloudWatch Logs, if the
 * sender wished it. A few nodes of each group are read whole and speak for the others.
 */

import type { CauseGroup } from '../../causes/index.ts';
import { inParallel, type ReadContext } from '../../results/index.ts';
import {
  AccessDeniedError,
  NotFoundError,
  outputOfStreams,
  type RunCommandReader,
  SsmInvocationsError,
} from '../../run-command/index.ts';
import type { Sanitizer } from '../../sanitize/index.ts';
import type { CutOutput, InvocationTally } from './count.ts';
import { createEndReader } from './cut-ends.ts';
import type { Finding } from './findings.ts';

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
  region: string,
  context: Pick<ReadContext, 'reader' | 'outputs'> & { readonly sanitizer: Sanitizer },
  signal: AbortSignal,
): Promise<{ readonly denied: boolean; readonly storeFault: unknown }> {
  const { cutOutputs } = tally;
  if (cutOutputs.size === 0) return { denied: false, storeFault: undefined };
  const ends = createEndReader(context, signal);
  const samples = await samplesOf(tally);
  const sampled = samples.flatMap(({ members }) => members);
  const found = new Map<number, Finding>();
  let denied = false;

  await inParallel(sampled, MAX_READS_AT_A_TIME, async (member) => {
    const cut = cutOutputs.get(member);
    if (signal.aborted) return false;
    if (cut === undefined) return true;
    try {
      const kept = await readWhole(cut, region, context.reader, signal);
      // Both are empty where the agent speaks in place of the streams: then the list has all there is.
      if (kept.standardOutput + kept.standardError === '') return true;
      const { stdout, stderr, from } = await ends.readOn({ region, ...cut }, kept);
      const finding = tally.read(member, outputOfStreams(stdout, stderr), from);
      if (finding) found.set(member, finding);
      return true;
    } catch (error) {
      if (!signal.aborted && !(error instanceof SsmInvocationsError)) throw error;
      denied ||= error instanceof AccessDeniedError;
      // What else one call met (no permission, throttling, no connection) the next would meet too.
      return error instanceof NotFoundError;
    }
  });
  for (const sample of samples) correct(tally, sample, found);
  return { denied, storeFault: ends.fault };
}

function readWhole(
  { commandId, instanceId, pluginName }: CutOutput,
  region: string,
  reader: RunCommandReader,
  signal: AbortSignal,
) {
  return reader.getPluginOutput({ region, commandId, instanceId }, pluginName, signal);
}

type Sample = {
  /** All of the group whose output SSM cut. */
  readonly cut: readonly number[];
  /** Those of them to read. */
  readonly members: readonly number[];
};

/** Groups without a reason first, of these as of the others the largest first. */
async function samplesOf(tally: InvocationTally): Promise<readonly Sample[]> {
  const { cutOutputs } = tally;
  const samples: Sample[] = [];
  let left = MAX_READS;
  for (const { members } of (await tally.failures()).toSorted(byNeed)) {
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
