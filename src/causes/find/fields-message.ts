const FIELD = /(?:^|\s)(\w+)=(?:"((?:[^"\\]|\\.)*)"|(\S+))/g;

/** The message of a line that a logger wrote as `key=value` fields; `undefined` for any other line. */
export function fieldsMessage(line: string): string | undefined {
  if (!/\bmsg=|\bmessage=/.test(line)) return undefined;
  const fields = new Map<string, string>();
  for (const [, name = '', inQuotes, bare = ''] of line.matchAll(FIELD)) {
    if (!fields.has(name)) fields.set(name, inQuotes?.replaceAll('\\"', '"') ?? bare);
  }
  const message = fields.get('msg') ?? fields.get('message');
  if (message === undefined) return undefined;
  const detail = fields.get('error') ?? fields.get('err') ?? fields.get('reason');
  return detail && detail !== message ? `${message}: ${detail}` : message;
}
