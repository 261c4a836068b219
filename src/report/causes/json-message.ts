import { WEIGHT, weightOf } from './line-weight.ts';

/** Where loggers put what happened, and where they put why. */
const MESSAGES = ['msg', 'message', 'Message', 'event', 'error', 'err', 'exception', 'reason'];
const DETAILS = ['error', 'err', 'exception', 'reason', 'detail', 'details', 'failures', 'errors', 'cause'];
const STREAMS = ['stderr', 'stdout'];

/** Something may stand before the object: a time, a level, the task's name. */
const MAX_PREFIX = 80;

/** The message of a line that a JSON logger wrote; `undefined` for any other line. */
export function jsonMessage(line: string): string | undefined {
  const from = line.indexOf('{"');
  if (from < 0 || from > MAX_PREFIX) return undefined;
  const parsed = parse(line.slice(from));
  if (parsed === undefined) return textField(line);
  const message = firstText(parsed, MESSAGES);
  if (message === undefined) return undefined;
  if (weightOf(message) === WEIGHT.wrapper) return firstText(parsed, STREAMS) ?? message;
  const detail = firstText(parsed, DETAILS);
  return detail && detail !== message ? `${message}: ${detail}` : message;
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function firstText(record: Record<string, unknown>, fields: readonly string[]): string | undefined {
  for (const field of fields) {
    const named = record[field];
    const value: unknown = Array.isArray(named) ? named[0] : named;
    if (typeof value === 'string' && value.trim() !== '') return value;
    if (isRecord(value) && typeof value['message'] === 'string') return value['message'];
  }
  return undefined;
}

/** A line that was cut is no JSON any more, and still shows its message. */
function textField(line: string): string | undefined {
  return /"(?:msg|message|error)":\s?"((?:[^"\\]|\\.)+)/i.exec(line)?.[1];
}
