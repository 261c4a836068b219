import { WEIGHT, weightOf } from './line-weight.ts';
import type { Line } from './lines.ts';

/** Where loggers put what happened, and where they put why. */
const MESSAGES = ['msg', 'message', 'Message', 'event', 'error', 'err', 'exception', 'reason'];
const DETAILS = ['error', 'err', 'exception', 'reason', 'detail', 'details', 'failures', 'errors', 'cause'];
const STREAMS = ['stderr', 'stdout'];

/** Members of one object or list that are looked through. */
const MAX_MEMBERS = 20;

/** Something may stand before the object: a time, a level, the task's name. */
const MAX_PREFIX = 80;

/** The message of a line that a JSON logger wrote; `undefined` for any other line. */
export function jsonMessage(line: string): string | undefined {
  const from = line.indexOf('{"');
  if (from < 0 || from > MAX_PREFIX) return undefined;
  const parsed = parse(line.slice(from));
  if (parsed === undefined) return textField(line);
  const message = firstText(parsed, MESSAGES) ?? nestedText(parsed);
  if (message === undefined) return undefined;
  const wraps = weightOf(message) === WEIGHT.wrapper;
  const stream = wraps ? firstText(parsed, STREAMS) : undefined;
  if (stream !== undefined) return stream;
  const detail = firstText(parsed, DETAILS);
  return detail && detail !== message ? `${message}: ${detail}` : message;
}

/** Longer objects than this hold more than one message. */
const MAX_BLOCK = 2_500;

/** The message of an object that begins at the end of `line` and goes on over the lines behind it. */
export function jsonBlockMessage(text: string, line: Line): string | undefined {
  if (!line.text.endsWith('{')) return undefined;
  const block = text.slice(line.end - 1, line.end + MAX_BLOCK);
  const end = block.search(/\n\s{0,4}\}/);
  return jsonMessage(`{${(end < 0 ? block : block.slice(0, end)).slice(1).trim().replaceAll('\n', ' ')}}`);
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
    if (typeof value === 'string' && value.trim() !== '') return clean(value);
    if (isRecord(value) && typeof value['message'] === 'string') return clean(value['message']);
  }
  return undefined;
}

/** Answers of APIs hold their message some levels down; deeper than this it is of something else. */
const MAX_DEPTH = 4;

function nestedText(value: unknown, depth = MAX_DEPTH): string | undefined {
  if (depth === 0 || typeof value !== 'object' || value === null) return undefined;
  for (const member of Object.values(value).slice(0, MAX_MEMBERS)) {
    const found =
      (isRecord(member) ? firstText(member, MESSAGES) : undefined) ?? nestedText(member, depth - 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Escapes such as `\u001b` only now become what the sanitizer takes out of every output. */
function clean(decoded: string): string {
  return decoded
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]+/gu, '');
}

/** A line that was cut is no JSON any more, and still shows its message. */
function textField(line: string): string | undefined {
  return /"(?:msg|message|error)":\s?"((?:[^"\\]|\\.)+)/i.exec(line)?.[1];
}
