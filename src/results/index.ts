/** What was read from AWS: page by page, kept for its cursors, and remembered where it no longer changes. */

export { formatCursor, notACursor, type Place } from './cursor.ts';
export { rememberFinished } from './finished.ts';
export { type ReadInvocation, readInvocation } from './read-invocation.ts';
export { type Continued, type ReadContext, successorOf } from './read-on.ts';
export { createSeenInvocations, MAX_SEEN, type SeenInvocation, type SeenInvocations } from './seen.ts';
export { type ListRequest, type Snapshot, walkOn } from './snapshot.ts';
export { createResultStore, type Kept, type KeptResult, type ResultStore } from './store.ts';
export { createSuggestions, type Suggestions } from './suggestions.ts';
export { CALL_LIMIT_MS, withLimit } from './time-limit.ts';
export { forgotToken, START, type WalkEnd } from './walk.ts';
