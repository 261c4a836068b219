/** `query`: the invocations of one call under AWS's own names, and what an expression gives on them. */

import { EVALUATION_LIMIT_MS, evaluate, type Outcome, type Query } from '../../../queries/index.ts';
import {
  CALL_LIMIT_MS,
  type FetchIn,
  type PlaceReading,
  type ReadContext,
  type WalkEnd,
  walkOn,
} from '../../../results/index.ts';
import {
  classOf,
  type InvocationDocument,
  type InvocationQuery,
  isCutBySsm,
  statusOf,
} from '../../../run-command/index.ts';
import { cleanLine, createBatchReader, sanitizeDocument } from '../../../sanitize/index.ts';
import { countStatuses } from '../../figures.ts';
import { createPlaces } from '../../later-state.ts';
import { ListResult } from '../../list-result.ts';
import type { Located } from '../../places.ts';
import type { InvocationRequest, Shared } from '../read/snapshot.ts';
import type { Wait, Waited } from '../read/wait.ts';

/** The documents themselves are not kept: their projection is what was asked for. */
export type QuerySnapshot = {
  readonly request: InvocationRequest;
  readonly query: Query;
  readonly end: WalkEnd;
  readonly readings?: readonly PlaceReading[];
  readonly located?: Located;
  readonly invocations: number;
  readonly byStatus: Readonly<Record<string, number>>;
  readonly redactions: number;
  readonly withheld: number;
  /** Outputs that SSM cut at 2,500 bytes. */
  readonly cut: number;
  readonly outcome: Outcome;
  /** Where the call waited for the command, and whether it has ended. */
  readonly waited?: Waited & { readonly ended: boolean };
};

export class QueryResult extends ListResult<QuerySnapshot, QueryResult> {
  readonly tool = 'list_command_invocations';
  readonly wholeCommandId = undefined;
}

/** Throws when nothing could be read at all, and `InvalidInputError` where the expression cannot be evaluated. */
export async function readQueried(
  request: InvocationRequest,
  query: Query,
  shared: Shared,
  context: ReadContext,
  wait?: Wait,
): Promise<QuerySnapshot> {
  const tally = createDocumentTally(shared);
  const fetch: FetchIn<InvocationDocument> = (place, page, signal) =>
    context.reader.listInvocationDocuments({ ...request.query, ...place }, page, signal);
  const { end, readings } = await walkOn<InvocationQuery, InvocationDocument>(
    'ListCommandInvocations',
    request,
    tally,
    undefined,
    fetch,
    // What it waited, and what evaluating may take, goes off the time of the call.
    { ...context, limitMs: CALL_LIMIT_MS - (wait?.ms ?? 0) - EVALUATION_LIMIT_MS },
  );
  const { chunks, ...counts } = tally.finish();
  const outcome = await evaluate(query, chunks, context.signal);
  return {
    request,
    query,
    end,
    ...(readings && { readings }),
    ...counts,
    outcome,
    ...(wait && { waited: withoutCommand(wait) }),
  };
}

function withoutCommand({ command, reported: _, ...waited }: Wait): NonNullable<QuerySnapshot['waited']> {
  return { ...waited, ended: command !== undefined && classOf(command.status) !== 'unfinished' };
}

type Arrival = InvocationDocument & { readonly place: number };

/** Holds each document as a line of JSON, which takes a fraction of what it takes as an object. */
function createDocumentTally({ sanitizer }: Shared) {
  const places = createPlaces([]);
  const chunks: Uint8Array[] = [];
  let lines = '';
  let bytes = 0;
  /** By place, as an invocation may come twice. */
  const facts: { redactions: number; withheld: number; cut: number }[] = [];

  function read({ document, invocation, place }: Arrival) {
    const { value, redactions, withheld } = sanitizeDocument(document, sanitizer, asCliTime);
    const cut = invocation.plugins.filter(({ output }) => isCutBySsm('output', output)).length;
    return { line: JSON.stringify([place, value]), redactions, withheld, cut };
  }

  const reader = createBatchReader(read, (result, { document, place }: Arrival) => {
    const { line, ...counts } = result ?? { line: bare(place, document), redactions: 0, withheld: 1, cut: 0 };
    facts[place] = counts;
    lines += `${line}\n`;
    if (lines.length >= CHUNK) closeChunk();
  });

  function closeChunk(): void {
    const chunk = encoder.encode(lines);
    lines = '';
    bytes += chunk.byteLength;
    chunks.push(chunk);
  }

  return {
    add({ document, invocation }: InvocationDocument): boolean {
      const instanceId = cleanLine(invocation.instanceId);
      const id = instanceId === '' ? undefined : `${cleanLine(invocation.commandId)}/${instanceId}`;
      const taken = places.take(id, cleanLine(statusOf(invocation)));
      if (taken === undefined) return false;
      reader.add({ document, invocation, place: taken.place });
      return taken.isNew;
    },

    finish() {
      reader.flush();
      closeChunk();
      const statuses = facts.map((_, place) => ({ status: places.statusAt(place) }));
      const sum = (name: 'redactions' | 'withheld' | 'cut') =>
        facts.reduce((total, counts) => total + counts[name], 0);
      return {
        chunks,
        invocations: places.size,
        byStatus: countStatuses(statuses),
        redactions: sum('redactions'),
        withheld: sum('withheld'),
        cut: sum('cut'),
      };
    },

    get size() {
      return places.size;
    },

    get bytes() {
      return bytes + lines.length;
    },
  };
}

const encoder = new TextEncoder();

/** Characters: some 300 invocations with full outputs. */
const CHUNK = 1_000_000;

/** Of a document that took too long to read: which it is and how it ended. */
function bare(place: number, document: Readonly<Record<string, unknown>>): string {
  const { CommandId, InstanceId, Status, StatusDetails } = document;
  const known = Object.entries({ CommandId, InstanceId, Status, StatusDetails });
  return JSON.stringify([
    place,
    Object.fromEntries(known.map(([name, value]) => [name, cleanLine(String(value ?? ''))])),
  ]);
}

/** As version 2 of the AWS CLI writes times, in UTC: 2026-01-15T09:00:00.123000+00:00. */
function asCliTime(time: Date): string {
  return time.toISOString().replace(/(?:\.000|(\.\d{3}))Z$/, (_, ms) => `${ms ? `${ms}000` : ''}+00:00`);
}
