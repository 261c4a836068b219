/** Where an event lies, as `@ptr` has it. */

import type { Fleet } from '../../fleet.ts';
import { Refusal } from '../../wire.ts';
import { ACCOUNT } from '../account.ts';
import { invalidParameter } from '../input.ts';
import type { LogEvent } from '../log-stream.ts';
import { streamNamed } from '../log-streams.ts';

export type Pointer = { readonly group: string; readonly stream: string; readonly from: number };

export function writePointer({ group, stream, from }: Pointer): string {
  return Buffer.from(JSON.stringify([group, stream, from])).toString('base64');
}

/** Throws InvalidParameterException for a pointer that no query gave. */
export function getLogRecord(fleet: Fleet, region: string, pointer: string): object {
  const { group, stream, from } = readPointer(pointer);
  const found = streamNamed(fleet, region, group, stream);
  const { event } = from < found.bytes ? found.eventFrom(from) : {};
  if (event === undefined) {
    throw new Refusal('ResourceNotFoundException', 'The specified log record does not exist.');
  }
  return { logRecord: { ...recordOf(event, group, stream), '@ptr': pointer } };
}

export function recordOf(event: LogEvent, group: string, stream: string) {
  return {
    '@ingestionTime': String(event.ingestionTime),
    '@log': `${ACCOUNT}:${group}`,
    '@logStream': stream,
    '@message': event.message,
    '@timestamp': String(event.timestamp),
  };
}

function readPointer(pointer: string): Pointer {
  try {
    const parts: unknown = JSON.parse(Buffer.from(pointer, 'base64').toString('utf8'));
    if (Array.isArray(parts) && parts.length === 3) {
      const [group, stream, from]: unknown[] = parts;
      if (typeof group === 'string' && typeof stream === 'string' && Number.isSafeInteger(from)) {
        return { group, stream, from: Math.max(0, Number(from)) };
      }
    }
  } catch {
    // Falls through: what is no JSON is no pointer either.
  }
  throw invalidParameter('Invalid log record pointer.');
}
