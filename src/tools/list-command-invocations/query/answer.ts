/** Answers to `query`: their result is of another kind than those of groups and rows, and has its own cursors. */

import type { Query } from '../../../queries/index.ts';
import { formatCursor, type Place, parseCursor, type Stored } from '../../../results/index.ts';
import type { ToolCall } from '../../../session.ts';
import { assertSameList, readContextOf } from '../../list-request.ts';
import { readLocated } from '../../places.ts';
import type { ToolAnswer } from '../../tool.ts';
import type { InvocationRequest } from '../read/snapshot.ts';
import { progressAfter, type Wait } from '../read/wait.ts';
import type { InvocationList } from '../schema.ts';
import { projectQueryPage } from './page.ts';
import { QueryResult, readQueried } from './read.ts';

export async function answerQuery(
  query: Query,
  request: InvocationRequest,
  maxTokens: number,
  call: ToolCall,
  wait: Wait | undefined,
): Promise<ToolAnswer<InvocationList>> {
  const { session } = call;
  const stored = await session.results.addAsRead(async (growTo) => {
    const context = readContextOf(wait ? progressAfter(wait, call) : call, 'invocations', growTo);
    const read = (where: InvocationRequest) => readQueried(where, query, session, context, wait);
    const snapshot = await readLocated(request, call, read, ({ invocations }) => invocations);
    return new QueryResult(snapshot, maxTokens);
  });
  return pageOf(stored, { kind: 'rows', offset: 0 }, maxTokens, call);
}

type Beside = Parameters<typeof assertSameList>[0] & { readonly max_tokens?: number | undefined };

/** Undefined where the cursor is of another kind of result. */
export function continueQuery(
  input: Beside,
  cursor: string,
  call: ToolCall,
): ToolAnswer<InvocationList> | undefined {
  const { id, place } = parseCursor(cursor);
  const stored = call.session.results.get(id, QueryResult);
  if (stored === undefined) return undefined;
  const { request, query, waited } = stored.result.snapshot;
  assertSameList(input, request, {
    details: request.query.details,
    query: query.source,
    wait_seconds: (waited?.allowedMs ?? 0) / 1_000,
  });
  return pageOf(stored, place, input.max_tokens ?? stored.result.maxTokens, call);
}

function pageOf(
  stored: Stored<QueryResult>,
  place: Place,
  maxTokens: number,
  { session }: ToolCall,
): ToolAnswer<InvocationList> {
  session.results.hold(stored);
  const cursorTo = (next: Place) => formatCursor(stored.id, next);
  const { list, text } = projectQueryPage(
    stored.result.snapshot,
    place,
    cursorTo,
    maxTokens,
    session.newBoundary(),
  );
  return { text, structured: list };
}
