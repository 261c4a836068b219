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

const literal = /"((?:[^"\\\n]|\\.){8,100000})(?:"|$|(?=\n))/g;
const oneEscape = /\\(?:u([0-9a-f]{4})|(.))/iy;
const controls: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: ' ', f: '\n' };

/** Strings without an escape read as they stand, and are left out. */
export function jsonStringsIn(text: string): readonly JsonString[] {
  if (!text.includes('\\')) return [];
  const strings: JsonString[] = [];
  for (const { index, 1: body = '' } of text.matchAll(literal)) {
    if (body.includes('\\')) strings.push(decoded(body, index + 1));
  }
  return strings;
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
