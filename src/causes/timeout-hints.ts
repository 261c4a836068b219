/** What a time limit means: the default, the value given, or a kill that is reported as one. */

import { platformOf } from './exit-code-hints.ts';
import type { HintFacts } from './hints.ts';
import { inWords } from './in-words.ts';

/** The agent's default for executionTimeout, which it also takes for a value outside 5 to 172,800 (pluginutil.go). */
const DEFAULT_TIMEOUT = 3_600;

/** The agent ends a plugin within this of its limit. */
const TIMEOUT_SLACK_SECONDS = 10;

export function timeoutHint(facts: HintFacts): string | undefined {
  const { status, durations, started, executionTimeout } = facts;
  if (status !== 'ExecutionTimedOut' && status !== 'TimedOut') return undefined;
  if (started === false) return 'Timed out, and no start was reported. Check PingStatus, then send it again.';
  if (durations && isNear(durations.min, DEFAULT_TIMEOUT) && isNear(durations.max, DEFAULT_TIMEOUT)) {
    return defaultTimeoutHint(executionTimeout);
  }
  const windows = platformOf(facts.plugin, facts.document) === 'windows';
  if (!windows && executionTimeout !== undefined && durations && durations.max < executionTimeout - 1) {
    return `Ended before its executionTimeout (${inWords(executionTimeout)}): likely killed for memory, as exit 137 is reported as a timeout on Linux. Check dmesg on the node.`;
  }
  const limit =
    durations && durations.max - durations.min <= TIMEOUT_SLACK_SECONDS
      ? `executionTimeout (about ${inWords(durations.min)})`
      : 'executionTimeout';
  const memory = windows ? '' : ' A process killed for memory (exit 137) is reported the same on Linux.';
  return `Ran longer than ${limit}. Raise it, or check what the script waited for.${memory}`;
}

function isNear(seconds: number, limit: number): boolean {
  return seconds >= limit - 1 && seconds <= limit + TIMEOUT_SLACK_SECONDS;
}

/** Which of the reasons it was only the document shows. */
function defaultTimeoutHint(given: number | undefined): string {
  const value = given === undefined || given === DEFAULT_TIMEOUT ? '' : ` (here ${given})`;
  return `Ended after 3,600 s, the default of executionTimeout: used where none is given, where the value${value} lies outside 5 to 172,800 s, and where the plugin has no timeoutSeconds.`;
}
