/** `match`: looks through an invocation's output, and keeps where each cursor goes on. */

import { formatCursor, notACursor, type Stored } from '../../results/index.ts';
import type { ToolCall } from '../../session.ts';
import { projectMatchPage } from './match-page.ts';
import { SEARCH_START, search } from './match-search.ts';
import { searchNotes } from './notes.ts';
import { type DetailPage, mostCharacters, unitsOf } from './parts.ts';
import type { OutputResult } from './result.ts';
import { limitOf } from './wholes.ts';

type MatchAsked = {
  readonly notes: readonly string[];
  readonly maxTokens: number;
  /** When the call began, on the clock of `performance`. */
  readonly startedMs: number;
};

/** Looks on for what the result is about: from the beginning, or from a stop of it. */
export async function matchFrom(
  result: OutputResult,
  from: { readonly stored: Stored<OutputResult>; readonly stop: number } | undefined,
  { notes, maxTokens, startedMs }: MatchAsked,
  { session, signal }: ToolCall,
): Promise<DetailPage> {
  const { invocation, matching } = result;
  if (matching === undefined) throw notACursor();
  const { pattern, stops, known } = matching;
  const units = unitsOf(invocation);
  const found = await search(
    units,
    (from && stops[from.stop]) ?? SEARCH_START,
    pattern,
    {
      characters: mostCharacters(maxTokens),
      known,
      patience: limitOf(signal, startedMs),
      ref: invocation.ref,
    },
    signal,
  );
  if (found.end.bytes > (known?.bytes ?? -1)) matching.known = found.end;
  let { stored } = from ?? {};
  return projectMatchPage(
    {
      invocation,
      units,
      pattern: pattern.source,
      search: found,
      notes: [...searchNotes(found), ...notes],
      continues: from !== undefined,
      cursorTo: (stop) => {
        stored ??= session.results.add(result);
        return formatCursor(stored.id, { kind: 'match', stop: stops.push(stop) - 1 });
      },
    },
    maxTokens,
    session.newBoundary(),
  );
}
