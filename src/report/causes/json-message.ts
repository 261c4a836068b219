const FIELDS = ['error', 'err', 'exception', 'msg', 'message', 'reason', 'errorMessage', 'Message', 'Error'];

/** The message of a line that a JSON logger wrote; `undefined` for any other line. */
export function jsonMessage(line: string): string | undefined {
  const from = line.indexOf('{"');
  if (from < 0 || from > 60) return undefined;
  const parsed = parse(line.slice(from));
  if (parsed === undefined) return textField(line);
  const texts = ['msg', 'message', 'Message', 'event', ...FIELDS].map((name) => stringOf(parsed[name]));
  const message = texts.find((text) => text !== '');
  const detail = ['error', 'err', 'exception', 'reason'].map((name) => stringOf(parsed[name])).find(Boolean);
  if (message === undefined) return undefined;
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

function stringOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (!isRecord(value)) return '';
  return typeof value['message'] === 'string' ? value['message'] : '';
}

/** A line that was cut is no JSON any more, and still shows its message. */
function textField(line: string): string | undefined {
  return /"(?:msg|message|error)":\s?"((?:[^"\\]|\\.)*)/i.exec(line)?.[1] || undefined;
}
