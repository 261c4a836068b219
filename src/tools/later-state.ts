import { classOf } from '../run-command/index.ts';

/**
 * Whether what was read last is how an item stands now. Pages are read one after another while commands go on: an
 * item may come twice, in two states. One that has ended does not go on again; else what was read last is later.
 */
export function isLaterState(status: string, known: string): boolean {
  return classOf(status) !== 'unfinished' || classOf(known) === 'unfinished';
}
