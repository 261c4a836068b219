/** Why nodes did not succeed, and what those said that did: found in outputs, made comparable, and merged. */

export { createGrouper, type Ending, type Grouper } from './grouper.ts';
export { hintFor } from './hints.ts';
export type { Message } from './merge/entries.ts';
export { foldGroups } from './merge/folding.ts';
export { messageOf } from './message.ts';
export type { CauseGroup } from './outcome.ts';
