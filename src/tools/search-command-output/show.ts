/** The page that a call is for, with lines read as far as it shows them. */

import { CALL_LIMIT_MS, inParallel, notACursor } from '../../results/index.ts';
import { SsmInvocationsError } from '../../run-command/index.ts';
import type { ToolCall } from '../../session.ts';
import { inTime, outputsOf } from './call.ts';
import type { PageFacts, SearchPage } from './frame.ts';
import { type EventLines, type LinesWanted, linePattern, readLines } from './lines.ts';
import { projectEvent, projectEvents, projectShares, projectSummary, type ReadEvents } from './page.ts';

export type Shown =
  | { readonly kind: 'summary' | 'events'; readonly offset: number }
  | { readonly kind: 'shares'; readonly group: number; readonly offset: number }
  | { readonly kind: 'event'; readonly index: number; readonly line: number };

/** The events before this one are shown with the lines around, in the order of all that were found. */
const WITH_SURROUNDINGS = 2;
const AROUND = 2;

/** Events read at a time: the rate limit is the account's. */
const AT_A_TIME = 4;

/** `started` is the beginning of the call, of `performance.now()`. */
export async function show(
  facts: PageFacts,
  shown: Shown,
  started: number,
  call: ToolCall,
): Promise<SearchPage> {
  const { sanitizer, nowMs } = call.session;
  const { result, maxTokens } = facts;
  const { place } = result.request;
  const pattern = linePattern(result.request.contains);
  // A token is four bytes at most.
  const characters = maxTokens * 4;

  const linesAt = async (index: number, wanted: Omit<LinesWanted, 'characters'>): Promise<EventLines> => {
    const event = result.found.events[index];
    if (event === undefined) throw notACursor();
    return await inTime(started + CALL_LIMIT_MS, 'GetLogRecord', place, call, (signal) => {
      const context = { place, outputs: outputsOf(call), sanitizer, signal };
      return readLines(event, pattern, { ...wanted, characters }, context);
    });
  };

  const readEvents: ReadEvents = async (indexes) => {
    const lines = new Map<number, EventLines>();
    let fault: SsmInvocationsError | undefined;
    await inParallel(indexes, AT_A_TIME, async (index) => {
      try {
        lines.set(index, await linesAt(index, { from: 0, around: index < WITH_SURROUNDINGS ? AROUND : 0 }));
        return true;
      } catch (error) {
        call.signal.throwIfAborted();
        if (!(error instanceof SsmInvocationsError)) throw error;
        fault = error;
        return false;
      }
    });
    return { lines: indexes.map((index) => lines.get(index)), fault };
  };

  switch (shown.kind) {
    case 'summary':
      return await projectSummary(facts, shown.offset, nowMs(), sanitizer, readEvents);
    case 'events':
      return await projectEvents(facts, shown.offset, sanitizer, readEvents);
    case 'shares':
      return projectShares(facts, shown.group, shown.offset);
    case 'event': {
      const lines = await linesAt(shown.index, { from: shown.line, around: AROUND });
      return projectEvent(facts, shown.index, lines, sanitizer);
    }
  }
}
