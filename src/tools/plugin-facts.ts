/** What plugins' times and codes say of a run, without the fillers that SSM sends where nothing ran. */

import { classOf, neverRan, type Plugin, statusOf, streamsOf } from '../run-command/index.ts';

/** The agent ends these from outside and gives them a code of its own (137 on Linux, -1 on Windows). */
const ENDED_BY_AGENT = new Set(['ExecutionTimedOut', 'TimedOut', 'Cancelled', 'Cancelling']);

/** The agent's line where a signal, and no exit, ended the script; its code is -1 then. */
const ENDED_BY_SIGNAL = 'failed to run commands: signal: ';

/** PowerShell's -1, where somebody read it without its sign. */
const MINUS_ONE_UNSIGNED = 4_294_967_295;

/**
 * The code that the plugin's script exited with; `undefined` where it did not end by exit. SSM sends -1 and 0 for
 * plugins that are open or never started, and 0 for failures of its own. `invocationStatus` is a StatusDetails.
 */
export function exitCodeOf(plugin: Plugin, invocationStatus: string): number | undefined {
  const { startedAtMs, finishedAtMs, output } = plugin;
  if (plugin.responseCode === undefined || startedAtMs === undefined) return undefined;
  const code = plugin.responseCode === MINUS_ONE_UNSIGNED ? -1 : plugin.responseCode;
  const status = statusOf(plugin);
  if (ENDED_BY_AGENT.has(status) || (code === -1 && neverRan(invocationStatus))) return undefined;
  if (status === 'Success') return code === -1 ? undefined : code;
  if (status === 'Failed') return code === 0 || output.includes(ENDED_BY_SIGNAL) ? undefined : code;
  // A script that asked for a reboot has exited, although its plugin is open.
  return finishedAtMs !== undefined && code > 0 ? code : undefined;
}

export type RunTimes = {
  /** Whether any plugin started; `undefined` where nothing is known of plugins. */
  readonly started: boolean | undefined;
  /** Of the first plugin that started. */
  readonly startedAtMs: number | undefined;
  /** Of the last plugin that ended, of an open invocation too. */
  readonly endedAtMs: number | undefined;
};

export function runTimesOf(plugins: readonly Pick<Plugin, 'startedAtMs' | 'finishedAtMs'>[]): RunTimes {
  if (plugins.length === 0) return { started: undefined, startedAtMs: undefined, endedAtMs: undefined };
  let start = Number.POSITIVE_INFINITY;
  let end = Number.NEGATIVE_INFINITY;
  for (const { startedAtMs, finishedAtMs } of plugins) {
    if (startedAtMs === undefined) continue;
    start = Math.min(start, startedAtMs);
    if (finishedAtMs !== undefined) end = Math.max(end, finishedAtMs);
  }
  const started = start !== Number.POSITIVE_INFINITY;
  return {
    started,
    startedAtMs: started ? start : undefined,
    endedAtMs: end >= start ? end : undefined,
  };
}

/** From the first start to the last end, in seconds to a tenth; of an open invocation nothing yet. */
export function durationOf(status: string, { startedAtMs, endedAtMs }: RunTimes): number | undefined {
  if (classOf(status) === 'unfinished' || startedAtMs === undefined || endedAtMs === undefined) {
    return undefined;
  }
  return Math.round((endedAtMs - startedAtMs) / 100) / 10;
}

/** Naming rules of S3: nothing else may stand in a sentence of ours. */
export const BUCKET_NAME = /^[a-z0-9][a-z0-9.-]{2,62}$/;

/** The agent's own line after a failure takes fewer characters; what is longer was printed by somebody. */
const MAX_SILENT_LENGTH = 100;

/** Whether an output holds nothing but the agent's own line. */
export function printsNothing(output: string): boolean {
  if (output.length > MAX_SILENT_LENGTH) return false;
  const { stdout, stderr } = streamsOf(
    output.startsWith('failed to run') ? `----------ERROR-------${output}` : output,
  );
  return stdout.text.trim() === '' && stderr.text.trim() === '';
}
