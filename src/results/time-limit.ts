/** How long a call may take. */

import { setMaxListeners } from 'node:events';

/** A call to a tool may take this long: clients give up at 60 seconds. */
export const CALL_LIMIT_MS = 45_000;

/**
 * Aborts with `signal`, or after `ms`. Not AbortSignal.any over AbortSignal.timeout: Node lets the garbage
 * collector take a timeout that nobody else holds, and then it never comes.
 */
export function withLimit(signal: AbortSignal, ms: number): AbortSignal {
  const limited = new AbortController();
  // Some calls read a dozen times under one signal, and none of these listeners outlives the call.
  setMaxListeners(0, signal, limited.signal);
  const timer = setTimeout(() => limited.abort(new DOMException('', 'TimeoutError')), ms);
  timer.unref();
  const cancel = () => {
    clearTimeout(timer);
    limited.abort(signal.reason);
  };
  if (signal.aborted) cancel();
  else signal.addEventListener('abort', cancel, { once: true });
  return limited.signal;
}
