/** The end of an output that SSM cut even in GetCommandInvocation: that is where failures are. */

import { createWholeOutput } from '../../../output/index.ts';
import { invocationOfPlugin, type ReadContext } from '../../../results/index.ts';
import {
  type InvocationRef,
  isCutBySsm,
  joinEnds,
  OUTPUT_STREAMS,
  type OutputStoreName,
  type OutputStream,
  outputLocationOf,
  type PluginOutput,
  SsmInvocationsError,
} from '../../../run-command/index.ts';
import type { Sanitizer } from '../../../sanitize/index.ts';

/** Of both streams as much as a cause is looked for in. `from` where some of it was read outside of SSM. */
export type ReadEnds = { readonly stdout: string; readonly stderr: string; readonly from?: OutputStoreName };

export type EndReader = ReturnType<typeof createEndReader>;

export function createEndReader(
  { outputs, sanitizer }: Pick<ReadContext, 'outputs'> & { readonly sanitizer: Sanitizer },
  signal: AbortSignal,
) {
  let fault: unknown;

  /** `undefined` where it lies nowhere else, or could not be read there. */
  async function endOf(
    ref: InvocationRef,
    stream: OutputStream,
    kept: PluginOutput,
  ): Promise<{ text: string; from: OutputStoreName } | undefined> {
    const { pluginName } = kept;
    const invocation = invocationOfPlugin(ref, kept);
    const [plugin] = invocation.plugins;
    const location = plugin && outputLocationOf(stream, plugin, invocation, kept);
    if (outputs === undefined || location === undefined) return undefined;
    const address = { ...ref, pluginName, stream, location, printed: true };
    let why: unknown;
    for (const stored of outputs.open(address)) {
      try {
        const { text } = await createWholeOutput(stored, sanitizer).readEnd(signal);
        if (text !== '') return { text, from: stored.store };
      } catch (error) {
        if (!signal.aborted && !(error instanceof SsmInvocationsError)) throw error;
        why ??= signal.aborted ? undefined : error;
      }
    }
    fault ??= why;
    return undefined;
  }

  return {
    /** The first that came. */
    get fault(): unknown {
      return fault;
    },

    async readOn(ref: InvocationRef, kept: PluginOutput): Promise<ReadEnds> {
      const texts = { stdout: kept.standardOutput, stderr: kept.standardError };
      const ends = await Promise.all(
        OUTPUT_STREAMS.map((stream) =>
          isCutBySsm(stream, texts[stream]) ? endOf(ref, stream, kept) : undefined,
        ),
      );
      const [stdout, stderr] = OUTPUT_STREAMS.map((stream, index) => {
        const end = ends[index];
        return end === undefined ? texts[stream] : joinEnds(texts[stream], end.text);
      });
      const from = ends.find((end) => end !== undefined)?.from;
      return { stdout: stdout ?? '', stderr: stderr ?? '', ...(from && { from }) };
    },
  };
}
