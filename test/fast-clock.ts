/** For what the SDK waits between its attempts: seconds pass in milliseconds, in this process alone. */

import { onTestFinished, vi } from 'vitest';

const TICK_MS = 1;
/**
 * Of the clock, a tick. A tick comes at most once in a turn of the event loop, and the embedded endpoint runs in
 * the same loop: however slow the machine, a connection has 125 turns before the client's 5 seconds are over.
 */
const ADVANCE_MS = 40;

/**
 * `setTimeout` and `Date` run 40 times as fast until the running test ends. Not so what Node times by itself:
 * sockets, `AbortSignal.timeout`, `node:timers/promises`.
 */
export function startFastClock(): void {
  const ticker = setInterval(() => vi.advanceTimersByTime(ADVANCE_MS), TICK_MS);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: Date.now() });
  onTestFinished(() => {
    clearInterval(ticker);
    vi.useRealTimers();
  });
}
