/** Waits until a command has ended, as ListCommands says, so that one call can tell how it came out. */

import { formatInteger, plural, summarizeError } from '../../../answer/index.ts';
import {
  type AwsPlace,
  type Command,
  classOf,
  SsmInvocationsError,
  UnavailableError,
} from '../../../run-command/index.ts';
import type { ToolCall } from '../../../session.ts';
import { pause } from '../../pause.ts';
import { askCommand } from './own-command.ts';

export type Waited = {
  /** What was allowed, and what it took; milliseconds. */
  readonly allowedMs: number;
  readonly ms: number;
  /** Why it stopped to wait, where neither the command nor the time was at its end. */
  readonly why?: string;
};

export type Wait = Waited & {
  /** As ListCommands had it last. */
  readonly command?: Command;
  /** Nodes that had ended when progress was last reported. */
  readonly reported: number;
};

/** Between two requests: at least this, and each time half as much again. Others of the account ask too. */
const SHORTEST_PAUSE_MS = 2_000;
const GROWTH = 1.5;

/** SSM lists a command a second or so after it was sent; what is not there at the second request is mistyped. */
const LOOKS_FOR_UNKNOWN = 2;

/** Rejects with the signal's reason as soon as the client cancels; everything else is an end of the waiting. */
export async function waitForEnd(
  asked: AwsPlace & { readonly commandId: string },
  allowedMs: number,
  { session: { reader }, signal, onProgress }: ToolCall,
): Promise<Wait> {
  const began = Date.now();
  // Clocks are set, also backwards; the pauses are not longer for it.
  const passed = () => Math.min(Math.max(0, Date.now() - began), allowedMs);
  let command: Command | undefined;
  let reported: number | undefined;
  const ended = (why?: string): Wait => ({
    allowedMs,
    ms: passed(),
    reported: reported ?? 0,
    ...(command && { command }),
    ...(why !== undefined && { why }),
  });

  for (let asks = 1, pauseMs = SHORTEST_PAUSE_MS; ; asks += 1, pauseMs *= GROWTH) {
    try {
      command = await askCommand(asked, { reader, signal });
    } catch (error) {
      signal.throwIfAborted();
      if (!isUnknown(error)) return ended(reasonOf(error));
    }
    if (command === undefined && asks === LOOKS_FOR_UNKNOWN) {
      return ended('ListCommands has no such command');
    }
    if (command && classOf(command.status) !== 'unfinished') return ended();
    // Of progress, MCP allows no second report of the same.
    if (command && command.completedCount > (reported ?? -1)) {
      const { completedCount: done, targetCount: targets } = command;
      reported = done;
      onProgress(done, `${formatInteger(done)} of ${plural(targets, 'node')} ended`, targets);
    }
    const leftMs = allowedMs - passed();
    if (leftMs <= 0) return ended();
    // The last request comes as the time ends, where it can.
    await pause(leftMs - pauseMs < SHORTEST_PAUSE_MS ? leftMs : pauseMs, signal);
    if (leftMs < SHORTEST_PAUSE_MS) return ended();
  }
}

/** The same call, whose reading goes on from what waiting reported: progress never falls. */
export function progressAfter({ reported }: Wait, call: ToolCall): ToolCall {
  return {
    ...call,
    onProgress: (read, message, total) =>
      call.onProgress(reported + read, message, total === undefined ? undefined : reported + total),
  };
}

function reasonOf(error: unknown): string {
  return error instanceof SsmInvocationsError ? summarizeError(error) : 'ListCommands did not answer in time';
}

/** AWS does not publish whether it answers an unknown id with this error or with an empty list. */
function isUnknown(error: unknown): boolean {
  return error instanceof UnavailableError && error.awsType === 'InvalidCommandId';
}
