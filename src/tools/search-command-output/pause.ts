import { setTimeout as sleep } from 'node:timers/promises';

/** Rejects with the signal's reason once it aborts. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  await sleep(ms, undefined, { signal, ref: false }).catch(() => {});
  signal.throwIfAborted();
}
