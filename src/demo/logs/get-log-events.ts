import type { Fleet } from '../fleet.ts';
import type { Paging } from '../paging.ts';
import { type EventPosition, readEventToken, writeEventToken } from './event-tokens.ts';
import type { LogsInput } from './input.ts';
import type { LogEvent, LogStream } from './log-stream.ts';
import { streamNamed } from './log-streams.ts';

/** Bytes of the stream. */
type Span = { readonly first: number; readonly end: number };
type Page = Span & { readonly events: readonly LogEvent[] };

/** A page holds as many events as fit, each counted with 26 bytes beside its message. */
const PAGE_BYTES = 1_048_576;
const EVENT_OVERHEAD_BYTES = 26;
const MOST_EVENTS = 10_000;

/**
 * Without a token the newest events, with `startFromHead` the oldest; within a page always in the order of time. Both
 * tokens stand on every page. At an end a token is the one that the request had.
 */
export function getLogEvents(fleet: Fleet, region: string, input: LogsInput, paging: Paging): object {
  const stream = streamNamed(fleet, region, input.logGroupName, input.logStreamName);
  const span = spanOf(stream, input);
  const start: EventPosition =
    input.nextToken === undefined
      ? {
          direction: input.startFromHead ? 'f' : 'b',
          place: input.startFromHead ? span.first : span.end,
          page: 0,
        }
      : readEventToken(input.nextToken, stream.name);
  const atEnd = start.direction === 'f' ? start.place >= span.end : start.place <= span.first;
  // The end repeats its token, so no empty page can stand there.
  const empty = paging.emptyPages && start.page % 3 === 0 && !atEnd;
  const page = empty
    ? { first: start.place, end: start.place, events: [] }
    : pageFrom(stream, start, span, input);
  const next = start.page + (atEnd ? 0 : 1);
  return {
    events: page.events,
    nextBackwardToken: writeEventToken({ direction: 'b', place: page.first, page: next }, stream.name),
    nextForwardToken: writeEventToken({ direction: 'f', place: page.end, page: next }, stream.name),
  };
}

function pageFrom(
  stream: LogStream,
  start: EventPosition,
  span: Span,
  { limit = MOST_EVENTS }: LogsInput,
): Page {
  const forward = start.direction === 'f';
  const events: LogEvent[] = [];
  let bytes = 0;
  let place = start.place;
  while (events.length < limit && (forward ? place < span.end : place > span.first)) {
    const { event, from, to } = forward ? stream.eventFrom(place) : stream.eventBefore(place);
    const size = event === undefined ? 0 : Buffer.byteLength(event.message) + EVENT_OVERHEAD_BYTES;
    if (bytes + size > PAGE_BYTES && events.length > 0) break;
    if (event !== undefined) events.push(event);
    bytes += size;
    place = forward ? to : from;
  }
  return forward
    ? { first: start.place, end: place, events }
    : { first: place, end: start.place, events: events.reverse() };
}

/** `startTime` belongs to the span, `endTime` does not. */
function spanOf(stream: LogStream, { startTime, endTime }: LogsInput): Span {
  return {
    first: startTime === undefined ? 0 : stream.placeAt(startTime),
    end: endTime === undefined ? stream.bytes : stream.placeAt(endTime),
  };
}
