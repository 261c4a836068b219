/** What a query reads, and which of it matches. */
import type { FleetCommand } from '../../fleet.ts';
import { groupOf } from '../log-groups.ts';
import type { LogEvent, LogStream } from '../log-stream.ts';
import { streamsOf } from '../log-streams.ts';
import { recordOf, writePointer } from './pointers.ts';
import type { Field, Query } from './query-text.ts';

/** Both ends belong to it. */
export type Span = { readonly fromMs: number; readonly toMs: number };

/** An event that was read: its bytes count, whether it matches or not. */
export type Scanned = { readonly bytes: number; readonly match?: Match };

/** Made again when it is shown: its text may be long, and the results many. */
export type Match = {
  readonly group: string;
  readonly stream: LogStream;
  readonly from: number;
  readonly timestamp: number;
};

export function* scan(commands: readonly FleetCommand[], query: Query, span: Span): Generator<Scanned> {
  for (const command of commands) {
    if (command.header.requestedAtMs > span.toMs) continue;
    const group = groupOf(command);
    for (const stream of streamsOf(command, '')) {
      if (stream.firstAtMs() > span.toMs || stream.lastAtMs() < span.fromMs) continue;
      yield* scanStream(group, stream, query, span);
    }
  }
}

function* scanStream(group: string, stream: LogStream, query: Query, span: Span): Generator<Scanned> {
  for (let place = stream.placeAt(span.fromMs); place < stream.bytes; ) {
    const { event, from, to } = stream.eventFrom(place);
    place = to;
    if (event === undefined || event.timestamp < span.fromMs) continue;
    if (event.timestamp > span.toMs) return;
    const bytes = Buffer.byteLength(event.message);
    const matches = query.conditions.every(({ field, like }) => {
      const value = fieldOf(field, event, group, stream.name, from);
      return typeof like === 'string' ? value.includes(like) : like.test(value);
    });
    yield matches ? { bytes, match: { group, stream, from, timestamp: event.timestamp } } : { bytes };
  }
}

/** As much of a message as a result shows. */
const MESSAGE_CHARACTERS = 1_000;

export function shown({ group, stream, from }: Match, fields: readonly Field[]): object[] {
  const { event } = stream.eventFrom(from);
  if (event === undefined) return [];
  // The pointer stands at the end, asked for or not.
  const listed = [...fields.filter((field) => field !== '@ptr'), '@ptr' as const];
  return listed.map((field) => {
    const value = fieldOf(field, event, group, stream.name, from);
    return {
      field,
      value: field === '@message' ? value.slice(0, MESSAGE_CHARACTERS) : written(field, value),
    };
  });
}

function written(field: Field, value: string): string {
  if (field !== '@timestamp' && field !== '@ingestionTime') return value;
  return new Date(Number(value)).toISOString().replace('T', ' ').replace('Z', '');
}

function fieldOf(field: Field, event: LogEvent, group: string, stream: string, from: number): string {
  return field === '@ptr' ? writePointer({ group, stream, from }) : recordOf(event, group, stream)[field];
}
