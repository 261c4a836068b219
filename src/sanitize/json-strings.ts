/**
 * Logs hold the output of other programs as JSON strings. Inside of one, lines end with `\n` and quotes are escaped,
 * so that a table or a file in it shows its form only when it is read as what it was.
 */

/** What a string with escapes says, and where each of its characters stands in the text around it. */
export type JsonString = {
  readonly content: string;
  /** One more than there are characters: the last is where the string ends. */
  readonly places: readonly number[];
};

const oneEscape = /\\(?:u([0-9a-f]{4})|(.))/iy;
const controls: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: ' ', f: '\n' };

/** Shorter ones hold no name with a value. */
const MIN_LENGTH = 8;

/** Strings without an escape read as they stand, and are left out. One that is not closed ends with its line. */
export function jsonStringsIn(text: string): readonly JsonString[] {
  if (!text.includes('\\')) return [];
  const strings: JsonString[] = [];
  for (let quote = text.indexOf('"'); quote !== -1; ) {
    const end = endOfString(text, quote + 1);
    const body = text.slice(quote + 1, end);
    if (body.length >= MIN_LENGTH && body.includes('\\')) strings.push(decoded(body, quote + 1));
    quote = text.indexOf('"', end + 1);
  }
  return strings;
}

function endOfString(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '"' && text[at] !== '\n') at += text[at] === '\\' ? 2 : 1;
  return Math.min(at, text.length);
}

function decoded(body: string, offset: number): JsonString {
  const characters: string[] = [];
  const places: number[] = [];
  for (let at = 0; at < body.length; ) {
    oneEscape.lastIndex = at;
    const escaped = body[at] === '\\' ? oneEscape.exec(body) : null;
    const [written = body[at] ?? '', code, letter = ''] = escaped ?? [];
    places.push(offset + at);
    characters.push(
      code
        ? String.fromCharCode(Number.parseInt(code, 16))
        : escaped
          ? (controls[letter] ?? letter)
          : written,
    );
    at += written.length;
  }
  places.push(offset + body.length);
  return { content: characters.join(''), places };
}
