/** Why nodes did not succeed, and what the others printed: found in outputs, normalized, and merged into groups. */

export { createGrouper, type Ending, type Grouper } from './grouper.ts';
export { type HintFacts, hintFor } from './hints.ts';
export type { Message } from './merge/entries.ts';
export { foldGroups } from './merge/folding.ts';
export { messageOf } from './message.ts';
export type { CauseGroup } from './outcome.ts';
export { finish, type Work } from './work.ts';
