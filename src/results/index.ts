/** What was read from AWS: page by page, stored for its cursors, and cached where it no longer changes. */

export { formatCursor, notACursor, type Place, parseCursor } from './cursor.ts';
export { cacheFinished } from './finished.ts';
export { inParallel } from './in-parallel.ts';
export { invocationOfPlugin } from './lone-plugin.ts';
export type { InPlace, PlaceReading } from './many-places.ts';
export { type ReadInvocation, readInvocation } from './read-invocation.ts';
export { type Continued, type ReadContext, successorOf } from './read-on.ts';
export { createSeenInvocations, MAX_SEEN, type SeenInvocation, type SeenInvocations } from './seen.ts';
export { bytesOf, createMeter, type Meter } from './size.ts';
export { type FetchIn, type ListRequest, type Snapshot, walkOn } from './snapshot.ts';
export { createResultStore, type GrowTo, type ResultStore, type Stored, type StoredResult } from './store.ts';
export { compactCopy, createStringPool, type StringPool } from './strings.ts';
export { createSuggestions, type Suggestions } from './suggestions.ts';
export { CALL_LIMIT_MS, withLimit } from './time-limit.ts';
export { isTokenExpired, type Position, START, type WalkEnd } from './walk.ts';
