/** The one store behind all cursors, so that a cursor handed to the wrong tool is recognised as such. */

import type { InvocationSnapshot } from './invocation-snapshot.ts';
import { createStore, type Kept, type Store } from './store.ts';

export type KeptInvocations = {
  readonly tool: 'list_command_invocations';
  readonly snapshot: InvocationSnapshot;
  readonly maxTokens: number;
  /** The longer result made by reading on from this one's end; made once, whoever asks how often. */
  successor?: Promise<Kept<KeptInvocations>>;
};

export type Result = KeptInvocations;
export type Results = Store<Result>;

/** Measured on 10,000 rows with names and groups (`npm run bench`), rounded up. */
const BYTES_PER_ROW = 400;

export function createResults(): Results {
  return createStore<Result>((result) => result.snapshot.count.rows.length * BYTES_PER_ROW);
}
